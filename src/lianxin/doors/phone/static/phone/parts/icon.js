import { html } from "../vendor/htm-preact.js";

/** @param {{name: string, label?: string, cls?: string}} props */
export function Icon({ name, label, cls }) {
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class=${cls ? `i ${cls}` : "i"} ...${said}><use href=${`#i-${name}`}></use></svg>`;
}

/** A thing's sign in its coloured square. @param {{name: string, tone?: string}} props */
export const Sign = ({ name, tone }) =>
  html`<span class=${tone ? `ico ${tone}` : "ico"}><${Icon} name=${name} /></span>`;

/** @param {{tone?: string, icon?: string, children?: any}} props */
export const Tag = ({ tone, icon, children }) =>
  html`<span class=${tone ? `tag ${tone}` : "tag"}>${icon && html`<${Icon} name=${icon} />`}${children}</span>`;

/** @param {{tone?: "warn"|"bad"|"good", icon?: string, children?: any}} props */
export const Notice = ({ tone, icon, children }) =>
  html`<div class=${tone ? `notice ${tone}` : "notice"} role=${tone === "bad" ? "alert" : undefined}>
    <${Icon} name=${icon || (tone === "good" ? "circle-check" : tone ? "alert-triangle" : "info-circle")} />
    <div class="grow">${children}</div>
  </div>`;
