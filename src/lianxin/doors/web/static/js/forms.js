// Forms: a click on a cell fills in its address without a new page; arrows go from cell to cell.

const input = document.querySelector("[data-cell-input]");
const address = (cell) => new URLSearchParams(new URL(cell.href).search).get("cell");

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("a.pick");
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!cell || !step) { return; }
  event.preventDefault();
  const row = cell.closest("tr");
  const line = step[0] ? (step[0] > 0 ? row.nextElementSibling : row.previousElementSibling) : row;
  const here = [...row.querySelectorAll("a.pick")].indexOf(cell);
  const cells = line ? [...line.querySelectorAll("a.pick")] : [];
  cells[Math.min(Math.max(0, here + step[1]), cells.length - 1)]?.focus();
});

// A cell that nobody has assigned yet needs no new page: its address is enough.
document.addEventListener("click", (event) => {
  const cell = event.target.closest("a.pick");
  if (!cell || !input || event.metaKey || event.ctrlKey || cell.querySelector(".tag.jade")) { return; }
  event.preventDefault();
  document.querySelectorAll(".form-grid .here").forEach((one) => one.classList.remove("here"));
  cell.closest("td").classList.add("here");
  input.value = address(cell);
  const field = document.querySelector("[data-field]");
  field.value = "";
  field.focus({ preventScroll: false });
});

// Whoever chooses in a list means the line that it stands in.
document.querySelectorAll("[data-who]").forEach((list) => list.addEventListener("change", () => {
  document.querySelector(`input[name=who][value=${list.dataset.who}]`).checked = true;
}));
