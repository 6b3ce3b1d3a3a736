/** 流向: where an entry goes once it is kept. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { daysBetween } from "./when.js";
import { kindName } from "./kinds.js";

/** @type {Record<string, string>} */
const FIGURES = { talk: "talks", stay: "stay_days", lecture: "lectures", training: "trainings" };
/** @typedef {{households?: string[], kinds: string[], day: string, until?: string|null, needs?: any[], progress?: any[]}} Act */

/** How much one entry adds to a kind's count. @param {Act} act @param {string} kind */
function adds(act, kind) {
  if (!act.kinds.includes(kind)) return 0;
  if (kind === "stay") return act.until ? daysBetween(act.day, act.until) + 1 : 1;
  return kind === "talk" ? Math.max(1, (act.households || []).length) : 1;
}

/**
 * @param {Act} act @param {any} mine what the server told of oneself @param {Act[]} waiting one's own entries not yet counted
 * @returns {string[]}
 */
export function stops(act, mine, waiting) {
  const found = [];
  if ((act.households || []).length) found.push(t("flow.file"));
  for (const kind of act.kinds) {
    const asked = FIGURES[kind] && ((mine && mine.requirements) || []).find((/** @type {any} */ one) => one.figure === FIGURES[kind]);
    const sameYear = mine && mine.today && act.day.slice(0, 4) === mine.today.slice(0, 4);
    if (asked && sameYear) {
      const done = waiting.reduce((sum, one) => sum + adds(one, kind), asked.done + adds(act, kind));
      found.push(t("flow.count", { name: kindName(kind), done, target: asked.target }));
    } else found.push(kindName(kind));
  }
  if ((act.needs || []).length) found.push(t("flow.needs", { n: (act.needs || []).length }));
  if ((act.progress || []).length) found.push(t("flow.measures"));
  return found;
}

/** @param {{stops: string[], cls?: string}} props */
export const Flow = ({ stops: all, cls }) =>
  all.length ? html`<ul class=${cls ? `flow ${cls}` : "flow"} aria-label=${t("flow.label")}>${all.map((one) => html`<li key=${one}>${one}</li>`)}</ul>` : null;
