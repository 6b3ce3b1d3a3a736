/** Common phrases: put in by a tap, kept from what is selected, dropped again. */
import { html, useState } from "../vendor/htm-preact.js";
import { add } from "../outbox.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";

/** @param {{phrases: {id: string, text: string}[], ready: string[], area: () => HTMLTextAreaElement|null, onInsert: (text: string) => void}} props */
export function Phrases({ phrases, ready, area, onInsert }) {
  const [kept, keep] = useState(/** @type {string[]} */ ([]));
  const [gone, drop] = useState(/** @type {string[]} */ ([]));
  const [told, tell] = useState("");
  const keepSelected = async () => {
    const box = area();
    const words = box ? box.value.slice(box.selectionStart, box.selectionEnd).trim() || box.value.trim() : "";
    if (!words) return tell(t("phrases.select"));
    await add("phrase.keep", { text: words.slice(0, 200) });
    keep([...kept, words.slice(0, 200)]);
    tell(t("phrases.kept"));
  };
  /** @param {string} id */
  const forget = async (id) => {
    await add("phrase.drop", { phrase: id });
    drop([...gone, id]);
    tell(t("phrases.dropped"));
  };
  const own = phrases.filter((one) => !gone.includes(one.id));
  return html`<div class="phrases">
    <ul>${own.map((one) => html`<li class="flex" key=${one.id}><button class="row plainrow grow" type="button" onClick=${() => onInsert(one.text)}>${one.text}</button><button class="tapi" type="button" aria-label=${t("phrases.drop", { text: one.text })} onClick=${() => forget(one.id)}><${Icon} name="x" /></button></li>`)}
      ${[...kept, ...ready].map((text) => html`<li key=${text}><button class="row plainrow grow" type="button" onClick=${() => onInsert(text)}>${text}</button></li>`)}</ul>
    ${own.length + kept.length + ready.length === 0 && html`<p class="mute sm">${t("phrases.none")}</p>`}
    <button class="btn quiet" type="button" onClick=${keepSelected}><${Icon} name="bookmark-plus" />${t("phrases.keep")}</button>
    <span class="sm mute" role="status">${told}</span>
  </div>`;
}
