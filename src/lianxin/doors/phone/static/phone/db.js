/** The store: Dexie over IndexedDB, strictly durable, with a reserve for the day the phone is full. */
import { Dexie } from "./vendor/dexie.js";
import { random } from "./crypto.js";
import { Trouble } from "./problem.js";

/** @typedef {import("./types.js").Row} Row */
export const NAME = "lianxin";
const RESERVE = 2 * 1024 * 1024;
const FREED = [0, 300, 700, 1500, 2500]; // milliseconds: a browser gives room back some seconds later

/**
 * One step a release, never changed afterwards; the outbox goes through every one of them.
 * @type {Record<string, string|null>[]}
 */
export const STEPS = [
  {
    meta: "name",
    outbox: "seq, &id, state",
    photos: "sha, state",
    documents: "[kind+id], kind, round",
    drafts: "form",
    reserve: "name",
  },
];

/** @param {string} [name] @param {Record<string, string|null>[]} [steps] */
export function store(name = NAME, steps = STEPS) {
  const made = new Dexie(name, { chromeTransactionDurability: "strict" });
  steps.forEach((step, at) => made.version(at + 1).stores(step));
  return made;
}

export const db = store();

/** @param {any} error @returns {boolean} */
export const isFull = (error) =>
  !!error && (error.name === "QuotaExceededError" || isFull(error.inner));

/**
 * A write that matters more than the reserve: where the phone is full, that is given up for it.
 * @template T @param {() => PromiseLike<T>} act @returns {Promise<T>}
 */
export async function surely(act) {
  try {
    return await act();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  await db.table("reserve").clear();
  for (const wait of FREED) {
    await new Promise((done) => setTimeout(done, wait));
    try {
      return await act();
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
  throw new Trouble("phone.full");
}

/** Is the reserve whole? Without it the phone is so full that no photo may be added. */
export const hasReserve = async () => (await db.table("reserve").count()) > 0;

/** Makes the reserve, or makes it again once there is room. */
export async function refill() {
  if (await hasReserve()) return true;
  const { bytes, quota } = await used();
  if (quota && quota - bytes < 2 * RESERVE) return false;
  const filled = new Uint8Array(RESERVE);
  for (let at = 0; at < RESERVE; at += 65536) filled.set(random(65536), at); // zeros would be packed
  try {
    await db.table("reserve").put({ name: "reserve", blob: filled });
    return true;
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
}

/** What is used of what the browser grants, and whether it promised to keep it; 0 where it will not say. */
export async function used() {
  const storage = navigator.storage;
  const said = storage && storage.estimate ? await storage.estimate() : {};
  const persisted = !!(storage && storage.persisted && (await storage.persisted()));
  return { bytes: said.usage || 0, quota: said.quota || 0, persisted };
}

/** @param {string} name @returns {Promise<any>} */
export async function meta(name) {
  const row = await db.table("meta").get(name);
  return row ? row.value : undefined;
}

/** @param {string} name @param {any} value */
export const setMeta = (name, value) => surely(() => db.table("meta").put({ name, value }));

/** A number worth knowing, not worth the reserve. @param {string} name @param {any} value */
export async function noteMeta(name, value) {
  try {
    await db.table("meta").put({ name, value });
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

let proved = false;

/** Can anything be kept here at all? A private window or a switched-off storage says no. */
export async function writable() {
  if (proved) return true;
  try {
    const token = Math.random();
    await db.table("meta").put({ name: "probe", value: token });
    proved = (await meta("probe")) === token;
    return proved;
  } catch (error) {
    return isFull(error); // full is told when something is saved, after the reserve
  }
}
