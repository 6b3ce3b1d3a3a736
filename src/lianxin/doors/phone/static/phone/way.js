/** How the sync reaches the server: what it was given, and the phone's own token. */
import { asked } from "./api.js";
import { meta } from "./db.js";
import { Trouble } from "./problem.js";
import { token } from "./unlocked.js";

/**
 * @typedef {Object} Way
 * @property {import("./vendor/dexie.js").Dexie} db
 * @property {(method: string, path: string, ask?: import("./api.js").Ask) => Promise<import("./api.js").Reply>} ask
 * @property {(about: "outbox"|"records") => void} told
 * @property {string} said  what the office was last told to be waiting here
 */

/**
 * @param {import("./vendor/dexie.js").Dexie} db @param {typeof fetch|undefined} by
 * @param {(about: "outbox"|"records") => void} told @returns {Way}
 */
export const way = (db, by, told) => ({
  db,
  told,
  said: "",
  ask: async (method, path, ask = {}) => {
    const word = await token();
    if (!word) throw new Trouble("phone.signed_out");
    return asked(method, path, { ...ask, token: word }, by);
  },
});

/** @returns {Promise<string>} */
export const device = async () => (await meta("who")).device;
