// Comforts of projects, activities, goods and measures; each page works without them.
import "./ticks.js";

// The box above a list of households narrows it; households with a number stay in sight.
for (const list of document.querySelectorAll("[data-homes]")) {
  const box = list.querySelector("[data-narrow]");
  if (!box) continue;
  const none = list.querySelector("[data-none]");
  const rows = [...list.querySelectorAll("[data-words]")];
  const narrow = () => {
    const words = box.querySelector("input").value.trim();
    for (const row of rows) {
      row.hidden = !row.dataset.words.includes(words) && !row.querySelector("input").value;
    }
    for (const part of list.querySelectorAll("[data-part]")) {
      part.hidden = !part.querySelector("[data-words]:not([hidden])");
    }
    none.hidden = rows.some((row) => !row.hidden);
  };
  box.hidden = false;
  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
