/** What stands around every screen behind the lock: title, status line, tabs. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Bare } from "./bare.js";
import { Icon } from "./icon.js";
import { Net } from "./net.js";
import { Tabs } from "./tabbar.js";

/** @param {{name: string, label: string, onClick: () => void}} props */
export const TopButton = ({ name, label, onClick }) =>
  html`<button class="tapi" type="button" aria-label=${label} onClick=${onClick}><${Icon} name=${name} /></button>`;

/**
 * @param {{title: string, fact?: any, up?: string, tab?: string, acts?: any, bar?: any, net?: boolean,
 *   hidden?: boolean, cls?: string, children?: any}} props
 *   `bar`: the fixed foot instead of the tabs; the rest as of `Bare`
 */
export function Frame({ tab, bar, net, cls, ...rest }) {
  const line = net !== false && html`<${Net} tall=${tab === "outbox"} />`;
  const foot = bar || (tab !== undefined && html`<${Tabs} here=${tab} />`);
  return html`<${Bare} ...${rest} line=${line} foot=${foot} cls=${`${cls || ""}${bar ? " barred" : ""}`} />`;
}

/** @param {{title?: any, more?: any, children?: any, cls?: string}} props */
export const Section = ({ title, more, children, cls }) =>
  html`<section class=${cls ? `sec ${cls}` : "sec"}>${title && html`<h2 class="flex between over"><span>${title}</span>${more}</h2>`}${children}</section>`;

/** A row that leads on. @param {{href: string, children?: any, cls?: string}} props */
export const Row = ({ href, children, cls }) =>
  html`<a class=${cls ? `row ${cls}` : "row"} href=${`#/${href}`}>${children}<${Icon} name="chevron-right" cls="go" /></a>`;

/** @param {{icon: string, children?: any}} props */
export const Empty = ({ icon, children }) =>
  html`<div class="empty"><${Icon} name=${icon} /><div>${children}</div></div>`;

export const Reading = () => html`<p class="sec mute" role="status">${t("reading")}</p>`;
