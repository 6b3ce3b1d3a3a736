// Import pages: a file may be dropped anywhere on the form; a waiting page looks again by itself.

const upload = document.querySelector("[data-upload]");
if (upload) {
  const input = upload.querySelector("input[type=file]");
  const mark = (on) => upload.classList.toggle("over", on);
  upload.addEventListener("dragover", (event) => { event.preventDefault(); mark(true); });
  upload.addEventListener("dragleave", () => mark(false));
  upload.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; }
  });
  upload.addEventListener("submit", () => {
    const button = upload.querySelector("button.pri");
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
  });
  window.addEventListener("pageshow", () => { upload.querySelector("button.pri").disabled = false; });
}

if (document.querySelector("[data-waiting]")) {
  setTimeout(() => location.reload(), 1500);
}

// A cell corrected in place: Enter saves it, Esc puts the old text back.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (cell && event.key === "Escape") {
    cell.value = cell.defaultValue;
    cell.blur();
  }
});

// After a correction the page stands where it stood, and the hand goes on with the next wrong cell.
const STOOD = `review ${location.pathname}`;
const cells = () => [...document.querySelectorAll("[data-cell]")];
const keyOf = (cell) => cell.form.elements.key.value;
const stood = JSON.parse(sessionStorage.getItem(STOOD) || "null");
sessionStorage.removeItem(STOOD);
if (stood) {
  scrollTo(0, stood.y);
  const here = cells();
  const next = here.find((cell) => keyOf(cell) === stood.key) || here[stood.place] || here[here.length - 1];
  next?.focus({ preventScroll: true });
}
document.addEventListener("submit", (event) => {
  if (!event.target.closest(".tbl")) { return; }
  const own = event.target.querySelector("[data-cell]");
  const place = cells().findIndex((cell) => cell === own || event.target.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING);
  const key = event.target.elements.key.value;
  sessionStorage.setItem(STOOD, JSON.stringify({ y: scrollY, place: place < 0 ? cells().length : place, key }));
});
