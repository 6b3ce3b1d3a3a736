import "./find.js";

// Small comforts of every page; each page works without them.

const typing = (node) => node.closest("input, textarea, select, [contenteditable]");

// Print buttons are shown only where a script can answer them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A long menu shows where one is.
const here = document.querySelector(".side .nav [aria-current]");
if (here) {
  const side = here.closest(".side");
  const below = here.getBoundingClientRect().bottom - side.getBoundingClientRect().bottom;
  if (below > 0) side.scrollTop += below + side.clientHeight / 4;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const find = [...document.querySelectorAll("[data-find]")].find((box) => box.offsetParent);
    if (find) {
      event.preventDefault();
      find.focus();
      find.select();
    }
  }
  if (event.key === "Escape") {
    for (const found of document.querySelectorAll(".found")) found.replaceChildren();
    for (const open of document.querySelectorAll("details.drop[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

// An ID number must not stand in an address: no suggestions for it, and it goes to its own look-up.
const likeId = (words) => /^\d{14,17}[\dXx]$/.test(words.replace(/[\s-]/g, ""));

document.addEventListener("htmx:beforeRequest", (event) => {
  const box = event.target;
  if (box.matches("[data-find]") && (likeId(box.value) || !box.value.trim())) {
    event.preventDefault();
    box.closest("form").querySelector(".found").replaceChildren();
  }
});

document.addEventListener("submit", (event) => {
  const box = event.target.querySelector("[data-find]");
  const byNumber = event.target.dataset.byNumber;
  if (!box || !byNumber || !likeId(box.value)) return;
  event.preventDefault();
  const form = document.createElement("form");
  form.method = "post";
  form.action = byNumber;
  for (const [name, value] of [
    ["number", box.value],
    ["csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]],
  ]) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
});

document.addEventListener("click", (event) => {
  for (const found of document.querySelectorAll(".found")) {
    if (!found.parentElement.contains(event.target)) found.replaceChildren();
  }
  for (const open of document.querySelectorAll("details.drop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  const closer = event.target.closest("dialog [data-close]");
  if (closer) closer.closest("dialog").close();
  const shower = event.target.closest("[data-show]");
  if (shower) show(shower);
});

// "Show the password": the button names its input and says what it will do next.
function show(button) {
  const input = document.getElementById(button.dataset.show);
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  input.focus();
}

// After a refused form the summary takes the focus, so that it is read first.
document.getElementById("problems")?.focus();
