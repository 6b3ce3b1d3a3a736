/** Every sentence of the client, in Chinese and English; the language changes without a reload. */
import { LOCK } from "./words/lock.js";

/** The lock's own at first; `words.js` brings the rest. @type {Record<string, [string, string]>} */
const known = { ...LOCK };

/** @param {Record<string, [string, string]>} words */
export const learn = (words) => void Object.assign(known, words);

/** @type {Set<() => void>} */
const listening = new Set();
let speaking = "zh";

export const language = () => speaking;

/** @param {string} wanted */
export function speak(wanted) {
  speaking = wanted === "en" ? "en" : "zh";
  document.documentElement.lang = speaking === "en" ? "en" : "zh-CN";
  for (const listener of [...listening]) listener();
}

/** @param {() => void} listener @returns {() => void} */
export function onSpeak(listener) {
  listening.add(listener);
  return () => void listening.delete(listener);
}

/** `{name}` is put in; `{n|one|many}` chooses by the number. @param {string} words @param {Record<string, any>} put */
const fill = (words, put) =>
  words.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_all, name, one, many) =>
    one === undefined ? String(put[name] ?? "") : Number(put[name]) === 1 ? one : many,
  );

/** @param {string} key @param {Record<string, any>} [put] @returns {string} */
export function t(key, put = {}) {
  const pair = known[key];
  return pair ? fill(pair[speaking === "en" ? 1 : 0], put) : key;
}

/** Parts of one line. @param {any[]} parts */
export const line = (parts) => parts.filter(Boolean).join(speaking === "en" ? ", " : "，");

/** Several names in one line, as the language joins them. @param {string[]} names */
export const joined = (names) => names.filter(Boolean).join(speaking === "en" ? ", " : "、");
