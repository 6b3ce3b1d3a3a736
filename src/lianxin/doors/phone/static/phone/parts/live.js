/** A page's reading of the store: read at once, and again whenever something changed. */
import { useEffect, useReducer, useRef, useState } from "../vendor/htm-preact.js";
import { hear } from "../tell.js";
import { onSpeak } from "../text.js";

/**
 * @template T
 * @param {() => Promise<T>} load @param {any[]} [keys]
 * @returns {T|undefined} undefined until the first reading
 */
export function useLive(load, keys = []) {
  const [value, set] = useState(/** @type {T|undefined} */ (undefined));
  useEffect(() => {
    let here = true;
    const read = async () => {
      try {
        const found = await load();
        if (here) set(() => found);
      } catch (error) {
        console.warn("reading failed", error);
      }
    };
    const ends = ["records", "outbox", "session"].map((about) => hear(about, read));
    void read();
    return () => {
      here = false;
      for (const end of ends) end();
    };
  }, keys);
  return value;
}

/** Draws again when the language changes. */
export function useLanguage() {
  const [, again] = useReducer((/** @type {number} */ n) => n + 1, 0);
  useEffect(() => onSpeak(() => again(0)), []);
}

/** True for the first press until the work is done, so that a second press does nothing. */
export function useBusy() {
  const [busy, set] = useState(false);
  const held = useRef(false);
  /** @param {() => Promise<any>} work */
  const run = async (work) => {
    if (held.current) return;
    held.current = true;
    set(true);
    try {
      await work();
    } finally {
      held.current = false;
      set(false);
    }
  };
  return /** @type {const} */ ([busy, run]);
}
