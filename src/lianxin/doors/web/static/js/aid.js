// Comforts of projects, activities, goods and measures; each page works without them.

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

// One tick for all rows that wait for a signature.
for (const form of document.querySelectorAll("[data-ticking]")) {
  const all = form.querySelector("[data-all]");
  const boxes = [...form.querySelectorAll("input[name=delivery]")];
  if (!all || boxes.length === 0) continue;
  all.hidden = false;
  all.addEventListener("change", () => boxes.forEach((one) => (one.checked = all.checked)));
  form.addEventListener("change", () => {
    const picked = boxes.filter((one) => one.checked).length;
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  });
}
