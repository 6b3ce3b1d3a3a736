/** A question before something that cannot be taken back. */
import { html, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { t } from "../text.js";

/**
 * @returns {[any, (title: string, words: string, yes: string) => Promise<boolean>]} what to draw, and how to ask
 */
export function useAsk() {
  const [asked, set] = useState(/** @type {any} */ (null));
  /** @param {string} title @param {string} words @param {string} yes @returns {Promise<boolean>} */
  const ask = (title, words, yes) => new Promise((answer) => set({ title, words, yes, answer }));
  /** @param {boolean} said */
  const close = (said) => {
    asked.answer(said);
    set(null);
  };
  return [asked && html`<${Question} ...${asked} close=${close} />`, ask];
}

/** @param {{title: string, words: string, yes: string, close: (said: boolean) => void}} props */
function Question({ title, words, yes, close }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const was = document.activeElement;
    const first = box.current && box.current.querySelector("button");
    if (first) first.focus();
    return () => void (was instanceof HTMLElement && was.focus());
  }, []);
  /** @param {KeyboardEvent} event */
  const keys = (event) => {
    if (event.key === "Escape") close(false);
    if (event.key !== "Tab" || !box.current) return;
    const all = [...box.current.querySelectorAll("button")];
    const next = event.shiftKey ? all[0] : all[all.length - 1];
    if (document.activeElement !== next) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0]).focus();
  };
  return html`<div class="veil" onClick=${(/** @type {Event} */ event) => event.target === event.currentTarget && close(false)}>
    <div class="dialog" role="alertdialog" aria-modal="true" aria-labelledby="ask-title" aria-describedby="ask-words" ref=${box} onKeyDown=${keys}>
      <h2 id="ask-title">${title}</h2><p id="ask-words">${words}</p>
      <div class="acts"><button class="btn grow" type="button" onClick=${() => close(false)}>${t("no")}</button><button class="btn danger grow" type="button" onClick=${() => close(true)}>${yes}</button></div>
    </div></div>`;
}
