/** Photos: drawn anew and small, so that nothing but the picture is in them; they stop before entries do. */
import { sha256 } from "./crypto.js";
import { db, hasReserve, isFull, used } from "./db.js";
import { Trouble } from "./problem.js";
import { hear } from "./tell.js";
import { isOpen, openedBytes, sealedBytes } from "./unlocked.js";

const MOST = 300 * 1024;
const SIDE = 1600;
const ROOM = 20 * 1024 * 1024;
/** @type {Map<string, string>} */
const shown = new Map();
hear("session", () => isOpen() || forget());

function forget() {
  for (const address of shown.values()) URL.revokeObjectURL(address);
  shown.clear();
}

async function room() {
  const { bytes, quota } = await used();
  if ((quota && quota - bytes < ROOM) || !(await hasReserve())) throw new Trouble("phone.photo_no_room");
}

/** @param {Blob} file @returns {Promise<HTMLImageElement>} */
async function picture(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } catch {
    throw new Trouble("phone.photo_unreadable");
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {HTMLImageElement} image @param {number} side @param {number} quality @returns {Promise<Blob|null>} */
function drawn(image, side, quality) {
  const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/** @param {Blob} file @returns {Promise<ArrayBuffer>} */
async function shrunk(file) {
  const image = await picture(file);
  for (let side = SIDE; side > 200; side = Math.round(side * 0.75)) {
    for (const quality of [0.82, 0.7, 0.55]) {
      const blob = await drawn(image, side, quality);
      if (!blob) throw new Trouble("phone.photo_unreadable");
      if (blob.size <= MOST) return blob.arrayBuffer();
    }
  }
  throw new Trouble("phone.photo_unreadable");
}

/** @param {Blob} file @returns {Promise<{sha: string, bytes: number, url: string}>} */
export async function take(file) {
  await room();
  const bytes = await shrunk(file);
  const sha = await sha256(bytes);
  const sealed = await sealedBytes(`photo:${sha}`, bytes);
  const row = { sha, state: "draft", bytes: bytes.byteLength, at: Date.now(), sealed };
  try {
    await db.transaction("rw", db.table("photos"), async () => {
      if (!(await db.table("photos").get(sha))) await db.table("photos").add(row);
    });
  } catch (error) {
    throw isFull(error) ? new Trouble("phone.photo_no_room") : error;
  }
  return { sha, bytes: row.bytes, url: /** @type {string} */ (await url(sha)) };
}

/**
 * An address for an <img>, until the lock closes; null where the photo is not on this phone.
 * @param {string} sha @returns {Promise<string|null>}
 */
export async function url(sha) {
  const known = shown.get(sha);
  if (known) return known;
  const row = await db.table("photos").get(sha);
  if (!row) return null;
  const blob = new Blob([await openedBytes(`photo:${sha}`, row.sealed)], { type: "image/jpeg" });
  const made = URL.createObjectURL(blob);
  shown.set(sha, made);
  return made;
}
