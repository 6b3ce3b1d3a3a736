/** What the server said about each item, written beside it; and the second copies, kept 30 days. */
import { surely } from "./db.js";
import { opened, sealed } from "./unlocked.js";

/**
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./types.js").State} State
 */
export const KEPT = 30 * 24 * 3600 * 1000;

/** The verdict over what the office keeps and decides about. */
export const HELD = "quarantined";

/** @type {Record<string, State>} */
const STATES = {
  accepted: "received",
  merged: "received",
  duplicate: "received",
  conflict: "conflict",
  rejected: "failed",
  [HELD]: "failed",
};

/** The verdict that stands: of a duplicate, the first one. @param {Verdict} said */
const standing = (said) => (said.verdict === "duplicate" ? said.first || "accepted" : said.verdict);

/** @param {Row} row @param {Verdict} said */
async function noted(row, said) {
  const problem = said.problem || null;
  const { proposals = [], decider = "" } = /** @type {any} */ (problem || {});
  const content = await opened(`outbox:${row.id}`, row.sealed);
  const made = { ...content, verdict: standing(said), problem, proposals, decider };
  return { row, state: STATES[made.verdict], box: await sealed(`outbox:${row.id}`, made) };
}

/**
 * @param {import("./vendor/dexie.js").Dexie} db @param {Verdict[]} said @param {number} now
 * @returns {Promise<Set<string>>} the items whose verdict is final
 */
export async function settle(db, said, now) {
  const rows = db.table("outbox");
  const by = new Map(said.map((one) => [one.id, one]));
  /** @type {Row[]} */
  const found = await rows.where("id").anyOf([...by.keys()]).toArray();
  const sent = found.filter((row) => row.frozen);
  const all = await Promise.all(sent.map((row) => noted(row, /** @type {Verdict} */ (by.get(row.id)))));
  await surely(() =>
    db.transaction("rw", rows, async () => {
      for (const { row, state, box } of all) {
        const held = await rows.get(row.seq);
        if (!held || held.id !== row.id) continue;
        const receivedAt = state === "received" ? held.receivedAt || now : 0;
        await rows.put({ ...held, state: state || "waiting", receivedAt, sealed: box });
      }
    }),
  );
  return new Set(all.filter((one) => one.state).map((one) => one.row.id));
}

/**
 * What the office holds back and has decided meanwhile is learnt by the same bytes: it is never written again
 * under another id, or both would be taken.
 * @param {import("./vendor/dexie.js").Dexie} db @returns {Promise<number>} how many are asked again
 */
export async function askHeld(db) {
  const rows = await db.table("outbox").where("state").equals("failed").toArray();
  const said = await Promise.all(rows.map((row) => opened(`outbox:${row.id}`, row.sealed).catch(() => null)));
  const seqs = rows.filter((_, at) => said[at] && said[at].verdict === HELD).map((row) => row.seq);
  return db.table("outbox").where("seq").anyOf(seqs)
    .modify((/** @type {any} */ row) => void (row.state === "failed" && (row.state = "waiting")));
}

/**
 * A restored server may lack what it once confirmed: everything kept is offered again, the same bytes.
 * @param {import("./vendor/dexie.js").Dexie} db @param {string} epoch
 */
export const offerAgain = (db, epoch) =>
  surely(() =>
    db.transaction("rw", db.table("outbox"), db.table("photos"), db.table("meta"), async () => {
      const again = (/** @type {any} */ row) => {
        if (row.state !== "draft") row.state = "waiting";
      };
      await db.table("outbox").toCollection().modify(again);
      await db.table("photos").toCollection().modify(again);
      await db.table("meta").bulkPut([
        { name: "epoch", value: epoch },
        { name: "cursor", value: null },
      ]);
    }),
  );

/**
 * Lets second copies go that are older than 30 days by the server's clock, and photos nobody names.
 * @param {import("./vendor/dexie.js").Dexie} db @param {number} now
 */
export async function prune(db, now) {
  const old = (/** @type {Row} */ row) => row.receivedAt > 0 && row.receivedAt < now - KEPT;
  const gone = await db.table("outbox").where("state").equals("received").filter(old).delete();
  const photos = db.table("photos").where("state").anyOf(["received", "draft"]);
  await photos.filter((/** @type {any} */ row) => row.at < now - KEPT).delete();
  return gone;
}
