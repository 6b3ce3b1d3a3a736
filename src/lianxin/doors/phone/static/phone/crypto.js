/** Bytes, hashes and seals: AES-GCM-256, PBKDF2 and HMAC as the browser brings them. */

const ROUNDS = 600000;
const IV = 12;

/** @param {number} length */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
/** @param {string} text */
export const utf8 = (text) => new TextEncoder().encode(text);
/** @param {BufferSource} bytes */
export const fromUtf8 = (bytes) => new TextDecoder().decode(bytes);

/** @param {ArrayBuffer|Uint8Array} bytes */
export function base64(bytes) {
  const all = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < all.length; at += 32768) {
    text += String.fromCharCode(...all.subarray(at, at + 32768));
  }
  return btoa(text);
}

/** @param {string} text */
export const unbase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** @param {ArrayBuffer|Uint8Array} bytes */
export const hex = (bytes) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {BufferSource} bytes */
export const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));

/** @param {Uint8Array} one @param {Uint8Array} other */
export const same = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** A UUIDv7: its first bits are the time, so that ids keep the order in which they were made. */
export function uuid7() {
  const bytes = random(16);
  let time = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @param {BufferSource} raw */
export const aesKey = (raw) =>
  crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt", "decrypt"]);

/**
 * `place` binds the seal to where it lies: a row copied over another one does not open.
 * @param {CryptoKey} key @param {BufferSource} bytes @param {string} place @returns {Promise<Uint8Array>}
 */
export async function seal(key, bytes, place) {
  const iv = random(IV);
  const how = { name: "AES-GCM", iv, additionalData: utf8(place) };
  const body = new Uint8Array(await crypto.subtle.encrypt(how, key, bytes));
  const whole = new Uint8Array(IV + body.length);
  whole.set(iv);
  whole.set(body, IV);
  return whole;
}

/** @param {CryptoKey} key @param {Uint8Array} sealed @param {string} place @returns {Promise<ArrayBuffer>} */
export const unseal = (key, sealed, place) =>
  crypto.subtle.decrypt(
    { name: "AES-GCM", iv: sealed.slice(0, IV), additionalData: utf8(place) },
    key,
    sealed.slice(IV),
  );

/** @param {string} pin @param {Uint8Array<ArrayBuffer>} salt @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function stretched(pin, salt) {
  const from = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, from, 256));
}

/**
 * A key that needs both: this phone's own key, which cannot be copied off it, and a secret.
 * @param {CryptoKey} device @param {string} use @param {Uint8Array} secret
 */
export async function joined(device, use, secret) {
  const both = new Uint8Array([...utf8(use + ":"), ...secret]);
  return aesKey(await crypto.subtle.sign("HMAC", device, both));
}

/** @returns {Promise<CryptoKey>} */
export const deviceKey = () =>
  crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** @returns {Promise<CryptoKeyPair>} */
export const signingKeys = () =>
  crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);

/** @param {CryptoKey} key */
export const publicText = async (key) => base64(await crypto.subtle.exportKey("spki", key));

/** @param {CryptoKey} key @param {string} text @returns {Promise<string>} raw r‖s in base64 */
export const signature = async (key, text) =>
  base64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, utf8(text)));
