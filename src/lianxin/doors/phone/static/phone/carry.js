/** The outbox as signed files, for weeks without signal or an account that no longer works. */
import { day } from "./clock.js";
import { base64, signature, utf8 } from "./crypto.js";
import { db, meta } from "./db.js";
import { allWorded, frozen } from "./freezing.js";
import { ring } from "./keys.js";
import { Trouble } from "./problem.js";
import { openedBytes } from "./unlocked.js";

/** Bytes of one file: the office takes 30 MB, and 5000 photos. */
const MOST = 20 * 1024 * 1024;
const LEAST = 5000;

/**
 * @typedef {{items: Set<string>, photos: {sha256: string, data: string}[], left: number}} Load
 * @typedef {{text: string, photos: string[]}} Carried
 */

/** @param {string[]} states @returns {Promise<Carried[]>} the items' frozen texts, in order, and their photos */
async function carried(states) {
  const rows = await db.table("outbox").where("state").anyOf(states).sortBy("seq");
  const all = (await allWorded(rows)).filter((one) => one !== null);
  return (await frozen(db, all)).map(({ text }) => ({ text, photos: JSON.parse(text).payload.photos || [] }));
}

/** What a text takes in the file, where it stands as text within a text. @param {string} text */
const sizeOf = (text) => Math.max(LEAST, utf8(JSON.stringify(text)).length);

/**
 * Into the last load, or into a new one where that is full.
 * @param {Load[]} loads @param {number} most @param {string[]} texts @param {{sha256: string, data: string}} [photo]
 */
function put(loads, most, texts, photo) {
  const size = (/** @type {Load} */ load) =>
    texts.reduce((sum, text) => sum + (load.items.has(text) ? 0 : sizeOf(text)), photo ? sizeOf(photo.data) : 0);
  let load = loads[loads.length - 1];
  if (size(load) > load.left && load.left < most) {
    load = { items: new Set(), photos: [], left: most };
    loads.push(load);
  }
  load.left -= size(load);
  for (const text of texts) load.items.add(text);
  if (photo) load.photos.push(photo);
}

/**
 * All items first, then the photos, each beside the items that name it, so that every file can be taken
 * alone and in any order; what the disk spoilt keeps none of the others back.
 * @param {number} most @returns {Promise<Load[]>} one at least
 */
async function loaded(most) {
  /** @type {Load[]} */
  const loads = [{ items: new Set(), photos: [], left: most }];
  const items = await carried(["waiting", "sending", "failed"]);
  for (const { text } of items) put(loads, most, [text]);
  for (const { sha, sealed } of await db.table("photos").where("state").equals("waiting").toArray()) {
    const bytes = await openedBytes(`photo:${sha}`, sealed).catch(() => null);
    const naming = items.filter(({ photos }) => photos.includes(sha)).map(({ text }) => text);
    if (bytes) put(loads, most, naming, { sha256: sha, data: base64(bytes) });
  }
  return loads;
}

/** Each file stands for itself, and none is larger than the office takes. @param {number} [most] bytes @returns {Promise<File[]>} */
export async function asFiles(most = MOST) {
  const who = await meta("who");
  const made = await ring();
  if (!who || !made) throw new Trouble("phone.keys_lost");
  const head = JSON.stringify({ device: who.device, account: who.account, made: new Date().toISOString() });
  const loads = await loaded(most);
  return Promise.all(
    loads.map(async ({ items, photos }, at) => {
      const body = `${head.slice(0, -1)},"items":[${[...items].join(",")}],"photos":${JSON.stringify(photos)}}`;
      const signed = await signature(made.signing.privateKey, body);
      const whole = JSON.stringify({ format: "lianxin-outbox-1", body, signature: signed });
      const name = loads.length > 1 ? `${day()}-${at + 1}` : day();
      return new File([whole], `${name}.lianxin`, { type: "application/json" });
    }),
  );
}
