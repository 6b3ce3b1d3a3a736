/** A household's facts: which belong together, and how one is told. */
import { joined, t } from "../text.js";
import { number } from "./when.js";

/** @type {[string, string[]][]} */
export const GROUPS = [
  ["facts.contact", ["phone"]],
  ["facts.house", ["structure", "rooms", "house_area", "house_grade", "dangerous_house", "safe_water", "toilet", "power", "business_power", "broadcast", "fuel", "road", "road_metres"]],
  ["facts.land", ["arable", "arable_certified", "irrigated", "dry", "paddy", "forest", "forest_certified", "returned", "orchard", "orchard_certified", "pasture", "pasture_certified", "water"]],
  ["facts.production", ["cooperative", "company", "leader", "business_help"]],
];

/** @typedef {{name: string, label: string, kind: string}} Fact */

/** @param {Fact[]} all @returns {[string, Fact[]][]} with what no group names at the end */
export function groups(all) {
  const named = new Set(GROUPS.flatMap(([, names]) => names));
  const rest = all.filter((one) => !named.has(one.name));
  const kept = GROUPS.map(([title, names]) => /** @type {[string, Fact[]]} */ ([title, all.filter((one) => names.includes(one.name))]));
  return [...kept, /** @type {[string, Fact[]]} */ (["facts.rest", rest])].filter(([, facts]) => facts.length);
}

/** A code in the reader's language. @param {any} mine @param {string} list @param {any} name */
function coded(mine, list, name) {
  const found = ((mine && mine.choices && mine.choices[list]) || []).find((/** @type {any} */ one) => one.name === name);
  return found ? found.label : name;
}

/** 砖木 6间，耕地 8.4亩. @param {any} home @param {any} mine */
export function factLine(home, mine) {
  const facts = home.facts || {};
  const house = [facts.structure && coded(mine, "structure", facts.structure), facts.rooms && t("facts.rooms", { n: facts.rooms })].filter(Boolean).join(" ");
  return joined([house, facts.arable && t("facts.arable", { n: number(Number(facts.arable)) })].filter(Boolean)) || t("facts.open");
}
