// Reads the codes of contact cards with the camera, where the browser can; the form works without it.
const form = document.querySelector("[data-scan]");
const video = document.querySelector("[data-camera]");
const start = document.querySelector("[data-start]");
const AGAIN = 4000; // the same card is not sent again while it lies before the camera
let last = "";
let since = 0;
let busy = false;

async function send(code) {
  busy = true;
  const sent = new FormData(form);
  sent.set("code", code);
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(".toasts") || page.querySelector("#err-code");
    document.querySelector("[data-said]").textContent = said ? said.textContent.trim() : "";
    const now = page.querySelector("[data-came]");
    if (now) document.querySelector("[data-came]").replaceWith(now);
  } catch {
    form.querySelector("input[name=code]").value = code; // without signal it stays in the box
  } finally {
    busy = false;
  }
}

async function look(detector) {
  if (!busy && video.readyState >= 2) {
    const found = await detector.detect(video).catch(() => []);
    const code = found[0]?.rawValue;
    if (code && (code !== last || Date.now() - since > AGAIN)) {
      last = code;
      since = Date.now();
      await send(code);
    }
  }
  setTimeout(() => look(detector), 250);
}

async function open() {
  start.disabled = true;
  try {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const back = { facingMode: "environment" };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: back, audio: false });
    video.hidden = false;
    start.hidden = true;
    await video.play();
    look(detector);
  } catch {
    start.disabled = false;
    document.querySelector("[data-blind]").hidden = false;
  }
}

if (form && start && "BarcodeDetector" in window && navigator.mediaDevices) {
  start.hidden = false;
  start.addEventListener("click", open);
}
