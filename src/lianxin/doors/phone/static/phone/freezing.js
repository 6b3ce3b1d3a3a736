/** Puts items into the words in which they leave this phone: frozen once, the same ever after. */
import { same, utf8 } from "./crypto.js";
import { surely } from "./db.js";
import { codeOf } from "./problem.js";
import { opened, sealed } from "./unlocked.js";

/**
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Content} Content
 * @typedef {{row: Row, id: string, seq: number, text: string, size: number, box: Uint8Array|null}} Worded
 */

/** @param {Row} row @param {any} payload */
const text = (row, payload) =>
  JSON.stringify({ id: row.id, seq: row.seq, action: row.action, at: row.at, payload });

/** @param {Row} row @returns {Promise<Worded|null>} null where the item cannot be read any more */
async function worded(row) {
  try {
    /** @type {Content} */
    const content = await opened(`outbox:${row.id}`, row.sealed);
    const words = row.frozen && content.text !== null ? content.text : text(row, content.payload);
    const box = row.frozen ? null : await sealed(`outbox:${row.id}`, { ...content, text: words });
    return { row, id: row.id, seq: row.seq, text: words, size: utf8(words).length + 1, box };
  } catch (error) {
    if (codeOf(error) !== "phone.unreadable") throw error;
    return null;
  }
}

/** The words of items, in order. @param {Row[]} rows */
export const allWorded = (rows) => Promise.all(rows.map(worded));

/**
 * Freezes them, before anybody is given them; without those that another tab changed meanwhile.
 * @param {import("./vendor/dexie.js").Dexie} db @param {Worded[]} all @returns {Promise<Worded[]>}
 */
export async function frozen(db, all) {
  const rows = db.table("outbox");
  const changed = new Set();
  if (all.some((one) => one.box)) {
    await surely(() =>
      db.transaction("rw", rows, async () => {
        changed.clear();
        for (const { row, box, seq } of all) {
          const now = box && (await rows.get(seq));
          if (!box) continue;
          if (now && now.id === row.id && same(now.sealed, row.sealed)) {
            await rows.put({ ...now, frozen: 1, sealed: box });
          } else changed.add(seq);
        }
      }),
    );
  }
  return all.filter((one) => !changed.has(one.seq));
}
