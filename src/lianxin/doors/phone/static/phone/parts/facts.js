/** A household's facts: which belong together, and how one is told. */
import { joined, t } from "../text.js";
import { number } from "./when.js";

/** @type {[string, string[]][]} */
export const GROUPS = [
  ["facts.contact", ["phone"]],
  ["facts.house", ["structure", "rooms", "house_area", "dangerous_house", "safe_water", "toilet", "power", "broadcast", "fuel", "road", "road_metres"]],
  ["facts.land", ["arable", "irrigated", "dry", "forest", "returned", "orchard", "pasture"]],
];

/** @param {any} home @returns {[string, string[]][]} with what no group names at the end */
export function groups(home) {
  const all = Object.keys(home.labels || {});
  const named = new Set(GROUPS.flatMap(([, fields]) => fields));
  const rest = all.filter((field) => !named.has(field));
  const kept = GROUPS.map(([name, fields]) => /** @type {[string, string[]]} */ ([name, fields.filter((field) => all.includes(field))]));
  return [...kept, /** @type {[string, string[]]} */ (["facts.rest", rest])].filter(([, fields]) => fields.length);
}

/** @param {any} value @param {string} kind */
export function told(value, kind) {
  if (value === null || value === undefined || value === "") return "";
  if (kind === "bool") return t(value === true || value === "true" ? "yes" : "not");
  return kind === "number" ? number(Number(value)) : String(value);
}

/** 砖木 6间，耕地 8.4亩. @param {any} home */
export function factLine(home) {
  const facts = home.facts || {};
  const house = [facts.structure, facts.rooms && t("facts.rooms", { n: facts.rooms })].filter(Boolean).join(" ");
  return joined([house, facts.arable && t("facts.arable", { n: number(Number(facts.arable)) })].filter(Boolean)) || t("facts.open");
}
