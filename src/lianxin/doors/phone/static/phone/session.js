/** Who this phone belongs to, and the lock before it. Nothing here ever deletes an unsent entry. */
import { recall } from "./clock.js";
import { db, refill, setMeta, writable } from "./db.js";
import { keepRing, rawOf, ring, unwrapByPin, wrapByPin } from "./keys.js";
import { Trouble } from "./problem.js";
import { erase, join, recovered, unsent, who } from "./joining.js";
import { addPasskey as addedPasskey, passkeySecret } from "./passkey.js";
import { asked } from "./api.js";
import { hear, tell } from "./tell.js";
import { counted, forgiven } from "./tries.js";
import { close, isOpen, key, open, token } from "./unlocked.js";
import { set as keepSetting, settings } from "./settings.js";

export { canPasskey, hasPasskey } from "./passkey.js";
export { renew } from "./joining.js";
export { wrongTries } from "./tries.js";

/** @type {string|null} */
let why = null;
let touched = Date.now();
/** @type {(() => Promise<unknown>)[]} */
const before = [];

/** @returns {Promise<import("./types.js").SessionState>} */
export async function state() {
  why = null;
  if (isOpen()) return "open";
  if (!globalThis.isSecureContext) why = "phone.not_secure";
  else if (!globalThis.crypto || !crypto.subtle || !globalThis.indexedDB) why = "phone.too_old";
  if (why) return "unsupported";
  const [able, known] = await Promise.all([writable(), who().catch(() => null)]);
  if (!able) {
    why = "phone.no_storage";
    return "blocked";
  }
  if (!known || known.out) return "new";
  return "locked";
}

/** The problem behind "unsupported" and "blocked". */
export const trouble = () => why;

async function opened() {
  await recall();
  touched = Date.now();
  keepSetting("mine", true);
  tell("session");
  await Promise.all([forgiven(), refill()]); // nobody looks at an hourglass for these
}

/** @param {{pin: string}} given */
export async function begin({ pin }) {
  longEnough(pin);
  if (navigator.storage && navigator.storage.persist) void navigator.storage.persist();
  await join(pin);
  await opened();
}

/** @param {string} pin */
function longEnough(pin) {
  if (pin.length < 6) throw new Trouble("phone.pin_short");
}

/** @param {string} pin @returns {Promise<boolean>} */
export async function unlock(pin) {
  const made = await ring();
  const [raw] = await Promise.all([made && unwrapByPin(made, pin), counted()]); // looked at once both are done
  if (!raw) return false;
  await open(raw);
  await opened();
  return true;
}

/** @returns {Promise<boolean>} */
export async function unlockByPasskey() {
  const raw = await passkeySecret();
  if (!raw) return false;
  await open(raw);
  await opened();
  return true;
}

export const addPasskey = async () => addedPasskey(await rawOf(key()), await who());

/** With a fresh sign-in the server gives the recovery secret; entries stay as they are. @param {string} pin */
export async function forgot(pin) {
  longEnough(pin);
  const raw = await recovered();
  await rewrap(pin, raw);
  await open(raw);
  await opened();
}

/** @param {string} pin @param {ArrayBuffer} raw */
async function rewrap(pin, raw) {
  const made = await ring();
  if (!made) throw new Trouble("phone.keys_lost");
  await wrapByPin(made, pin, raw);
  await keepRing(made);
}

/** @param {string} old @param {string} pin @returns {Promise<boolean>} */
export async function changePin(old, pin) {
  longEnough(pin);
  if (!(await unlock(old))) return false;
  await rewrap(pin, await rawOf(key()));
  return true;
}

/** What must be written down while the key is still there. @param {() => Promise<unknown>} act */
export const beforeLock = (act) => void before.push(act);

async function shut() {
  if (!isOpen()) return;
  await Promise.all(before.map((act) => act().catch(() => null)));
  close();
  tell("session");
}

export async function lock() {
  await shut();
  tell("lock");
}

/** Ends the token here; unsent entries and drafts stay for the same account. @returns {Promise<number>} how many */
export async function signOut() {
  const known = await who();
  const left = await unsent();
  try {
    await asked("DELETE", `/api/v1/devices/${known.device}`, { token: await token() });
  } catch {
    // without signal the token ends with the next sign-in, or when the office ends this phone
  }
  await erase(["documents"]);
  await db.table("meta").bulkDelete(["token", "cursor"]);
  await setMeta("who", { ...known, out: true });
  keepSetting("mine", false);
  await lock();
  tell("session");
  return left;
}

export function touch() {
  touched = Date.now();
}

/** @param {() => void} listener */
export const onChange = (listener) => hear("session", listener);

export const idle = () => isOpen() && Date.now() - touched >= settings().lockMinutes * 60000;

async function lockWhenIdle() {
  if (idle()) await shut();
}

hear("lock", (from) => void (from === "elsewhere" && shut()));
setInterval(lockWhenIdle, 5000);
if (typeof document !== "undefined") document.addEventListener("visibilitychange", lockWhenIdle);
