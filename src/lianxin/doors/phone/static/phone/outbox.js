/**
 * What the officer did and the server has not yet confirmed, in order; and what it confirmed, for 30 days.
 * An item counts as kept only when it was read back from a durable store. Its bytes are frozen when they
 * are first given away, and stay these bytes.
 */
import { stamp } from "./clock.js";
import { utf8, uuid7 } from "./crypto.js";
import { db as here, surely } from "./db.js";
import { Trouble, codeOf } from "./problem.js";
import { tell } from "./tell.js";
import { opened, sealed } from "./unlocked.js";
import { HELD, askHeld } from "./verdicts.js";

export { asFiles } from "./carry.js";
export { used } from "./db.js";

/**
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Content} Content
 * @typedef {import("./types.js").Item} Item
 */
const LONGEST = 100000; // bytes of one payload

/** @param {import("./vendor/dexie.js").Dexie} db */
export function outbox(db) {
  const rows = db.table("outbox");

  /** @param {Row} row @returns {Promise<Content>} of a spoilt item only that it is spoilt */
  const content = (row) =>
    opened(`outbox:${row.id}`, row.sealed).catch((error) => {
      if (codeOf(error) !== "phone.unreadable") throw error;
      const problem = { code: "phone.unreadable" };
      return { payload: {}, photos: [], text: null, problem, verdict: null, proposals: [], decider: "" };
    });

  /** @param {string} id @returns {Promise<Row>} */
  async function row(id) {
    const found = await rows.get({ id });
    if (!found) throw new Trouble("phone.item_gone");
    return found;
  }

  /** @param {string} id @param {any} payload @param {string[]} photos */
  async function fresh(id, payload, photos) {
    const whole = photos.length ? { ...payload, photos } : payload;
    if (utf8(JSON.stringify(whole)).length > LONGEST) throw new Trouble("phone.too_long");
    /** @type {Content} */
    const made = { payload: whole, photos, text: null, problem: null, verdict: null, proposals: [], decider: "" };
    return { made, box: await sealed(`outbox:${id}`, made) };
  }

  /** @param {() => PromiseLike<unknown>} act one transaction over the outbox, its photos and numbers */
  const write = (act) =>
    surely(() => db.transaction("rw", rows, db.table("photos"), db.table("meta"), act));

  /** @param {string[]} photos within a transaction */
  const claim = (photos) =>
    db.table("photos").where("sha").anyOf(photos).modify((/** @type {any} */ photo) => {
      if (photo.state === "draft") photo.state = "waiting";
    });

  /** Photos that no item names any more need not be sent. @param {string[]} photos */
  async function release(photos) {
    if (!photos.length) return;
    const named = new Set();
    for (const one of await rows.toArray()) for (const sha of (await content(one)).photos) named.add(sha);
    const loose = photos.filter((sha) => !named.has(sha));
    await db.table("photos").where("sha").anyOf(loose).modify({ state: "draft" });
  }

  /**
   * Reads back what was written; only then may anybody say that it is kept.
   * @param {string} id @param {Content} made
   */
  async function readBack(id, made) {
    const found = await rows.get({ id });
    const held = found && (await content(found));
    if (!held || JSON.stringify(held) !== JSON.stringify(made)) throw new Trouble("phone.not_kept");
    return found;
  }

  /** @param {string} action @param {any} payload @param {{photos?: string[]}} [more] @returns {Promise<Item>} */
  async function add(action, payload, more = {}) {
    const photos = more.photos || payload.photos || [];
    const [id, at] = [uuid7(), stamp()];
    const { made, box } = await fresh(id, payload, photos);
    await write(async () => {
      const last = await db.table("meta").get("seq");
      const seq = (last ? last.value : 0) + 1;
      await db.table("meta").put({ name: "seq", value: seq });
      await rows.add({ seq, id, action, at, state: "waiting", frozen: 0, receivedAt: 0, sealed: box });
      await claim(photos);
    });
    return told(await readBack(id, made));
  }

  /** @param {Row} row */
  async function told(row) {
    const kept = await item(row);
    tell("outbox");
    tell("added");
    return kept;
  }

  /** @param {Row} row @returns {Promise<Item>} */
  async function item(row) {
    const { payload, photos, problem, verdict, proposals, decider } = await content(row);
    const found = await db.table("photos").bulkGet(photos);
    return {
      ...{ id: row.id, seq: row.seq, action: row.action, at: row.at, state: row.state, payload },
      frozen: row.frozen === 1,
      photos: photos.map((sha, at) => ({ sha, state: found[at] ? found[at].state : "received" })),
      ...{ problem, verdict, proposals, decider },
      receivedAt: row.receivedAt ? new Date(row.receivedAt).toISOString() : null,
    };
  }

  /** Everything kept here, the oldest first. @returns {Promise<Item[]>} */
  const items = async () => Promise.all((await rows.orderBy("seq").toArray()).map(item));

  /**
   * Another content at the same place: in place while unsent; what was refused goes as a new item.
   * @param {string} id @param {any} payload @param {{photos?: string[]}} [more] @returns {Promise<Item>}
   */
  async function change(id, payload, more = {}) {
    const old = await row(id);
    if (old.frozen && (old.state !== "failed" || (await content(old)).verdict === HELD)) throw new Trouble("phone.already_sent");
    const now = old.frozen ? uuid7() : id;
    const photos = more.photos || payload.photos || [];
    const { made, box } = await fresh(now, payload, photos);
    await write(async () => {
      const found = await rows.get({ id });
      if (!found || found.state !== old.state || found.frozen !== old.frozen) {
        throw new Trouble("phone.already_sent"); // another tab was quicker
      }
      await rows.put({ ...found, id: now, state: "waiting", frozen: 0, sealed: box });
      await claim(photos);
    });
    await release((await content(old)).photos);
    return told(await readBack(now, made));
  }

  /** A refused item once more, under a new id: the verdict over the old one stands. What the office holds is only asked for. @param {string} id */
  async function retry(id) {
    const old = await row(id);
    const { payload, photos, verdict } = await content(old);
    const refused = (/** @type {any} */ photo) => photo.state === "failed";
    await db.table("photos").where("sha").anyOf(photos).filter(refused).modify({ state: "waiting" });
    if (verdict === HELD) await askHeld(db);
    return old.state === "failed" && verdict !== HELD ? change(id, payload, { photos }) : told(old);
  }

  /** Only what the server never took may go, and only after the officer said so. @param {string} id */
  async function drop(id) {
    const { photos } = await content(await row(id));
    await write(async () => {
      const found = await rows.get({ id });
      if (found && found.state !== "failed" && found.frozen) throw new Trouble("phone.already_sent");
      if (found) await rows.delete(found.seq);
    });
    await release(photos);
    tell("outbox");
  }

  return { add, items, item, change, retry, drop, content, row };
}

export const box = outbox(here);
export const { add, items, change, retry, drop } = box;
