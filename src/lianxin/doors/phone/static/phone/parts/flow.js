/** 流向: where an entry goes once it is kept. */
import { html } from "../vendor/htm-preact.js";
import { adds, FIGURES } from "../forecast.js";
import { t } from "../text.js";
import { kindName } from "./kinds.js";

/** @typedef {import("../forecast.js").Act & {needs?: any[], progress?: any[]}} Act */

/** @param {Act} act @param {any} mine oneself, with the year's figures @returns {string[]} */
export function stops(act, mine) {
  const found = [];
  if ((act.households || []).length) found.push(t("flow.file"));
  for (const kind of act.kinds) {
    const asked = FIGURES[kind] && ((mine && mine.requirements) || []).find((/** @type {any} */ one) => one.figure === FIGURES[kind]);
    const sameYear = mine && mine.today && act.day.slice(0, 4) === mine.today.slice(0, 4);
    if (asked && sameYear) {
      found.push(t("flow.count", { name: kindName(kind), done: asked.done + adds(act, kind, mine.counted), target: asked.target }));
    } else found.push(kindName(kind));
  }
  if ((act.needs || []).length) found.push(t("flow.needs", { n: (act.needs || []).length }));
  if ((act.progress || []).length) found.push(t("flow.measures"));
  return found;
}

/** @param {{stops: string[], cls?: string}} props */
export const Flow = ({ stops: all, cls }) =>
  all.length ? html`<ul class=${cls ? `flow ${cls}` : "flow"} aria-label=${t("flow.label")}>${all.map((one) => html`<li key=${one}>${one}</li>`)}</ul>` : null;
