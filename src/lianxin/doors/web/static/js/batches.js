// Comforts of batches; each page works without them: a batch is moved by its date field as well.

// A batch that is dragged shows the weeks of each month; dropped on one, its page opens with that day filled in.
const weeks = [...document.querySelectorAll("[data-weeks]")];
let dragged = null;

const show = (on) => weeks.forEach((one) => (one.hidden = !on));

function moved(monday, weekday) {
  const day = new Date(`${monday}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + weekday);
  return day.toISOString().slice(0, 10);
}

for (const row of document.querySelectorAll("[data-batch]")) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.batch);
    setTimeout(() => show(true));
  });
  row.addEventListener("dragend", () => show(false));
}
for (const week of document.querySelectorAll("[data-monday]")) {
  week.addEventListener("dragover", (event) => {
    event.preventDefault();
    week.classList.add("on");
  });
  week.addEventListener("dragleave", () => week.classList.remove("on"));
  week.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!dragged) return;
    const day = moved(week.dataset.monday, Number(dragged.dataset.weekday));
    location.href = `${dragged.dataset.batch}?first=${day}#move`;
  });
}

// A day or a week earlier or later by a button.
const shift = document.querySelector("[data-shift]");
if (shift) {
  const field = shift.closest("form").querySelector("input[name=first]");
  shift.hidden = false;
  shift.addEventListener("click", (event) => {
    const days = Number(event.target.closest("[data-days]")?.dataset.days || 0);
    if (!days || !field.value) return;
    const day = new Date(`${field.value}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    field.value = day.toISOString().slice(0, 10);
  });
}

// The box above a list of households narrows it; ticked ones stay in sight.
for (const list of document.querySelectorAll("[data-homes]")) {
  const box = list.querySelector("[data-narrow]");
  if (!box) continue;
  const rows = [...list.querySelectorAll("[data-words]")];
  const narrow = () => {
    const words = box.querySelector("input").value.trim();
    for (const row of rows) {
      row.hidden = !row.dataset.words.includes(words) && !row.querySelector("input").checked;
    }
    for (const part of list.querySelectorAll("[data-part]")) {
      part.hidden = !part.querySelector("[data-words]:not([hidden])");
    }
    list.querySelector("[data-none]").hidden = rows.some((row) => !row.hidden);
  };
  box.hidden = false;
  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
