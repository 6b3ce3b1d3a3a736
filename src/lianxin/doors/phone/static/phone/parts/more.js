/** The day, and what a stay in the village needs. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Field } from "./field.js";
import { Icon, Tag } from "./icon.js";
import { dayText, today } from "./when.js";

/** @param {{it: import("./entry-form.js").Writing, wrong: Record<string, string>, put: (part: any) => void}} props */
export function More({ it, wrong, put }) {
  const stays = it.kinds.includes("stay");
  const other = it.day !== today();
  return html`<details class="fold" open=${!!(wrong.day || wrong.until || wrong.minutes) || stays}>
    <summary class="row"><span class="ok"><${Icon} name="calendar-event" /></span><span class="grow">${t("write.day")}<b class="same gap">${other ? dayText(it.day) : t("today")}</b></span>${it.minutes && html`<${Tag}>${t("minutes", { n: it.minutes })}<//>`}<${Icon} name="chevron-down" cls="go" /></summary>
    <div class="inside stack">
      <${Field} id="day" label=${t("write.which_day")} type="date" max=${today()} value=${it.day} error=${wrong.day} onChange=${(/** @type {string} */ day) => put({ day: day || today() })} />
      ${stays && html`<${Field} id="until" label=${t("write.until")} hint=${t("write.until_hint")} type="date" min=${it.day} max=${today()} value=${it.until} error=${wrong.until} onChange=${(/** @type {string} */ until) => put({ until })} />`}
      <${Field} id="minutes" label=${t("write.minutes")} hint=${stays ? t("write.half_day") : t("write.optional")} mode="numeric" longest=${4} value=${it.minutes} error=${wrong.minutes} onChange=${(/** @type {string} */ minutes) => put({ minutes })} />
    </div></details>`;
}
