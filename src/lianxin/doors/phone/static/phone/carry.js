/** The outbox as a signed file, for weeks without signal or an account that no longer works. */
import { day } from "./clock.js";
import { base64, signature } from "./crypto.js";
import { db, meta } from "./db.js";
import { allWorded, frozen } from "./freezing.js";
import { ring } from "./keys.js";
import { Trouble } from "./problem.js";
import { openedBytes } from "./unlocked.js";

/** @param {string[]} states @returns {Promise<string[]>} the items' frozen texts, in order */
async function texts(states) {
  const rows = await db.table("outbox").where("state").anyOf(states).sortBy("seq");
  const all = (await allWorded(rows)).filter((one) => one !== null);
  return (await frozen(db, all)).map((one) => one.text);
}

/** Those that wait; one that the disk spoilt keeps none of the others back. */
async function photos() {
  const out = [];
  for (const { sha, sealed } of await db.table("photos").where("state").equals("waiting").toArray()) {
    const bytes = await openedBytes(`photo:${sha}`, sealed).catch(() => null);
    if (bytes) out.push({ sha256: sha, data: base64(bytes) });
  }
  return out;
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
