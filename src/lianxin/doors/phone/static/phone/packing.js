/** Sends a text packed, where the browser can; who does not understand that gets it plain from then on. */
import { Refused } from "./api.js";
import { codeOf } from "./problem.js";

const WORTH = 1000; // a shorter one hardly shrinks
const HEADERS = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
const NOT_UNDERSTOOD = [400, 415];
let able = typeof CompressionStream === "function";

/** @param {string} text @returns {Promise<Uint8Array>} */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {import("./way.js").Way} way @param {string} path @param {string} body @returns {Promise<import("./api.js").Reply>} */
export async function posted(way, path, body) {
  if (!able || body.length < WORTH) return way.ask("POST", path, { body });
  try {
    return await way.ask("POST", path, { body: await packed(body), headers: HEADERS });
  } catch (error) {
    const refused = error instanceof Refused && NOT_UNDERSTOOD.includes(error.status);
    if (refused || codeOf(error) === "phone.not_ours") able = false; // perhaps somebody on the way
    if (!refused) throw error;
  }
  return way.ask("POST", path, { body });
}
