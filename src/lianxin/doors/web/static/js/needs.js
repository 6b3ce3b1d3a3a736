// Keys and ticks of the list of needs; without this the page has links, buttons and forms.

const form = document.querySelector("[data-needs]");
const rows = form ? [...form.querySelectorAll("[data-row]")] : [];
const bulk = form?.querySelector("[data-bulk]");
const box = (row) => row.querySelector("input[type=checkbox]");
let at = -1;

function count() {
  if (!bulk) return;
  const picked = rows.filter((row) => box(row)?.checked);
  bulk.hidden = picked.length === 0;
  bulk.querySelector("[data-n]").textContent = bulk.dataset.words.replace("{n}", picked.length);
  for (const row of rows) row.setAttribute("aria-selected", String(picked.includes(row)));
}

function go(step) {
  rows[at]?.classList.remove("at");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at].classList.add("at");
  rows[at].querySelector("a")?.focus();
}

function tick() {
  const found = at >= 0 && document.activeElement?.type !== "checkbox" ? box(rows[at]) : null;
  if (!found) return false;
  found.checked = !found.checked;
  count();
  return true;
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  " ": tick,
  escape: () => bulk && !bulk.hidden && form.reset(),
};

if (rows.length) {
  form.addEventListener("change", count);
  form.addEventListener("reset", () => setTimeout(count));
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) at = rows.indexOf(row);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, button, summary")) return;
    const act = keys[event.key.toLowerCase()];
    if (act && act() !== false) event.preventDefault();
  });
  count();
}
