/** The outbox as a signed file, for weeks without signal or an account that no longer works. */
import { day } from "./clock.js";
import { base64, signature } from "./crypto.js";
import { db, meta } from "./db.js";
import { frozen } from "./freezing.js";
import { ring } from "./keys.js";
import { Trouble } from "./problem.js";
import { openedBytes } from "./unlocked.js";

/** @param {string[]} states @returns {Promise<string[]>} the items' frozen texts, in order */
async function texts(states) {
  const rows = await db.table("outbox").where("state").anyOf(states).sortBy("seq");
  const out = [];
  for (const row of rows) {
    const one = await frozen(db, row.seq);
    if (one) out.push(one.text);
  }
  return out;
}

async function photos() {
  const rows = await db.table("photos").where("state").anyOf(["waiting", "failed"]).toArray();
  return Promise.all(
    rows.map(async (/** @type {import("./types.js").PhotoRow} */ row) => ({
      sha256: row.sha,
      data: base64(await openedBytes(`photo:${row.sha}`, row.sealed)),
    })),
  );
}

/** @returns {Promise<File>} */
export async function asFile() {
  const who = await meta("who");
  const made = await ring();
  if (!who || !made) throw new Trouble("phone.keys_lost");
  const head = JSON.stringify({ device: who.device, account: who.account, made: new Date().toISOString() });
  const items = (await texts(["waiting", "sending", "failed"])).join(",");
  const body = `${head.slice(0, -1)},"items":[${items}],"photos":${JSON.stringify(await photos())}}`;
  const signed = await signature(made.signing.privateKey, body);
  const whole = JSON.stringify({ format: "lianxin-outbox-1", body, signature: signed });
  return new File([whole], `${day()}.lianxin`, { type: "application/json" });
}
