import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { left } from "./left.js";
import { useLive } from "./live.js";
import { route } from "./route.js";

const TABS = /** @type {const} */ ([
  ["", "tab.today", "calendar-check"],
  ["households", "tab.households", "users-group"],
  ["write", "tab.write", "pencil"],
  ["outbox", "tab.outbox", "cloud-up"],
  ["mine", "tab.mine", "user-circle"],
]);

/** Writing begins with the household whose page is open. */
function writeHref() {
  const { path } = route();
  return path[0] === "household" && path[1] ? `write?household=${path[1]}` : "write";
}

/** @param {{here: string}} props */
export function Tabs({ here }) {
  const count = useLive(left) || 0;
  return html`<nav class="tabbar" aria-label=${t("tabs")}>
    ${TABS.map(([to, label, icon]) => {
      const current = to === here ? "page" : undefined;
      if (to === "write") return html`<a href=${`#/${writeHref()}`} class="do" key=${to}><span><${Icon} name=${icon} /></span>${t(label)}</a>`;
      return html`<a href=${`#/${to}`} aria-current=${current} key=${to}><${Icon} name=${icon} />${t(label)}${to === "outbox" && count > 0 && html`<b class="badge"><span class="vh">${t("tab.left")} </span>${count > 99 ? "99+" : count}</b>`}</a>`;
    })}
  </nav>`;
}

