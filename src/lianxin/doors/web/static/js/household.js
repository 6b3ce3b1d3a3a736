// "看一眼" in a dialog instead of a page of its own; the number lives in the dialog and goes with it.

const dialog = document.getElementById("reveal");

async function ask(address) {
  const reply = await fetch(address, { cache: "no-store", credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const part = page.querySelector("[data-fragment]");
  if (!part || !dialog) return location.assign(address);
  dialog.replaceChildren(page.querySelector("h1"), part);
  dialog.showModal();
  dialog.querySelector("select").focus();
}

async function answer(form) {
  const reply = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    cache: "no-store",
    credentials: "same-origin",
    headers: { "HX-Request": "true" },
  });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const told = document.createElement("p");
  const shown = page.querySelector(reply.ok ? "b" : "[role=alert]");
  told.className = reply.ok ? "told reveal" : "told bad";
  told.setAttribute("role", "status");
  told.textContent = (shown ?? page.body).textContent.trim();
  form.querySelector(".told")?.remove();
  form.querySelector(".acts").before(told);
  if (!reply.ok) return;
  form.querySelectorAll(".field, .btn.pri").forEach((node) => node.remove());
  form.querySelector("[data-close]").textContent = dialog.dataset.done;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reveal]");
  if (link && dialog?.showModal) {
    event.preventDefault();
    ask(link.href).catch(() => location.assign(link.href));
  }
  if (event.target.closest("#reveal a[data-close]")) {
    event.preventDefault();
    dialog.close();
    dialog.replaceChildren(); // at once: the event of closing comes later
  }
});

dialog?.addEventListener("submit", (event) => {
  event.preventDefault();
  answer(event.target);
});
dialog?.addEventListener("close", () => dialog.replaceChildren());
