import { html } from "../vendor/htm-preact.js";
import { Icon } from "./icon.js";

/** @param {{id: string, text?: string}} props */
export const Wrong = ({ id, text }) =>
  text ? html`<span class="err" id=${`err-${id}`}><${Icon} name="alert-triangle" />${text}</span>` : null;

/** @param {Event} event */
const typed = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/**
 * @param {{id: string, label: string, hint?: string, value: any, onChange: (value: string) => void, error?: string,
 *   type?: string, mode?: string, max?: string, min?: string, longest?: number, choices?: [string, string][], rows?: number}} props
 */
export function Field({ id, label, hint, value, onChange, error, type, mode, max, min, longest, choices, rows }) {
  const same = {
    id: `in-${id}`,
    class: "in",
    value,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": error ? `err-${id}` : undefined,
    onInput: (/** @type {Event} */ event) => onChange(typed(event)),
  };
  const inner = choices
    ? html`<select ...${same}>${choices.map(([key, told]) => html`<option key=${key} value=${key} selected=${key === value}>${told}</option>`)}</select>`
    : rows
      ? html`<textarea ...${same} rows=${rows} maxlength=${longest}></textarea>`
      : html`<input ...${same} type=${type || "text"} inputmode=${mode} max=${max} min=${min} maxlength=${longest} autocomplete="off" />`;
  return html`<label class="field"><span>${label}</span>${hint && html`<span class="hint">${hint}</span>`}${inner}<${Wrong} id=${id} text=${error} /></label>`;
}

/** One of a few, by a tap. @param {{label: string, choices: [string, string][], value: string, onChange: (value: string) => void, error?: string, id?: string}} props */
export const Choice = ({ label, choices, value, onChange, error, id }) =>
  html`<fieldset class="choice"><legend>${label}</legend>
    <div class="flex wrap">${choices.map(([key, told]) => html`<button type="button" key=${key} class="chip" aria-pressed=${key === value} onClick=${() => onChange(key)}>${told}</button>`)}</div>
    <${Wrong} id=${id || "choice"} text=${error} />
  </fieldset>`;
