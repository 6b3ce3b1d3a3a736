/** Which household is nearest: only after the officer tapped for it once. */
import { useEffect, useState } from "../vendor/htm-preact.js";
import { here, metres } from "../place.js";
import { set, settings } from "../settings.js";

/** @typedef {{lat: number, lon: number, accuracy: number, datum: string}} Place */

export const allowed = () => /** @type {any} */ (settings()).near === true;

/** @returns {[Place|null, () => Promise<Place|null>]} where the phone is, and asking for it */
export function useHere() {
  const [place, keep] = useState(/** @type {Place|null} */ (null));
  const ask = async () => {
    const found = await here();
    /** @type {any} */ (set)("near", !!found);
    keep(found);
    return found;
  };
  useEffect(() => {
    if (allowed()) void here().then(keep);
  }, []);
  return [place, ask];
}

/** @param {any[]} homes @param {Place|null} place @returns {{home: any, metres: number}[]} nearest first */
export function nearest(homes, place) {
  if (!place) return [];
  const placed = homes.filter((home) => home.place);
  return placed.map((home) => ({ home, metres: metres(place, home.place) })).sort((a, b) => a.metres - b.metres);
}
