/** Needs heard on the way, as rows of the entry. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Choice, Field, Wrong } from "./field.js";
import { Icon, Tag } from "./icon.js";

/** @typedef {import("./entry-form.js").Want} Want */

/** @param {{needs: Want[], kinds: {name: string, label: string}[], homes: any[], error?: string, onChange: (needs: Want[]) => void}} props */
export function Wants({ needs, kinds, homes, error, onChange }) {
  /** @param {number} at @param {Partial<Want>} part */
  const put = (at, part) => onChange(needs.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const more = () => onChange([...needs, { household: homes[0] ? homes[0].id : "", kind: "", text: "" }]);
  const first = needs[0];
  return html`<details class="fold" open=${!!error} onToggle=${(/** @type {any} */ event) => event.target.open && !needs.length && more()}>
    <summary class="row"><span class="warn"><${Icon} name="message-question" /></span><span class="grow">${t("write.need")}<b class="same gap">${first ? first.text || (kinds.find((kind) => kind.name === first.kind) || { label: "" }).label : ""}</b></span>${needs.length > 0 ? html`<${Tag} tone="amber">${t("write.needs", { n: needs.length })}<//>` : html`<span class="mute sm">${t("write.optional")}</span>`}<${Icon} name="chevron-down" cls="go" /></summary>
    <div class="inside stack">
      ${needs.map((one, at) => html`<div class="stack want" key=${at}>
        <${Choice} label=${t("write.need_what")} choices=${kinds.map((kind) => [kind.name, kind.label])} value=${one.kind} onChange=${(/** @type {string} */ kind) => put(at, { kind })} />
        ${homes.length > 1 && html`<${Field} id=${`want-home-${at}`} label=${t("write.need_whose")} value=${one.household} choices=${homes.map((home) => [home.id, home.head])} onChange=${(/** @type {string} */ household) => put(at, { household })} />`}
        <${Field} id=${`want-${at}`} label=${t("write.need_text")} hint=${t("write.need_hint")} longest=${300} value=${one.text} onChange=${(/** @type {string} */ text) => put(at, { text })} />
        <button class="btn quiet" type="button" onClick=${() => onChange(needs.filter((_one, place) => place !== at))}><${Icon} name="x" />${t("write.need_drop")}</button></div>`)}
      <button class="btn quiet" type="button" onClick=${more}><${Icon} name="plus" />${t("write.need_more")}</button>
      <${Wrong} id="needs" text=${error} />
    </div></details>`;
}

/**
 * @param {{steps: any[], progress: import("./entry-form.js").Step[], onChange: (progress: import("./entry-form.js").Step[]) => void}} props
 */
export function Steps({ steps, progress, onChange }) {
  if (!steps.length) return null;
  const of = (/** @type {string} */ id) => progress.find((one) => one.measure === id);
  /** @param {any} step @param {any} part */
  const put = (step, part) => {
    const now = { ...(of(step.id) || { measure: step.id, percent: step.percent, note: "" }), ...part };
    const rest = progress.filter((one) => one.measure !== step.id);
    onChange(now.percent === step.percent && !now.note ? rest : [...rest, now]);
  };
  const first = progress[0] && steps.find((step) => step.id === progress[0].measure);
  return html`<details class="fold"><summary class="row"><span class="ok"><${Icon} name="target-arrow" /></span><span class="grow">${t("write.measure")}<b class="same gap">${first ? first.text || first.direction : ""}</b></span>${first ? html`<${Tag} tone="jade">${first.percent}% <${Icon} name="arrow-right" label=${t("to")} /> ${progress[0].percent}%<//>` : html`<span class="mute sm">${t("write.optional")}</span>`}<${Icon} name="chevron-down" cls="go" /></summary>
    <div class="inside stack">${steps.map((step) => {
      const now = of(step.id) || { percent: step.percent, note: "" };
      return html`<div class="stack" key=${step.id}><label class="field"><span>${step.text || step.direction}</span><span class="flex"><input class="grow slide" type="range" min="0" max="100" step="5" value=${now.percent} onInput=${(/** @type {any} */ event) => put(step, { percent: Number(event.target.value) })} /><b class="nw">${step.percent}% <${Icon} name="arrow-right" label=${t("to")} /> ${now.percent}%</b></span></label>
        <${Field} id=${`step-${step.id}`} label=${t("write.measure_note")} longest=${200} value=${now.note} onChange=${(/** @type {string} */ note) => put(step, { note })} /></div>`;
    })}</div></details>`;
}
