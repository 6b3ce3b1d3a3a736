/** The outbox as a signed file, for weeks without signal or an account that no longer works. */
import { day } from "./clock.js";
import { base64, signature } from "./crypto.js";
import { db, meta } from "./db.js";
import { allWorded, frozen } from "./freezing.js";
import { ring } from "./keys.js";
import { Trouble } from "./problem.js";
import { openedBytes } from "./unlocked.js";

const MOST = 20 * 1024 * 1024;

/** @param {string[]} states @returns {Promise<string[]>} the items' frozen texts, in order */
async function texts(states) {
  const rows = await db.table("outbox").where("state").anyOf(states).sortBy("seq");
  const all = (await allWorded(rows)).filter((one) => one !== null);
  return (await frozen(db, all)).map((one) => one.text);
}

/**
 * Those that wait, in loads that one file carries; what the disk spoilt keeps none of the others back.
 * @param {number} most @returns {Promise<{sha256: string, data: string}[][]>} one load at least
 */
async function loads(most) {
  /** @type {{sha256: string, data: string}[][]} */
  const out = [[]];
  let left = most;
  for (const { sha, sealed } of await db.table("photos").where("state").equals("waiting").toArray()) {
    const bytes = await openedBytes(`photo:${sha}`, sealed).catch(() => null);
    if (!bytes) continue;
    const data = base64(bytes);
    if (data.length > left && out[out.length - 1].length) {
      out.push([]);
      left = most;
    }
    out[out.length - 1].push({ sha256: sha, data });
    left -= data.length;
  }
  return out;
}

/**
 * Each file stands for itself: all the items in the first, photos in as many as they take, since the
 * office takes files of 30 MB.
 * @param {number} [most] characters of photos in one file @returns {Promise<File[]>}
 */
export async function asFiles(most = MOST) {
  const who = await meta("who");
  const made = await ring();
  if (!who || !made) throw new Trouble("phone.keys_lost");
  const head = JSON.stringify({ device: who.device, account: who.account, made: new Date().toISOString() });
  const items = (await texts(["waiting", "sending", "failed"])).join(",");
  const all = await loads(most);
  return Promise.all(
    all.map(async (photos, at) => {
      const body = `${head.slice(0, -1)},"items":[${at ? "" : items}],"photos":${JSON.stringify(photos)}}`;
      const signed = await signature(made.signing.privateKey, body);
      const whole = JSON.stringify({ format: "lianxin-outbox-1", body, signature: signed });
      const name = all.length > 1 ? `${day()}-${at + 1}` : day();
      return new File([whole], `${name}.lianxin`, { type: "application/json" });
    }),
  );
}
