/** What the server gave this phone, opened when asked for, with one's own unsent items laid over it. */
import { day } from "./clock.js";
import { db } from "./db.js";
import { carried } from "./forecast.js";
import { items } from "./outbox.js";
import { entryOf, laidOverActivities, laidOverAssessments, laidOverDoubts, laidOverEntries, laidOverHousehold, laidOverMeasures, laidOverNeeds, laidOverPledges } from "./overlay.js";
import { codeOf } from "./problem.js";
import { hear } from "./tell.js";
import { isOpen, opened } from "./unlocked.js";

/** @typedef {{household?: string, mine?: boolean, limit?: number}} Which */
/** @type {Map<string, Promise<any[]>>} */
const cache = new Map();
hear("records", () => cache.clear());
hear("session", () => isOpen() || cache.clear());

/** @param {string} kind @returns {Promise<any[]>} */
function all(kind) {
  const found = cache.get(kind) || read(kind);
  cache.set(kind, found);
  found.catch(() => cache.delete(kind));
  return found;
}

/** @param {string} kind */
async function read(kind) {
  const rows = await db.table("documents").where("kind").equals(kind).toArray();
  return (await Promise.all(rows.map(document))).filter(Boolean);
}

/** @param {import("./types.js").DocumentRow} row @returns {Promise<any>} null for a spoilt one */
const document = ({ kind, id, rev, sealed }) =>
  opened(`document:${kind}:${id}`, sealed).then(
    (data) => ({ ...data, id, rev }),
    (error) => {
      if (codeOf(error) !== "phone.unreadable") throw error;
      return null;
    },
  );

/** Today by the server's clock, as 2026-07-15. */
export const today = () => day();

export const proposals = () => all("proposal");

const order = new Intl.Collator("zh", { numeric: true });
const numbered = (/** @type {any} */ one, /** @type {any} */ other) =>
  order.compare(String(one.number), String(other.number));

export async function households() {
  const own = await items();
  return (await all("household")).map((one) => laidOverHousehold(one, own)).sort(numbered);
}

/** @param {string} id */
export async function household(id) {
  const found = (await all("household")).find((one) => one.id === id);
  return found ? laidOverHousehold(found, await items()) : null;
}

/** @param {{household?: string, open?: boolean}} [which] */
export async function needs({ household: of, open } = {}) {
  const every = laidOverNeeds(await all("need"), await items());
  return every.filter((one) => (!of || one.household === of) && (open === undefined || open === !one.closed));
}

/** @param {{household?: string}} [which] */
export async function measures({ household: of } = {}) {
  const every = laidOverMeasures(await all("measure"), await items());
  return every.filter((one) => !of || one.household === of);
}

const newest = (/** @type {any} */ one, /** @type {any} */ other) =>
  other.day.localeCompare(one.day) || String(other.written_at).localeCompare(String(one.written_at));

/** The server's entries and one's own that wait, each with its state. @param {Which} [which] @returns {Promise<any[]>} */
export async function entries({ household: of, mine, limit } = {}) {
  const [given, own, self] = [await all("entry"), await items(), (await all("me"))[0]];
  const every = laidOverEntries(given, own, entryOf(self));
  return every
    .filter((one) => (!of || one.households.includes(of)) && (!mine || one.mine))
    .sort(newest)
    .slice(0, limit || every.length);
}

/** Oneself; where entries wait here, with the year's figures as they stand when those have arrived. */
export async function me() {
  const self = (await all("me"))[0] || null;
  const writes = (/** @type {any} */ row) => row.action === "diary.write";
  const waits = await db.table("outbox").where("state").notEqual("received").filter(writes).count();
  return self && waits ? standing() : self;
}

/** Commitments that wait to be read and accepted. @returns {Promise<any[]>} */
export async function pledges() {
  const self = (await all("me"))[0];
  const given = (self && self.pledges) || [];
  return given.length ? laidOverPledges(given, await items()) : [];
}

/** What is asked about entries of one's own. @returns {Promise<any[]>} */
export async function doubts() {
  const self = (await all("me"))[0];
  const given = (self && self.doubts) || [];
  return given.length ? laidOverDoubts(given, await items()) : [];
}

/** Activities at hand, the next first. @returns {Promise<any[]>} */
export async function activities() {
  const given = await all("activity");
  const rows = given.length ? laidOverActivities(given, await items()) : [];
  return rows.sort((one, other) => one.day.localeCompare(other.day) || one.id.localeCompare(other.id));
}

/** One's own assessments, the latest first. @returns {Promise<any[]>} */
export async function assessments() {
  const given = await all("assessment");
  const rows = given.length ? laidOverAssessments(given, await items()) : [];
  return rows.sort((one, other) => other.year - one.year || one.half - other.half);
}

/** Oneself with the year's figures, and what they have counted: for who asks what one more entry adds. */
export async function standing() {
  const self = (await all("me"))[0];
  if (!self) return null;
  return carried(self, laidOverEntries(await all("entry"), await items(), entryOf(self)).filter((one) => one.mine));
}

/** Entries that hold every word, in their text or in a household's name. @param {string} words @param {number} [limit] */
export async function search(words, limit = 30) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const heads = new Map((await all("household")).map((one) => [one.id, one.head]));
  const hits = (await entries()).filter((one) => {
    const names = one.households.map((/** @type {string} */ id) => heads.get(id) || "");
    const text = [one.text, one.officer, one.day, ...names].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return hits.slice(0, limit);
}

/** @param {() => void} listener @returns {() => void} */
export function onChange(listener) {
  const ends = ["records", "outbox"].map((about) => hear(about, () => listener()));
  return () => ends.forEach((end) => end());
}
