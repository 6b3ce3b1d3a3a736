/** 签到 on the phone: how many of a household came, and the cards that were scanned; each kept before it is said. */
import { add, change, drop, items } from "./outbox.js";
import { codeOf } from "./problem.js";

/**
 * The last number counts: what has not gone out is put right in its place, or taken back where it says what
 * the office knows already.
 * @param {string} activity @param {{id: string, given: number}} home @param {number} people
 */
export async function attend(activity, home, people) {
  const payload = { activity, household: home.id, people };
  const own = (await items()).filter((one) => one.action === "activity.attend" && one.payload.activity === activity && one.payload.household === home.id && one.state !== "received");
  const open = own.find((one) => one.state === "waiting" && !one.frozen);
  try {
    if (open && people === home.given && own.length === 1) return await drop(open.id);
    if (open) return await change(open.id, payload);
  } catch (error) {
    if (codeOf(error) !== "phone.already_sent" && codeOf(error) !== "phone.item_gone") throw error;
  }
  return add("activity.attend", payload);
}

/** @param {string} activity @param {string} code @returns {Promise<boolean>} whether it is new here */
export async function scanned(activity, code) {
  const same = (/** @type {any} */ one) => one.action === "activity.scan" && one.state !== "failed" && one.payload.activity === activity && one.payload.code === code;
  if ((await items()).some(same)) return false;
  await add("activity.scan", { activity, code });
  return true;
}

/** The eight digits of a card as they were typed; none: they are no number. @param {string} typed */
export const digitsOf = (typed) => {
  const found = typed.replace(/[\s-]/g, "");
  return /^\d{8}$/.test(found) ? found : "";
};
