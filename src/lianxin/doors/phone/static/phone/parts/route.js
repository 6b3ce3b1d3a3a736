/** Where the reader is: `#/household/…?tab=…`. */
import { useEffect, useState } from "../vendor/htm-preact.js";

/** @typedef {{path: string[], query: URLSearchParams, whole: string}} Route */

/** @returns {Route} */
export function route() {
  const whole = location.hash.replace(/^#\/?/, "");
  const [path, query] = whole.split("?");
  return { path: path.split("/").filter(Boolean), query: new URLSearchParams(query || ""), whole };
}

/** @param {string} to */
export const go = (to) => void (location.hash = `#/${to}`);

/** Takes the place of the present page, so that "back" does not return to it. @param {string} to */
export function instead(to) {
  history.replaceState(null, "", `#/${to}`);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** @param {string} [otherwise] */
export function back(otherwise = "") {
  if (moved) history.back();
  else instead(otherwise);
}

let moved = 0;
let came = "";
addEventListener("hashchange", () => void moved++);

/** The page before this one, for what depends on where one came from. */
export const before = () => came;

/** @returns {Route} */
export function useRoute() {
  const [now, set] = useState(route());
  useEffect(() => {
    const listen = () =>
      set((/** @type {Route} */ old) => {
        came = old.whole;
        return route();
      });
    addEventListener("hashchange", listen);
    return () => removeEventListener("hashchange", listen);
  }, []);
  return now;
}
