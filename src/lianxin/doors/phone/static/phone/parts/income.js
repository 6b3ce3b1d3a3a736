/** Income per head over the years, as one line that goes up or down. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { number } from "./when.js";

/** @param {{rows: {year: number, per_head: number}[]}} props */
export function Income({ rows }) {
  const years = [...rows].filter((one) => one.per_head != null).sort((a, b) => a.year - b.year);
  const last = years[years.length - 1];
  if (!last) return null;
  const previous = years[years.length - 2];
  const change = previous && previous.year === last.year - 1 && previous.per_head > 0 ? (last.per_head / previous.per_head - 1) * 100 : null;
  return html`<section class="sec"><div class="card income"><div class="flex between">
    <span><span class="mute sm">${t("household.income", { year: last.year })}</span><br /><b>${number(last.per_head)}</b> ${t("yuan")} ${change !== null && html`<span class=${`nw ${change < 0 ? "warn" : "ok"}`}><${Icon} name=${change < 0 ? "trending-down" : "trending-up"} label=${t(change < 0 ? "down" : "up")} />${Math.abs(change).toFixed(1)}%</span>`}</span>
    ${years.length > 2 && html`<${Line} years=${years} />`}</div></div></section>`;
}

/** @param {{years: {year: number, per_head: number}[]}} props */
function Line({ years }) {
  const values = years.map((one) => one.per_head);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (/** @type {number} */ at) => 4 + (120 * at) / (years.length - 1);
  const y = (/** @type {number} */ value) => 44 - (36 * (value - low)) / (high - low || 1);
  const points = years.map((one, at) => `${x(at).toFixed(1)} ${y(one.per_head).toFixed(1)}`);
  const told = t("household.income_line", { from: years[0].year, first: number(values[0]), to: years[years.length - 1].year, last: number(values[values.length - 1]) });
  const end = years.length - 1;
  return html`<svg class="spark" width="132" height="54" viewBox="0 0 132 54" role="img" aria-label=${told}><path class="under" d=${`M${points.join(" L")} L124 48 L4 48Z`} /><path class="base" d="M4 48H128" /><path class="line" d=${`M${points.join(" L")}`} /><circle cx=${x(end)} cy=${y(values[end])} r="4" /></svg>`;
}
