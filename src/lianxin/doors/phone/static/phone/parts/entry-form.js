/** What an entry holds while it is written, what is wrong with it, and what is sent. */
import { t } from "../text.js";
import { today } from "./when.js";

/**
 * @typedef {{household: string, kind: string, text: string}} Want
 * @typedef {{measure: string, percent: number, note: string}} Step
 * @typedef {{households: string[], village: boolean, kinds: string[], text: string, day: string, until: string,
 *   minutes: string, place: any, photos: string[], needs: Want[], progress: Step[]}} Writing
 */

/** @param {string[]} households @returns {Writing} */
export const blank = (households) => ({ households, village: false, kinds: [], text: "", day: today(), until: "", minutes: "", place: null, photos: [], needs: [], progress: [] });

/** An item of the outbox taken up again. @param {any} payload @returns {Writing} */
export const again = (payload) => ({
  ...blank(payload.households || []),
  village: !(payload.households || []).length,
  kinds: payload.kinds || [],
  text: payload.text || "",
  day: payload.day || today(),
  until: payload.until || "",
  minutes: payload.minutes ? String(payload.minutes) : "",
  place: payload.place || null,
  photos: payload.photos || [],
  needs: payload.needs || [],
  progress: payload.progress || [],
});

/** @param {Writing} it */
export const isBlank = (it) => !it.text.trim() && !it.kinds.length && !it.photos.length && !it.needs.length && !it.progress.length;

const TOGETHER = ["visit", "talk"];
const LONGEST = 5000;

/** A text that the server takes, or what to say of it: nothing is cut off without a word. @param {string} text */
export function textFault(text) {
  const over = [...text.trim()].length - LONGEST;
  if (over > 0) return t("write.text_long", { n: over, most: LONGEST });
  return text.trim() ? "" : t("write.text_wanted");
}

/** The server says the same; here it is said before saving. @param {Writing} it @param {any[]} homes @returns {Record<string, string>} */
export function faults(it, homes) {
  /** @type {Record<string, string>} */
  const found = {};
  const villages = new Set(homes.filter((home) => it.households.includes(home.id)).map((home) => home.village && home.village.id));
  if (!it.households.length && it.kinds.some((kind) => TOGETHER.includes(kind))) found.households = t("write.household_wanted");
  else if (!it.households.length && !it.village) found.households = t("write.whose_wanted");
  else if (villages.size > 1) found.households = t("write.one_village");
  if (!it.kinds.length) found.kinds = t("write.kind_wanted");
  const text = textFault(it.text);
  if (text) found.text = text;
  if (it.day > today()) found.day = t("write.future");
  if (it.until && it.until < it.day) found.until = t("write.until_before");
  if (it.minutes && !(/^\d{1,4}$/.test(it.minutes) && Number(it.minutes) >= 1 && Number(it.minutes) <= 1440)) found.minutes = t("write.minutes_wrong");
  if (it.needs.some((one) => !one.kind)) found.needs = t("write.need_kind");
  return found;
}

/** @param {Writing} it @param {any} mine @param {any[]} homes */
export function payloadOf(it, mine, homes) {
  const first = homes.find((home) => it.households.includes(home.id));
  const village = first ? null : ((mine && mine.villages) || [])[0];
  const stays = it.kinds.includes("stay");
  return {
    households: it.households,
    village: village ? village.id : null,
    kinds: it.kinds,
    day: it.day,
    until: stays && it.until && it.until !== it.day ? it.until : null,
    minutes: it.minutes ? Number(it.minutes) : null,
    text: it.text.trim(),
    place: it.place,
    photos: it.photos,
    needs: it.needs.map((one) => ({ ...one, household: whose(one, it), text: (one.text || it.text).trim().slice(0, 300) })),
    progress: it.progress,
  };
}

/** @param {Want} one @param {Writing} it */
const whose = (one, it) => (it.households.includes(one.household) ? one.household : it.households[0] || null);
