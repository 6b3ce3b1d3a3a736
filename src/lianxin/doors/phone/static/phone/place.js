/** Where the phone is: asked for only when the officer taps, in the datum that the phone speaks. */

/** @typedef {{lat: number, lon: number}} Point */
const PATIENCE = 15000;
const EARTH = 6371008.8;

/** @param {number} value */
const rounded = (value) => Math.round(value * 1e6) / 1e6;

/** @returns {Promise<{lat: number, lon: number, accuracy: number, datum: "WGS-84"}|null>} */
export const here = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          lat: rounded(coords.latitude),
          lon: rounded(coords.longitude),
          accuracy: Math.round(coords.accuracy),
          datum: "WGS-84",
        }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60000 },
    );
  });

/** Metres between two points on the ground. @param {Point} a @param {Point} b */
export function metres(a, b) {
  const arc = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const [north, east] = [arc(b.lat - a.lat) / 2, arc(b.lon - a.lon) / 2];
  const half = Math.sin(north) ** 2 + Math.cos(arc(a.lat)) * Math.cos(arc(b.lat)) * Math.sin(east) ** 2;
  return Math.round(2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half))));
}
