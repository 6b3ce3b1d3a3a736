// Keys and ticks of the ledger; without this the page has links, buttons and forms.

const form = document.querySelector("[data-ledger]");
const rows = form ? [...form.querySelectorAll("[data-row]")] : [];
const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
const bulk = form?.querySelector("[data-bulk]");
const all = form?.querySelector("[data-all]");
let at = -1;

function count() {
  const picked = boxes.filter((box) => box.checked).length;
  bulk.hidden = picked === 0;
  bulk.querySelector("[data-n]").textContent = (bulk.dataset.words || "{n}").replace("{n}", picked);
  all.checked = picked === boxes.length;
  all.indeterminate = picked > 0 && picked < boxes.length;
  rows.forEach((row, place) => row.setAttribute("aria-selected", String(boxes[place].checked)));
}

function go(step) {
  rows[at]?.classList.remove("at");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at].classList.add("at");
  rows[at].querySelector("a")?.focus();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  arrowdown: () => go(1),
  arrowup: () => go(-1),
  " ": () => {
    if (at < 0 || document.activeElement?.type === "checkbox") return false;
    boxes[at].checked = !boxes[at].checked;
    count();
  },
  e: () => document.querySelector("[data-export]")?.click(),
  escape: () => {
    boxes.forEach((box) => (box.checked = false));
    count();
  },
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, summary, details[open]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return document.querySelector("[data-find-here]")?.focus();
  }
  const act = typing ? undefined : keys[event.key.toLowerCase()];
  if (act && act() !== false) event.preventDefault();
}

if (form && rows.length) {
  form.addEventListener("change", (event) => {
    if (event.target === all) boxes.forEach((box) => (box.checked = all.checked));
    count();
  });
  form.addEventListener("reset", () => setTimeout(count));
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    rows[at]?.classList.remove("at");
    at = rows.indexOf(row);
  });
  document.addEventListener("keydown", pressed, true);
  count();
}

