/** Lays what the officer did and the server has not shown back yet over what the server gave. */

/**
 * @typedef {import("./types.js").Item} Item
 * @typedef {(item: Item) => any} Shown
 */

/** @param {Item[]} own @param {string} action */
const unsent = (own, action) => own.filter((one) => one.action === action && one.state !== "received");

/** @param {any} me @returns {Shown} an item of the diary as the entry it will be */
export const entryOf = (me) => (item) => ({
  ...{ households: [], village: null, kinds: [], until: null, minutes: null, photos: [], text: "" },
  ...item.payload,
  ...{ id: item.id, rev: 0, officer: me ? me.name : "", mine: true, amended: false, withdrawn: false },
  ...{ written_at: item.at, state: item.state, problem: item.problem },
});

/** @param {any[]} given @param {Item[]} own @param {Shown} shown @returns {any[]} */
export function laidOverEntries(given, own, shown) {
  const known = new Set(given.map((one) => one.id));
  const written = own.filter((one) => one.action === "diary.write" && !known.has(one.id));
  const amended = new Map(unsent(own, "diary.amend").map((one) => [one.payload.entry, one]));
  return [...given.map((one) => ({ ...one, state: "received" })), ...written.map(shown)].map((one) => {
    const amend = amended.get(one.id);
    return amend ? { ...one, text: amend.payload.text, amended: true, state: amend.state } : one;
  });
}

/** @param {any} given @param {Item[]} own */
export function laidOverHousehold(given, own) {
  const edits = unsent(own, "household.edit").filter((one) => one.payload.household === given.id);
  const facts = Object.assign({}, given.facts, ...edits.map((one) => one.payload.fields));
  /** @type {Record<string, string>} */
  const states = {};
  for (const one of edits) for (const field of Object.keys(one.payload.fields)) states[field] = one.state;
  return { ...given, facts, unsent: states };
}

/** @param {any[]} given @param {Item[]} own @returns {any[]} */
export function laidOverNeeds(given, own) {
  const closing = new Map(unsent(own, "need.close").map((one) => [one.payload.need, one]));
  const told = given.map((one) => {
    const close = closing.get(one.id);
    return close ? { ...one, closed: close.at.slice(0, 10), outcome: close.payload.outcome, state: close.state } : one;
  });
  const raised = unsent(own, "diary.write").flatMap((item) =>
    (item.payload.needs || []).map((/** @type {any} */ need, /** @type {number} */ at) => ({
      ...need,
      ...{ id: `${item.id}:${at}`, opened: item.payload.day, due: null, closed: null, result: "", outcome: "" },
      ...{ mine: true, state: item.state },
    })),
  );
  return [...told, ...raised];
}

/** @param {any[]} given @param {Item[]} own @returns {any[]} */
export function laidOverMeasures(given, own) {
  const steps = new Map(
    unsent(own, "diary.write").flatMap((item) =>
      (item.payload.progress || []).map((/** @type {any} */ step) => [step.measure, { ...step, state: item.state }]),
    ),
  );
  return given.map((one) => {
    const step = steps.get(one.id);
    return step ? { ...one, percent: step.percent, done: step.percent >= 100, state: step.state } : one;
  });
}

/** @param {any[]} given @param {Item[]} own @returns {any[]} those still to be accepted */
export const laidOverPledges = (given, own) => without(given, own, ["commitment.accept"], "commitment");

/** @param {any[]} given @param {Item[]} own @returns {any[]} those still to be explained or objected to */
export const laidOverDoubts = (given, own) => without(given, own, ["doubt.answer", "doubt.object"], "doubt");

/** @param {any[]} given @param {Item[]} own @returns {any[]} with who is said here to have come, and how many cards wait */
export function laidOverActivities(given, own) {
  const waits = own.filter((one) => one.state !== "received" && one.state !== "failed");
  return given.map((one) => {
    const mine = waits.filter((item) => item.payload.activity === one.id);
    /** @type {Map<string, any>} */
    const homes = new Map(one.homes.map((/** @type {any} */ home) => [home.id, { ...home, given: home.people }]));
    for (const { payload, state } of mine.filter((item) => item.action === "activity.attend")) {
      const home = homes.get(payload.household) || { id: payload.household, asked: false, why: "", given: 0, card: false };
      homes.set(payload.household, { ...home, people: payload.people, state });
    }
    return { ...one, homes: [...homes.values()], scans: mine.filter((item) => item.action === "activity.scan").length };
  });
}

/** @param {any[]} given @param {Item[]} own @returns {any[]} with what was said here and has not arrived */
export function laidOverAssessments(given, own) {
  const said = own.filter((one) => one.action.startsWith("assessment.") && one.state !== "received" && one.state !== "failed");
  return given.map((one) => {
    const mine = said.filter((item) => item.payload.assessment === one.id);
    const agreed = one.agreed || mine.some((item) => item.action === "assessment.agree");
    const objected = mine.filter((item) => item.action === "assessment.object").flatMap((item) =>
      Object.keys(item.payload.objections).map((code) => ({ item: code, words: item.payload.objections[code], answer: "", state: item.state })),
    );
    return { ...one, agreed, read: one.read || mine.length > 0, until: agreed ? null : one.until, objections: [...one.objections, ...objected] };
  });
}

/** @param {any[]} given @param {Item[]} own @param {string[]} actions @param {string} key */
function without(given, own, actions, key) {
  const sent = own.filter((one) => actions.includes(one.action) && one.state !== "failed");
  const done = new Set(sent.map((one) => one.payload[key]));
  return given.filter((one) => !done.has(one.id));
}
