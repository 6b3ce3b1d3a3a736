/** The phone's clock and how far it is off: the server's answers tell. */
import { meta, noteMeta } from "./db.js";

let skew = 0;

/** Milliseconds, by the server's clock as far as it is known. */
export const trueNow = () => Date.now() - skew;

/** @param {string} server the server's time @param {number} asked @param {number} answered by the phone's clock */
export async function learnt(server, asked, answered) {
  const there = Date.parse(server);
  if (Number.isNaN(there)) return;
  skew = (asked + answered) / 2 - there;
  await noteMeta("skew", skew);
}

export async function recall() {
  skew = Number((await meta("skew")) || 0);
}

/** @param {number} number */
const two = (number) => String(Math.abs(Math.trunc(number))).padStart(2, "0");

/** The local day of a moment, as 2026-07-15. @param {number} [moment] */
export function day(moment = trueNow()) {
  const date = new Date(moment);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The phone's own clock with its offset, uncorrected: the server is told `now` and sees the difference. */
export function stamp() {
  const date = new Date();
  const east = -date.getTimezoneOffset();
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${day(date.getTime())}T${time}${east < 0 ? "-" : "+"}${two(east / 60)}:${two(east % 60)}`;
}
