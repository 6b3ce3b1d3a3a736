/** The camera that reads cards, where the browser can; what it sees is handed on at once. */
import { html, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon, Notice } from "./icon.js";

const AGAIN = 4000; // the same card is not read again while it lies before the camera
const EACH = 250;
const Detector = /** @type {any} */ (globalThis).BarcodeDetector;

/** @param {{onCode: (code: string) => Promise<void>}} props */
export function Lens({ onCode }) {
  const [open, set] = useState(false);
  const [blind, fail] = useState(false);
  if (!Detector || !navigator.mediaDevices) return null;
  if (open) return html`<${Eye} onCode=${onCode} onBlind=${() => (set(false), fail(true))} /><button class="btn wide" type="button" onClick=${() => set(false)}><${Icon} name="x" />${t("activity.stop")}</button>`;
  return html`<button class="btn wide" type="button" onClick=${() => (fail(false), set(true))}><${Icon} name="camera" />${t("activity.open")}</button>${blind && html`<${Notice} tone="warn"><p>${t("activity.blind")}</p><//>`}`;
}

/** @param {{onCode: (code: string) => Promise<void>, onBlind: () => void}} props */
function Eye({ onCode, onBlind }) {
  const box = useRef(/** @type {HTMLVideoElement|null} */ (null));
  useEffect(() => {
    /** @type {MediaStream|null} */
    let stream = null;
    let [here, last, since, timer] = [true, "", 0, 0];
    /** @param {any} detector */
    const look = async (detector) => {
      const found = box.current && box.current.readyState >= 2 ? await detector.detect(box.current).catch(() => []) : [];
      const code = found[0] && found[0].rawValue;
      if (here && code && (code !== last || Date.now() - since > AGAIN)) {
        [last, since] = [code, Date.now()];
        await onCode(code);
      }
      if (here) timer = Number(setTimeout(() => void look(detector), EACH));
    };
    const begin = async () => {
      const detector = new Detector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      if (!here || !box.current) return stop();
      box.current.srcObject = stream;
      await box.current.play();
      await look(detector);
    };
    const stop = () => stream && stream.getTracks().forEach((track) => track.stop());
    void begin().catch(() => here && onBlind());
    return () => {
      here = false;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return html`<video ref=${box} class="lens" muted playsinline aria-label=${t("activity.lens")}></video>`;
}
