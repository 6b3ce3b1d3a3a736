/** A measure and how far it has come; the stage of a plan on a day. */
import { html } from "../vendor/htm-preact.js";
import { Sign } from "./icon.js";
import { dayText, today } from "./when.js";
import { line, t } from "../text.js";

/** @param {{one: any}} props */
export const MeasureRow = ({ one }) =>
  html`<div class="row high"><${Sign} name="target-arrow" /><span class="grow"><b class="wrapping">${one.text || one.direction}</b><p class="soft sm">${line([one.due && t("due.by", { day: dayText(one.due) }), one.text && one.direction])}</p><span class="flex"><span class="ruler plain grow" role="img" aria-label=${t("measure.at", { n: one.percent })} style=${{ "--v": String(one.percent) }}><i></i></span><b class="same">${one.percent}%</b></span></span></div>`;

/** The stage of today; between two the one before. @param {any} plan @returns {any} */
export const stageOf = (plan) => plan.stages.filter((/** @type {any} */ one) => one.from_day <= today()).pop();
