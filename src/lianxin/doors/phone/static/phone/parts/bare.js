/** A screen's title and its body; all that the lock needs. */
import { html, useEffect, useRef } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { back } from "./route.js";

/**
 * @param {{title: string, fact?: any, up?: string, acts?: any, line?: any, foot?: any, hidden?: boolean,
 *   cls?: string, children?: any}} props
 *   `up`: where "back" leads when there is no page before; `hidden`: the page shows its heading itself
 */
export function Bare({ title, fact, up, acts, line, foot, hidden, cls, children }) {
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
    ${line}
    <main id="main" tabindex="-1" class=${cls || ""}>${children}</main>
    ${foot}
  `;
}

/** The address holds the page, so the skip link moves the focus itself. @param {Event} event */
function skip(event) {
  event.preventDefault();
  const main = document.getElementById("main");
  if (main) main.focus();
}
