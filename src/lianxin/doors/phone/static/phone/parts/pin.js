/** Six digits, by thumb or by keyboard. */
import { html, useLayoutEffect, useRef, useState } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";

const LENGTH = 6;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back"];

/** @param {{label: string, error?: string, disabled?: boolean, onDone: (pin: string) => Promise<any>}} props */
export function PinPad({ label, error, disabled, onDone }) {
  const [pin, set] = useState("");
  const [busy, work] = useState(false);
  const typed = useRef("");
  const able = useRef(true);
  able.current = !disabled && !busy;
  /** @param {string} next */
  const put = (next) => {
    typed.current = next;
    set(next);
    if (next.length === LENGTH) void done(next);
  };
  /** @param {string} whole */
  const done = async (whole) => {
    able.current = false;
    work(true);
    await onDone(whole);
    work(false);
    put("");
  };
  /** @param {string} key */
  const press = (key) => {
    if (!able.current) return;
    if (key === "back") put(typed.current.slice(0, -1));
    else if (typed.current.length < LENGTH) put(typed.current + key);
  };
  useLayoutEffect(() => { // before it is seen: the first digit counts
    const listen = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") press("back");
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
  return html`<div class="pin" role="group" aria-label=${label}>
    <p class="lg" id="pin-label">${label}</p>
    <p class="dots" role="status"><span class="vh">${t("pin.typed", { n: pin.length })}</span>${[...Array(LENGTH).keys()].map((at) => html`<i key=${at} class=${at < pin.length ? "on" : ""}></i>`)}</p>
    <p class="err" role="alert">${error ? html`<${Icon} name="alert-triangle" />${error}` : busy ? t("pin.working") : ""}</p>
    <div class="pad">${KEYS.map((key) => (key === "" ? html`<span key="gap"></span>` : html`<button type="button" key=${key} class="key" disabled=${disabled} aria-label=${key === "back" ? t("pin.back") : undefined} onClick=${() => press(key)}>${key === "back" ? html`<${Icon} name="arrow-back-up" />` : key}</button>`))}</div>
  </div>`;
}
