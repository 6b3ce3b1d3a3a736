/** Small choices of this phone that are nobody's secret. */
import { tell } from "./tell.js";

const KEY = "lianxin.settings";
/** @typedef {{size: string, language: string, lockMinutes: number, mine: boolean}} Settings */
/** @type {Settings} */
const FIRST = { size: "normal", language: "zh", lockMinutes: 5, mine: false };
/** @type {Settings|null} */
let kept = null;

/** @returns {Settings} */
export function settings() {
  if (kept) return kept;
  try {
    kept = { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) || "{}") };
  } catch {
    kept = { ...FIRST };
  }
  return /** @type {Settings} */ (kept);
}

/** @template {keyof Settings} N @param {N} name @param {Settings[N]} value */
export function set(name, value) {
  kept = { ...settings(), [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // it holds until the page is closed
  }
  tell("session");
}
