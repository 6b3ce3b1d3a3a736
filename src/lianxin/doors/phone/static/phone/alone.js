/** One tab at a time does the sending: by the browser's lock, or by a lease in the store. */
import { uuid7 } from "./crypto.js";

const NAME = "lianxin-sync";
const LEASE = 90000;
const me = uuid7();

/**
 * Acts if no other tab does; null otherwise.
 * @template T @param {import("./vendor/dexie.js").Dexie} db @param {() => Promise<T>} act
 * @param {LockManager|undefined} [locks] @returns {Promise<T|null>}
 */
export async function alone(db, act, locks = navigator.locks) {
  if (locks) {
    const taken = await locks.request(NAME, { ifAvailable: true }, async (lock) => [lock && (await act())]);
    return taken[0] || null;
  }
  if (!(await lease(db))) return null;
  const renewed = setInterval(() => void lease(db), LEASE / 3);
  try {
    return await act();
  } finally {
    clearInterval(renewed);
    await release(db);
  }
}

/** @param {import("./vendor/dexie.js").Dexie} db @returns {Promise<boolean>} */
const lease = (db) =>
  db.transaction("rw", db.table("meta"), async () => {
    const row = await db.table("meta").get("lease");
    const left = row ? row.value.until - Date.now() : 0;
    if (row && row.value.owner !== me && left > 0 && left <= LEASE) return false;
    await db.table("meta").put({ name: "lease", value: { owner: me, until: Date.now() + LEASE } });
    return true;
  });

/** @param {import("./vendor/dexie.js").Dexie} db */
const release = (db) =>
  db.transaction("rw", db.table("meta"), async () => {
    const row = await db.table("meta").get("lease");
    if (row && row.value.owner === me) await db.table("meta").delete("lease");
  });
