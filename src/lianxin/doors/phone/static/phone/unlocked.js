/** What is in memory while the lock is open: the data key and the token; and what they seal and open. */
import { fromUtf8, seal, unseal, utf8 } from "./crypto.js";
import { meta, setMeta } from "./db.js";
import { dataKey } from "./keys.js";
import { Trouble } from "./problem.js";

/** @type {CryptoKey|null} */
let held = null;
/** @type {string|null} */
let word = null;

/** @param {ArrayBuffer} raw */
export async function open(raw) {
  held = await dataKey(raw);
  word = null;
}

export function close() {
  held = null;
  word = null;
}

export const isOpen = () => held !== null;

export function key() {
  if (!held) throw new Trouble("phone.locked");
  return held;
}

/** @param {string} place @param {any} value as JSON */
export const sealed = (place, value) => seal(key(), utf8(JSON.stringify(value)), place);
/** @param {string} place @param {Uint8Array} box @returns {Promise<any>} */
export const opened = async (place, box) => JSON.parse(fromUtf8(await openedBytes(place, box)));
/** @param {string} place @param {BufferSource} bytes */
export const sealedBytes = (place, bytes) => seal(key(), bytes, place);
/** @param {string} place @param {Uint8Array} box */
export async function openedBytes(place, box) {
  const now = key();
  try {
    return await unseal(now, box, place);
  } catch {
    throw new Trouble("phone.unreadable"); // spoilt on the disk; what lies beside it is not
  }
}

/** @param {string} token */
export async function keepToken(token) {
  await setMeta("token", await sealed("token", token));
  word = token;
}

/** @returns {Promise<string>} the token, or "" where this phone is signed out */
export async function token() {
  key();
  if (word === null) {
    const box = await meta("token");
    word = box ? String(await opened("token", box)) : "";
  }
  return word;
}
