// Decisions by keys, and their question in a dialog; without this each button leads to a page of its own.

const dialog = document.getElementById("asked");
const rows = [...document.querySelectorAll("[data-row]")];
let at = -1;

async function ask(link) {
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.getElementById("ask");
    if (!answer.ok || !form) throw new Error("no question");
    dialog.replaceChildren(document.importNode(form, true));
    dialog.showModal();
    (dialog.querySelector("input:not([type=hidden])") ?? dialog.querySelector("button")).focus();
  } catch {
    location.assign(link.href);
  }
}

function go(step) {
  rows[at]?.classList.remove("at");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at].classList.add("at");
  rows[at].focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (link && dialog?.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(link);
  }
  const closer = event.target.closest("dialog a[data-close]");
  if (closer) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) at = rows.indexOf(row);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  if (event.target.closest("input, textarea, select") || !rows.length) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
  else rows[at]?.querySelector(`[data-key="${key === "1" || key === "2" ? key : ""}"]`)?.click();
});
