/** A clash is behind us once each of its values has been decided: its item is a second copy like others. */
import { surely } from "./db.js";
import { opened } from "./unlocked.js";

const SHOWN = 60 * 24 * 3600 * 1000;

/**
 * Which proposals the server has told of, and whether each is decided.
 * @param {import("./vendor/dexie.js").Dexie} db @returns {Promise<Map<string, boolean>>}
 */
async function told(db) {
  const rows = await db.table("documents").where("kind").equals("proposal").toArray();
  const pairs = rows.map(async ({ id, sealed }) => [id, await opened(`document:proposal:${id}`, sealed)]);
  return new Map((await Promise.all(pairs)).map(([id, data]) => [id, Boolean(data.outcome)]));
}

/**
 * The server stops telling of a decided proposal after 60 days; one it never told of is still on its way.
 * @param {import("./vendor/dexie.js").Dexie} db @param {number} now @returns {Promise<boolean>} whether any was
 */
export async function settleDecided(db, now) {
  const rows = await db.table("outbox").where("state").equals("conflict").toArray();
  if (!rows.length) return false;
  const known = await told(db);
  /** @param {any} row */
  const behind = async (row) => {
    const { proposals } = await opened(`outbox:${row.id}`, row.sealed);
    const old = Date.parse(row.at) < now - SHOWN;
    if (!proposals.length) return false;
    return proposals.every((/** @type {any} */ one) => (known.has(one.id) ? known.get(one.id) : old));
  };
  const done = await Promise.all(rows.map(behind));
  const gone = new Set(rows.filter((_, at) => done[at]).map((row) => row.seq));
  if (!gone.size) return false;
  await surely(() =>
    db.transaction("rw", db.table("outbox"), async () => {
      for (const seq of gone) {
        const held = await db.table("outbox").get(seq);
        if (held && held.state === "conflict") {
          await db.table("outbox").put({ ...held, state: "received", receivedAt: now });
        }
      }
    }),
  );
  return true;
}
