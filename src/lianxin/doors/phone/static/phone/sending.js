/**
 * Sends what waits, in order and in batches of frozen bytes. One item's trouble never holds up the next:
 * a batch the server chokes on is halved until the one item stands alone.
 */
import { Refused } from "./api.js";
import { learnt, trueNow } from "./clock.js";
import { meta, setMeta } from "./db.js";
import { settleDecided } from "./decided.js";
import { allWorded, frozen } from "./freezing.js";
import { posted } from "./packing.js";
import { apply } from "./pulling.js";
import { Trouble } from "./problem.js";
import { offerAgain, settle } from "./verdicts.js";
import { device } from "./way.js";

/**
 * @typedef {import("./way.js").Way} Way
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./freezing.js").Worded} Worded
 */
const MOST = 20;
const LARGEST = 200000;
const OF_AN_ITEM = [400, 413, 422, 500];

/** @param {any} json @returns {json is Answer} */
const ours = (json) =>
  typeof json.epoch === "string" &&
  Array.isArray(json.changes) &&
  Array.isArray(json.verdicts) &&
  json.verdicts.every((/** @type {any} */ one) => one && typeof one.id === "string" && typeof one.verdict === "string");

/** @param {Way} way @param {Set<string>} skip */
const due = (way, skip) =>
  way.db.table("outbox").where("state").anyOf(["waiting", "sending"])
    .filter((/** @type {any} */ row) => !skip.has(row.id)).sortBy("seq");

/** As many of the first as one request carries; one alone always. @param {Worded[]} all */
function fitting(all) {
  let size = 0;
  const over = all.findIndex((one, at) => (size += one.size) > LARGEST && at > 0);
  return over < 0 ? all : all.slice(0, over);
}

/** @param {Way} way @param {Set<string>} skip @param {number} most @returns {Promise<{batch: Worded[], last: boolean}>} */
async function gather(way, skip, most) {
  const rows = await due(way, skip);
  const some = rows.slice(0, most);
  const words = await allWorded(some);
  const spoilt = some.filter((_, at) => !words[at]);
  for (const row of spoilt) skip.add(row.id);
  const batch = await frozen(way.db, fitting(words.filter((one) => one !== null)));
  return { batch, last: batch.length + spoilt.length === rows.length };
}

/** What waits here beside this request, for the office. @param {Way} way @param {Worded[]} batch */
async function waiting(way, batch) {
  const rows = await due(way, new Set(batch.map((one) => one.id)));
  const photos = await way.db.table("photos").where("state").equals("waiting").count();
  return { items: rows.length, photos, oldest: rows.length ? rows[0].at : null };
}

/** @param {Way} way @param {Worded[]} batch @param {boolean} pull @param {string|null} cursor @returns {Promise<Answer>} */
async function post(way, batch, pull, cursor) {
  const head = { device: await device(), schema: 1, cursor, now: new Date().toISOString(), pull };
  const rest = pull ? await waiting(way, batch) : null;
  const whole = JSON.stringify(rest ? { ...head, waiting: rest } : head);
  const body = `${whole.slice(0, -1)},"items":[${batch.map((one) => one.text).join(",")}]}`;
  const before = Date.now();
  const { json } = await posted(way, "/api/v1/sync", body);
  if (!ours(json)) throw new Trouble("phone.not_ours");
  if (rest) way.said = JSON.stringify(rest);
  if (json.now) await learnt(json.now, before, Date.now());
  return json;
}

/** @param {Way} way @param {Worded[]} batch @param {"waiting"|"sending"} state */
async function mark(way, batch, state) {
  const seqs = batch.map((one) => one.seq);
  const other = state === "sending" ? "waiting" : "sending";
  await way.db.table("outbox").where("seq").anyOf(seqs)
    .modify((/** @type {any} */ row) => void (row.state === other && (row.state = state)));
  if (batch.length) way.told("outbox");
}

/**
 * One pass over all that waits, and the changes with its last batch.
 * @param {Way} way @param {Set<string>} skip grows by what was asked and is not settled
 * @returns {Promise<number>} how many were settled
 */
export async function pass(way, skip) {
  let [size, settled] = [MOST, 0];
  for (let pulled = false; ; ) {
    const { batch, last } = await gather(way, skip, size);
    if (pulled && !batch.length) return settled;
    const cursor = (await meta("cursor")) || null;
    await mark(way, batch, "sending");
    try {
      const answer = await post(way, batch, last, cursor);
      const renewed = await epoch(way, answer);
      settled += await heed(way, batch, answer, skip);
      if (answer.revoked) throw new Trouble("phone.revoked");
      const taken = last && !renewed && (await apply(way, answer, cursor));
      pulled = last && !renewed && !(taken && answer.more && answer.cursor !== cursor);
      if (pulled && (await settleDecided(way.db, trueNow()))) way.told("outbox");
      size = Math.min(MOST, size * 2);
    } catch (error) {
      if (!(error instanceof Refused) || !batch.length || !OF_AN_ITEM.includes(error.status)) throw error;
      size = Math.max(1, batch.length >> 1);
      if (batch.length === 1) settled += await single(way, batch[0], error, skip);
    } finally {
      await mark(way, batch, "waiting");
    }
  }
}

/** Another life of the server: whatever is kept here is offered again. @param {Way} way @param {Answer} answer */
async function epoch(way, answer) {
  const known = await meta("epoch");
  if (known === answer.epoch) return false;
  if (known) {
    await offerAgain(way.db, answer.epoch);
    way.told("outbox");
  }
  if (!known) await setMeta("epoch", answer.epoch);
  return !!known;
}

/** @param {Way} way @param {Worded[]} batch @param {Answer} answer @param {Set<string>} skip */
async function heed(way, batch, answer, skip) {
  const ids = batch.map((one) => one.id);
  const settled = await settle(way.db, answer.verdicts.filter((one) => ids.includes(one.id)), trueNow());
  for (const id of ids) if (!settled.has(id)) skip.add(id);
  return settled.size;
}

/** @param {Way} way @param {Worded} one @param {Refused} error @param {Set<string>} skip */
async function single(way, one, error, skip) {
  if (error.status >= 500) {
    skip.add(one.id); // a defect over there: asked again later, the others go on
    return 0;
  }
  await settle(way.db, [{ id: one.id, verdict: "rejected", problem: error.problems[0] }], trueNow());
  return 1;
}

/**
 * All passes: what waited for another item is asked again as long as something moves. Where the phone takes
 * itself to be without signal it asks empty-handed first, so that nothing is frozen that cannot go.
 * @param {Way} way
 */
export async function send(way) {
  if (globalThis.navigator.onLine === false) await post(way, [], false, (await meta("cursor")) || null);
  const skip = new Set();
  while ((await pass(way, skip)) && skip.size) skip.clear();
}

/** Tells what still waits, where that is not what was told last: photos went, an item was put off. @param {Way} way */
export async function tellRest(way) {
  if (JSON.stringify(await waiting(way, [])) === way.said) return;
  await pass(way, new Set((await due(way, new Set())).map((row) => row.id)));
}
