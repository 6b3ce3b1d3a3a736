// Keys for somebody who decides on many doubts: J and K go on and back, 1 to 4 press a decision.

const queue = [...document.querySelectorAll(".queue li")];
const here = queue.findIndex((one) => one.hasAttribute("aria-current"));

const go = (step) => {
  const next = queue[here + step];
  if (here >= 0 && next) next.querySelector("a").click();
};

const press = (key) => {
  const button = document.querySelector(`.decide [data-key="${key}"]`);
  if (!button) return;
  const words = button.form.elements.words;
  if (button.value !== "accept" && !words.value.trim()) {
    words.focus();
    return;
  }
  button.click();
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (/^[1-4]$/.test(key)) press(key);
});
