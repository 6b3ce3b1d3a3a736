/** How far one's own unsent entries carry the year's figures, until the server has counted them itself. */

/** @typedef {{id?: string, households?: string[], kinds: string[], day: string, until?: string|null, minutes?: number|string|null}} Act */

/** @type {Record<string, string>} */
export const FIGURES = { talk: "talks", stay: "stay_days", lecture: "lectures", training: "trainings" };
const DAY = 86400000;
const HALF_DAY = 240;

/** @param {Act} act @returns {string[]} */
function daysOf({ day, until }) {
  const [first, last] = [Date.parse(day), Date.parse(until || day)];
  const count = Number.isNaN(last - first) ? 1 : Math.max(0, (last - first) / DAY) + 1;
  return [...Array(count).keys()].map((at) => (at ? new Date(first + at * DAY).toISOString().slice(0, 10) : day));
}

/**
 * What an act counts as, and how much: one household a day for a talk, a day for a stay, itself for the rest.
 * @param {Act} act @param {string} kind @returns {[string, number][]}
 */
function counts(act, kind) {
  if (!act.kinds.includes(kind)) return [];
  if (kind === "stay") {
    const days = daysOf(act);
    const half = days.length === 1 && act.minutes && Number(act.minutes) <= HALF_DAY;
    return days.map((day) => [`stay ${day}`, half ? 0.5 : 1]);
  }
  if (kind === "talk") return (act.households || []).map((home) => [`talk ${home} ${act.day}`, 1]);
  return [[`${kind} ${act.id || ""}`, 1]];
}

/** How much this act adds to what is counted already. @param {Act} act @param {string} kind @param {Set<string>} counted */
export const adds = (act, kind, counted) =>
  counts(act, kind).reduce((sum, [key, much]) => (counted.has(key) ? sum : sum + much), 0);

/**
 * Oneself, with the year's figures as they will stand; `counted` is what they hold already.
 * @param {any} mine @param {any[]} entries one's own, each with its state
 */
export function carried(mine, entries) {
  const year = String(mine.today || "").slice(0, 4);
  const counted = new Set();
  const gains = new Map();
  const order = [...entries].sort((one, other) => Number(other.state === "received") - Number(one.state === "received"));
  for (const act of order.filter((one) => one.day.slice(0, 4) === year && !one.withdrawn)) {
    for (const [kind, figure] of Object.entries(FIGURES)) {
      if (act.state !== "received") gains.set(figure, (gains.get(figure) || 0) + adds(act, kind, counted));
      for (const [key] of counts(act, kind)) counted.add(key);
    }
  }
  const requirements = (mine.requirements || []).map((/** @type {any} */ one) => ({
    ...one,
    done: one.done + (gains.get(one.figure) || 0),
    waiting: gains.get(one.figure) || 0,
  }));
  return { ...mine, requirements, counted };
}
