/** What the server said about each item, written beside it; and the second copies, kept 30 days. */
import { surely } from "./db.js";
import { opened, sealed } from "./unlocked.js";

/**
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./types.js").State} State
 */
export const KEPT = 30 * 24 * 3600 * 1000;

/** @type {Record<string, State>} */
const STATES = {
  accepted: "received",
  merged: "received",
  duplicate: "received",
  conflict: "conflict",
  rejected: "failed",
  quarantined: "failed",
};

/** The verdict that stands: of a duplicate, the first one. @param {Verdict} said */
const standing = (said) => (said.verdict === "duplicate" ? said.first || "accepted" : said.verdict);

/**
 * @param {import("./vendor/dexie.js").Dexie} db @param {Verdict} said @param {number} now
 * @returns {Promise<boolean>} whether it is final
 */
export async function settle(db, said, now) {
  const rows = db.table("outbox");
  const verdict = standing(said);
  const state = STATES[verdict];
  /** @type {Row|undefined} */
  const row = await rows.get({ id: said.id });
  if (!row || !row.frozen) return false;
  const problem = said.problem || null;
  const { proposals = [], decider = "" } = /** @type {any} */ (problem || {});
  const content = await opened(`outbox:${row.id}`, row.sealed);
  const made = { ...content, verdict, problem, proposals, decider };
  const box = await sealed(`outbox:${row.id}`, made);
  await surely(() =>
    db.transaction("rw", rows, async () => {
      const found = await rows.get(row.seq);
      if (!found || found.id !== row.id) return;
      const receivedAt = state === "received" ? found.receivedAt || now : 0;
      await rows.put({ ...found, state: state || "waiting", receivedAt, sealed: box });
    }),
  );
  return !!state;
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
