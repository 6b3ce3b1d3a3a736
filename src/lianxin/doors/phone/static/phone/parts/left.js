/** What the phone still holds alone, or what still wants a word from the officer. */
import { items } from "../outbox.js";
import { proposals as told } from "../records.js";

/** @typedef {import("../types.js").Item} Item */

/** @param {Item} later @param {Item} item @param {any} one whether a later act of the officer has decided it */
function decides(later, item, one) {
  if (later.action === "proposal.withdraw") return later.payload.proposal === one.id && later.state !== "failed";
  if (later.seq <= item.seq || later.action !== item.action || later.state === "failed") return false;
  return item.action === "diary.amend" ? later.payload.entry === item.payload.entry : later.payload.household === item.payload.household && one.field in later.payload.fields;
}

/** Proposals of a conflict that nobody has decided yet. @param {Item} item @param {Item[]} all @param {any[]} proposals */
export const open = (item, all, proposals) =>
  (item.proposals || []).filter((/** @type {any} */ one) => {
    const told = proposals.find((found) => found.id === one.id);
    return !(told && told.outcome) && !all.some((later) => decides(later, item, one));
  });

/** @param {Item} item @param {Item[]} all @param {any[]} proposals */
export function waits(item, all, proposals) {
  if (item.state === "conflict") return open(item, all, proposals).length > 0;
  return item.state !== "received" || item.photos.some((one) => one.state === "waiting");
}

/** @returns {Promise<number>} */
export async function left() {
  const [all, proposals] = await Promise.all([items(), told()]);
  return all.filter((one) => waits(one, all, proposals)).length;
}
