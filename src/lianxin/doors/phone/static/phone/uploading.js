/** Sends photos in pieces after the texts, and goes on where the server says that it stands. */
import { Refused } from "./api.js";
import { Trouble, codeOf } from "./problem.js";
import { openedBytes } from "./unlocked.js";

/**
 * @typedef {import("./way.js").Way} Way
 * @typedef {import("./types.js").PhotoRow} PhotoRow
 */
const PIECE = 65536;
const LEAST = 8192;
const [QUICK, SLOW] = [3000, 12000];
const OF_A_PHOTO = [400, 404, 413, 415, 422];
let piece = PIECE;

/** @param {number} took milliseconds for the last piece */
function adapt(took) {
  if (took > SLOW) piece = Math.max(LEAST, piece >> 1);
  else if (took < QUICK) piece = Math.min(PIECE, piece << 1);
}

/** How much of it is there. @param {Way} way @param {PhotoRow} row @returns {Promise<number>} */
async function offset(way, row) {
  const { status, headers } = await way.ask("HEAD", `/api/v1/photos/${row.sha}`);
  if (status === 404) return 0;
  const said = headers.get("Upload-Offset") || "";
  if (status !== 200 || !/^\d+$/.test(said)) throw new Trouble("phone.not_ours");
  return Number(said);
}

/**
 * One piece. @param {Way} way @param {PhotoRow} row @param {Uint8Array} bytes @param {number} from
 * @returns {Promise<number>} where the next one begins
 */
async function put(way, row, bytes, from) {
  const to = Math.min(bytes.length, from + piece);
  const whole = from === 0 && to === bytes.length;
  const range = `bytes ${from}-${to - 1}/${bytes.length}`;
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "image/jpeg", ...(whole ? {} : { "Content-Range": range }) };
  const before = Date.now();
  try {
    const body = bytes.slice(from, to);
    const { status, json } = await way.ask("PUT", `/api/v1/photos/${row.sha}`, { body, headers });
    adapt(Date.now() - before);
    if (status === 201) return bytes.length;
    if (status === 202 && Number.isInteger(json.received)) return json.received;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) {
      if (!(error instanceof Refused)) adapt(SLOW + 1);
      throw error;
    }
    const { received } = error.problems[0];
    if (Number.isInteger(received)) return received;
    return offset(way, row);
  }
  throw new Trouble("phone.not_ours");
}

/** @param {Way} way @param {PhotoRow} row */
async function upload(way, row) {
  const bytes = new Uint8Array(await openedBytes(`photo:${row.sha}`, row.sealed));
  let from = bytes.length <= piece ? 0 : await offset(way, row);
  for (let tries = 0; from < bytes.length; tries += 1) {
    const next = await put(way, row, bytes, from);
    if (next <= from && tries > 200) throw new Trouble("phone.not_ours");
    from = next;
  }
}

/** All photos that wait; one that the server refuses never holds up the next. @param {Way} way */
export async function uploadAll(way) {
  const photos = way.db.table("photos");
  for (const row of await photos.where("state").equals("waiting").sortBy("at")) {
    try {
      await upload(way, row);
      await photos.update(row.sha, { state: "received" });
    } catch (error) {
      const refused = error instanceof Refused && OF_A_PHOTO.includes(error.status);
      if (!refused && codeOf(error) !== "phone.unreadable") throw error;
      await photos.update(row.sha, { state: "failed" });
    }
    way.told("outbox");
  }
}
