/** What stands around every screen: title, status line, tabs. */
import { html, useEffect, useRef } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { Net } from "./net.js";
import { back } from "./route.js";
import { Tabs } from "./tabbar.js";

/** @param {{name: string, label: string, onClick: () => void}} props */
export const TopButton = ({ name, label, onClick }) =>
  html`<button class="tapi" type="button" aria-label=${label} onClick=${onClick}><${Icon} name=${name} /></button>`;

/**
 * @param {{title: string, fact?: any, up?: string, tab?: string, acts?: any, bar?: any, net?: boolean,
 *   hidden?: boolean, cls?: string, children?: any}} props
 *   `up`: where "back" leads when there is no page before; `bar`: the fixed foot instead of the tabs;
 *   `hidden`: the page shows its heading itself
 */
export function Frame({ title, fact, up, tab, acts, bar, net, hidden, cls, children }) {
  const heading = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    document.title = `${title} - ${t("app")}`;
  }, [title]);
  useEffect(() => {
    scrollTo(0, 0);
    const found = heading.current || document.querySelector("h1");
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }, [hidden]); // where the page shows its heading itself, it comes with the page
  return html`
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <header class=${hidden && up === undefined && !acts ? "abar bare" : "abar"}>
      ${up !== undefined && html`<button class="tapi back" type="button" aria-label=${t("back")} onClick=${() => back(up)}><${Icon} name="arrow-left" /></button>`}
      <div class="grow">${!hidden && html`<h1 tabindex="-1" ref=${heading}>${title}</h1>`}${fact && html`<p class="sm mute tight">${fact}</p>`}</div>
      ${acts}
    </header>
    ${net !== false && html`<${Net} tall=${tab === "outbox"} />`}
    <main id="main" tabindex="-1" class=${`${cls || ""}${bar ? " barred" : ""}`}>${children}</main>
    ${bar || (tab !== undefined && html`<${Tabs} here=${tab} />`)}
  `;
}

/** The address holds the page, so the skip link moves the focus itself. @param {Event} event */
function skip(event) {
  event.preventDefault();
  const main = document.getElementById("main");
  if (main) main.focus();
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
