/** Takes the server's changes in. With a cursor of null everything comes, and what did not come goes. */
import { isFull } from "./db.js";
import { sealed } from "./unlocked.js";

/** @param {import("./types.js").Change} change */
const place = (change) => `document:${change.kind}:${change.id}`;

/**
 * @param {import("./way.js").Way} way @param {import("./types.js").Answer} answer
 * @param {string|null} asked the cursor that was sent
 * @returns {Promise<boolean>} false where there was no room: the outbox comes first, nothing is lost over there
 */
export async function apply(way, answer, asked) {
  const { db } = way;
  const kept = answer.changes.filter((one) => one.data !== null);
  const gone = answer.changes.filter((one) => one.data === null);
  const boxes = await Promise.all(kept.map((one) => sealed(place(one), one.data)));
  const [documents, meta] = [db.table("documents"), db.table("meta")];
  try {
    await db.transaction("rw", documents, meta, async () => {
      const row = await meta.get("round");
      const { round, full } = row ? row.value : { round: 0, full: false };
      const now = asked === null ? { round: round + 1, full: true } : { round, full };
      await documents.bulkPut(
        kept.map(({ kind, id, rev }, at) => ({ kind, id, rev, round: now.round, sealed: boxes[at] })),
      );
      await documents.bulkDelete(gone.map(({ kind, id }) => [kind, id]));
      if (now.full && !answer.more) await documents.where("round").below(now.round).delete();
      await meta.bulkPut([
        { name: "round", value: { round: now.round, full: now.full && answer.more } },
        { name: "cursor", value: answer.cursor },
      ]);
    });
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
  if (answer.changes.length || asked === null) way.told("records");
  return true;
}
