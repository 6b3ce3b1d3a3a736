/** What is being typed, kept at every keystroke and at most half a second behind. */
import { db, surely } from "./db.js";
import { codeOf } from "./problem.js";
import { beforeLock, onChange } from "./session.js";
import { isOpen, opened, sealed } from "./unlocked.js";

const BEHIND = 300;
/** @type {Map<string, any>} */
const pending = new Map();
/** @type {Promise<void>} */
let writing = Promise.resolve();
let timer = 0;

/** @param {string} form @returns {Promise<any>} its content, or null */
export async function draft(form) {
  if (pending.has(form)) return pending.get(form);
  const row = await db.table("drafts").get(form);
  if (!row) return null;
  return opened(`draft:${form}`, row.sealed).catch((error) => {
    if (codeOf(error) !== "phone.unreadable") throw error;
    return null;
  });
}

/** @param {string} form @param {any} content */
export function keep(form, content) {
  pending.set(form, content);
  if (!timer) timer = Number(setTimeout(() => void flush().catch(() => null), BEHIND));
}

/** Writes down what is pending, in order. @returns {Promise<void>} */
export function flush() {
  clearTimeout(timer);
  timer = 0;
  writing = writing.catch(() => undefined).then(written);
  return writing;
}

async function written() {
  for (const [form, content] of [...pending]) {
    const box = await sealed(`draft:${form}`, content);
    if (pending.get(form) !== content) continue; // typed on, or dropped, meanwhile
    await surely(() => db.table("drafts").put({ form, at: Date.now(), sealed: box }));
    if (pending.get(form) === content) pending.delete(form);
  }
}

/** @param {string} form */
export async function drop(form) {
  pending.delete(form);
  writing = writing.catch(() => undefined).then(() => db.table("drafts").delete(form));
  await writing;
}

beforeLock(flush);
onChange(() => void (isOpen() && pending.size && flush().catch(() => null)));
if (typeof document !== "undefined") {
  for (const [target, name] of /** @type {[EventTarget, string][]} */ ([[document, "visibilitychange"], [globalThis, "pagehide"]])) {
    target.addEventListener(name, () => void (pending.size && flush().catch(() => null)));
  }
}
