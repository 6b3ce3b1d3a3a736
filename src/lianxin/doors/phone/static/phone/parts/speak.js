/** Hold to speak; only where the browser itself can listen. */
import { html, useRef, useState } from "../vendor/htm-preact.js";
import { language, t } from "../text.js";
import { Icon } from "./icon.js";

/** @type {any} */
const Listener = /** @type {any} */ (globalThis).SpeechRecognition || /** @type {any} */ (globalThis).webkitSpeechRecognition;
export const canSpeak = () => typeof Listener === "function";

/** @param {{onHeard: (text: string) => void}} props */
export function Speak({ onHeard }) {
  const [on, set] = useState(false);
  const [failed, fail] = useState(false);
  const running = useRef(/** @type {any} */ (null));
  const begin = () => {
    if (running.current) return;
    const ear = new Listener();
    ear.lang = language() === "en" ? "en-US" : "zh-CN";
    ear.continuous = true;
    ear.onresult = (/** @type {any} */ event) => {
      for (const result of [...event.results].slice(event.resultIndex)) if (result.isFinal) onHeard(result[0].transcript);
    };
    ear.onerror = () => fail(true);
    ear.onend = () => {
      running.current = null;
      set(false);
    };
    running.current = ear;
    fail(false);
    set(true);
    ear.start();
  };
  const end = () => running.current && running.current.stop();
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (event.type === "keyup") end();
    else if (!event.repeat) begin();
  };
  return html`<button class="btn speak" type="button" aria-pressed=${on} onPointerDown=${begin} onPointerUp=${end} onPointerLeave=${end} onPointerCancel=${end} onKeyDown=${key} onKeyUp=${key} onContextMenu=${(/** @type {Event} */ event) => event.preventDefault()}><${Icon} name="microphone" />${on ? t("write.listening") : t("write.speak")}</button>
    ${failed && html`<span class="vh" role="status">${t("write.speak_failed")}</span>`}`;
}
