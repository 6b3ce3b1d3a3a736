/**
 * The data key and its wraps. Everything on the phone is sealed by the data key; it lies here only
 * wrapped: by the PIN, by the recovery secret that the server holds, by a passkey where there is one.
 * Each wrap needs this phone's own key too, which the browser does not let out.
 */
import { aesKey, deviceKey, joined, random, seal, signingKeys, stretched, unseal } from "./crypto.js";
import { db, meta, surely } from "./db.js";

/**
 * @typedef {{sealed: Uint8Array, salt?: Uint8Array<ArrayBuffer>, id?: Uint8Array<ArrayBuffer>}} Wrap
 * @typedef {{device: CryptoKey, signing: CryptoKeyPair, wraps: Record<string, Wrap>}} Ring
 */

/** @returns {Promise<Ring|undefined>} */
export const ring = () => meta("ring");

/** @param {Ring} made @param {Record<string, any>} [more] rows that belong to the same moment */
export const keepRing = (made, more = {}) =>
  surely(() =>
    db.transaction("rw", db.table("meta"), async () => {
      const rows = Object.entries({ ...more, ring: made }).map(([name, value]) => ({ name, value }));
      await db.table("meta").bulkPut(rows);
    }),
  );

/** @returns {Promise<{raw: Uint8Array<ArrayBuffer>, made: Ring}>} */
export async function newRing() {
  const made = { device: await deviceKey(), signing: await signingKeys(), wraps: {} };
  return { raw: random(32), made };
}

/** @param {Ring} made @param {string} use @param {Uint8Array} secret @param {BufferSource} raw @returns {Promise<Wrap>} */
async function wrapped(made, use, secret, raw) {
  return { sealed: await seal(await joined(made.device, use, secret), raw, `key:${use}`) };
}

/** @param {Ring} made @param {string} pin @param {BufferSource} raw */
export async function wrapByPin(made, pin, raw) {
  const salt = random(16);
  const wrap = await wrapped(made, "pin", await stretched(pin, salt), raw);
  made.wraps = { ...made.wraps, pin: { ...wrap, salt } };
}

/** @param {Ring} made @param {string} use @param {Uint8Array} secret @param {BufferSource} raw @param {Partial<Wrap>} [more] */
export async function wrapBySecret(made, use, secret, raw, more = {}) {
  made.wraps = { ...made.wraps, [use]: { ...(await wrapped(made, use, secret, raw)), ...more } };
}

/**
 * The data key, or null where the secret is another one.
 * @param {Ring} made @param {string} use @param {Uint8Array} secret
 * @returns {Promise<ArrayBuffer|null>}
 */
export async function unwrapBySecret(made, use, secret) {
  const wrap = made.wraps[use];
  if (!wrap) return null;
  try {
    return await unseal(await joined(made.device, use, secret), wrap.sealed, `key:${use}`);
  } catch {
    return null;
  }
}

/** @param {Ring} made @param {string} pin */
export async function unwrapByPin(made, pin) {
  const salt = made.wraps.pin && made.wraps.pin.salt;
  return salt ? unwrapBySecret(made, "pin", await stretched(pin, salt)) : null;
}

/** @param {ArrayBuffer} raw */
export const dataKey = (raw) => aesKey(raw);
/** @param {CryptoKey} key */
export const rawOf = (key) => crypto.subtle.exportKey("raw", key);
