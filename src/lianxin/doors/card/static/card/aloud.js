// 念给我听: reads the page in the browser's own voice. Where there is none, the button stays hidden.

const button = document.querySelector("[data-aloud]");
const voice = window.speechSynthesis;

function language() {
  return document.documentElement.lang === "en" ? "en" : "zh-CN";
}

function sentences() {
  const parts = [...document.querySelectorAll("[role=alert], [role=status], [data-say]")];
  return parts.map((part) => part.innerText.replace(/\s*\n\s*/g, "。")).filter(Boolean);
}

function show(speaking) {
  const words = button.querySelector("span");
  button.dataset.start ??= words.textContent;
  words.textContent = speaking ? button.dataset.stop : button.dataset.start;
  button.setAttribute("aria-pressed", String(speaking));
}

function start() {
  const parts = sentences();
  parts.forEach((text, place) => {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = language();
    said.rate = 0.9;
    if (place === parts.length - 1) said.onend = () => show(false);
    voice.speak(said);
  });
  show(parts.length > 0);
}

function toggle() {
  if (voice.speaking || voice.pending) {
    voice.cancel();
    show(false);
  } else {
    start();
  }
}

if (button && voice && "SpeechSynthesisUtterance" in window) {
  button.hidden = false;
  button.addEventListener("click", toggle);
  addEventListener("pagehide", () => voice.cancel());
}
