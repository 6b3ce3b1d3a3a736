/** Puts items into the words in which they leave this phone: frozen once, the same ever after. */
import { utf8 } from "./crypto.js";
import { surely } from "./db.js";
import { opened, sealed } from "./unlocked.js";

/**
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Content} Content
 * @typedef {{seq: number, id: string, text: string, size: number}} Frozen
 */

/** @param {Row} row @param {any} payload */
const text = (row, payload) =>
  JSON.stringify({ id: row.id, seq: row.seq, action: row.action, at: row.at, payload });

/**
 * The frozen text of an item, or null where another tab changed it meanwhile.
 * @param {import("./vendor/dexie.js").Dexie} db @param {number} seq @returns {Promise<Frozen|null>}
 */
export async function frozen(db, seq) {
  const rows = db.table("outbox");
  /** @type {Row|undefined} */
  const row = await rows.get(seq);
  if (!row) return null;
  /** @type {Content} */
  const content = await opened(`outbox:${row.id}`, row.sealed);
  if (row.frozen && content.text !== null) return framed(row, content.text);
  const made = { ...content, text: text(row, content.payload) };
  const box = await sealed(`outbox:${row.id}`, made);
  const done = await surely(() =>
    db.transaction("rw", rows, async () => {
      const now = await rows.get(seq);
      if (!now || now.frozen || now.id !== row.id || !equal(now.sealed, row.sealed)) return false;
      await rows.put({ ...now, frozen: 1, sealed: box });
      return true;
    }),
  );
  return done ? framed(row, made.text) : frozen(db, seq);
}

/** @param {Uint8Array} one @param {Uint8Array} other */
const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** @param {Row} row @param {string} words @returns {Frozen} */
const framed = (row, words) => ({ seq: row.seq, id: row.id, text: words, size: utf8(words).length + 1 });
