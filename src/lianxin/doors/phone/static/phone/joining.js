/** Registers this phone with the signed-in web session, the first time and again. */
import { Refused, asked } from "./api.js";
import { publicText, unbase64, uuid7 } from "./crypto.js";
import { db, meta } from "./db.js";
import { keepRing, newRing, rawOf, ring, unwrapByPin, unwrapBySecret, wrapByPin, wrapBySecret } from "./keys.js";
import { Trouble } from "./problem.js";
import { tell } from "./tell.js";
import { counted } from "./tries.js";
import { keepToken, key, open } from "./unlocked.js";

/** @typedef {{device: string, account: string, out?: boolean}} Who */

/** @returns {Promise<any>} */
export const who = () => meta("who");

export const unsent = () => db.table("outbox").where("state").notEqual("received").count();

/** @param {string[]} tables */
export const erase = (tables) => Promise.all(tables.map((name) => db.table(name).clear()));

function deviceName() {
  const agent = navigator.userAgent;
  const first = (/** @type {[RegExp, string][]} */ names) =>
    (names.find(([sign]) => sign.test(agent)) || [null, "?"])[1];
  const system = first([
    [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  const browser = first([
    [/MicroMessenger/, "微信"],
    [/MiuiBrowser/, "小米浏览器"],
    [/HuaweiBrowser/, "华为浏览器"],
    [/Edg/, "Edge"],
    [/Firefox/, "Firefox"],
    [/Chrome/, "Chrome"],
    [/Safari/, "Safari"],
  ]);
  return `${system} · ${browser}`;
}

/** @param {string} device @param {CryptoKey} signing */
async function register(device, signing) {
  const body = JSON.stringify({ device, name: deviceName(), public_key: await publicText(signing) });
  const { json } = await fromSession("POST", "/api/v1/devices", body);
  for (const name of ["token", "recovery", "account"]) {
    if (typeof json[name] !== "string") throw new Trouble("phone.not_ours");
  }
  return json;
}

/** @param {string} method @param {string} path @param {string} [body] */
async function fromSession(method, path, body) {
  try {
    return await asked(method, path, { body: body || null });
  } catch (error) {
    if (error instanceof Refused && error.code === "api.no_csrf") {
      throw new Trouble("request.not_signed_in");
    }
    throw error;
  }
}

/** @param {string} pin */
export async function join(pin) {
  const known = await who();
  const made = await ring();
  if (!known || !made) return joinNew(pin);
  try {
    return await joinAgain(pin, known, made);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "device.taken") throw error;
  }
  const left = await unsent();
  if (left) throw new Trouble("phone.other_account", { unsent: left });
  await erase(["outbox", "photos", "documents", "drafts", "meta"]);
  return joinNew(pin);
}

/** @param {string} pin */
async function joinNew(pin) {
  const { raw, made } = await newRing();
  const device = uuid7();
  const said = await register(device, made.signing.publicKey);
  await wrapByPin(made, pin, raw);
  await wrapBySecret(made, "recovery", unbase64(said.recovery), raw);
  await keepRing(made, { who: { device, account: said.account } });
  await open(raw.buffer);
  await keepToken(said.token);
}

/**
 * The same account on the same phone: what it left here opens by the server's secret, or by the old PIN.
 * @param {string} pin @param {Who} known @param {import("./keys.js").Ring} made
 */
async function joinAgain(pin, known, made) {
  const said = await register(known.device, made.signing.publicKey);
  const secret = unbase64(said.recovery);
  let raw = await unwrapBySecret(made, "recovery", secret);
  if (!raw) {
    await counted();
    raw = await unwrapByPin(made, pin);
  }
  if (!raw) throw new Trouble("phone.old_pin");
  await wrapByPin(made, pin, raw);
  await wrapBySecret(made, "recovery", secret, raw);
  await keepRing(made, { who: { device: known.device, account: said.account } });
  await open(raw);
  await keepToken(said.token);
}

/** A new token by the web session, while the lock is open: after the old one ended. */
export async function renew() {
  const known = await who();
  const made = await ring();
  if (!known || !made) throw new Trouble("phone.keys_lost");
  const said = await register(known.device, made.signing.publicKey);
  await wrapBySecret(made, "recovery", unbase64(said.recovery), await rawOf(key()));
  await keepRing(made);
  await keepToken(said.token);
  tell("session");
}

/** The data key by the recovery secret, which is not kept. @returns {Promise<ArrayBuffer>} */
export async function recovered() {
  const known = await who();
  const made = await ring();
  if (!known || !made) throw new Trouble("phone.keys_lost");
  const { json } = await fromSession("POST", `/api/v1/devices/${known.device}/recovery`, "{}");
  if (typeof json.recovery !== "string") throw new Trouble("phone.not_ours");
  const raw = await unwrapBySecret(made, "recovery", unbase64(json.recovery));
  if (!raw) throw new Trouble("phone.keys_lost");
  return raw;
}
