/** The size of text and the language, as this phone has them set. */
import { set, settings } from "../settings.js";
import { speak } from "../text.js";

export const SIZES = ["normal", "large", "xlarge"];

export function dress() {
  const { size, language } = settings();
  if (size === "normal") delete document.documentElement.dataset.size;
  else document.documentElement.dataset.size = size;
  speak(language);
}

/** @param {string} size */
export function resize(size) {
  set("size", size);
  dress();
}

/** One step larger, and from the largest back to the usual. */
export function larger() {
  resize(SIZES[(SIZES.indexOf(settings().size) + 1) % SIZES.length]);
}

/** @param {string} language */
export function talk(language) {
  set("language", language);
  dress();
}
