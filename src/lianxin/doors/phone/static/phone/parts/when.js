/** Days and distances in the reader's words. */
import { day as today } from "../clock.js";
import { language, t } from "../text.js";

export { today };

/** @param {string} iso @returns {Date} */
const noon = (iso) => new Date(`${iso.slice(0, 10)}T12:00:00`);
const locale = () => (language() === "en" ? "en-GB" : "zh-CN");

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** Each is made once, for that takes longer than a row. @param {string} iso @param {Intl.DateTimeFormatOptions} how @param {string} [where] */
function shown(iso, how, where = locale()) {
  const name = where + JSON.stringify(how);
  const format = formats.get(name) || new Intl.DateTimeFormat(where, how);
  formats.set(name, format);
  return format.format(noon(iso));
}

/** 7月15日, with the year where it is another. @param {string} iso */
export const dayText = (iso) =>
  shown(iso, {
    month: language() === "en" ? "short" : "long",
    day: "numeric",
    year: iso.slice(0, 4) === today().slice(0, 4) ? undefined : "numeric",
  });

/** @param {string} iso */
export const weekday = (iso) => shown(iso, { weekday: "short" });

/** The farmer's day: 六月初二. Nothing where the browser does not know it. @param {string} iso */
export function lunar(iso) {
  if (language() === "en") return "";
  const told = shown(iso, { month: "long", day: "numeric" }, "zh-CN-u-ca-chinese");
  const found = /([闰]?[正一二三四五六七八九十冬腊]+月)(.+)$/.exec(told);
  if (!found) return "";
  const n = Number.parseInt(found[2], 10);
  if (Number.isNaN(n)) return found[1] + found[2].replace(/日$/, "");
  const ones = "日一二三四五六七八九十";
  const said = n <= 10 ? `初${ones[n]}` : n < 20 ? `十${ones[n - 10]}` : n === 20 ? "二十" : n < 30 ? `廿${ones[n - 20]}` : "三十";
  return found[1] + said;
}

/** Whole days from one day to another. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((noon(to).getTime() - noon(from).getTime()) / 86400000);

/** 今天, 昨天, else the day. @param {string} iso */
export function near(iso) {
  const away = daysBetween(iso.slice(0, 10), today());
  if (away === 0) return t("today");
  if (away === 1) return t("yesterday");
  return dayText(iso);
}

/** @param {string} iso a moment */
export function clockText(iso) {
  const at = new Date(iso);
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

/** @param {string} iso a moment */
export function moment(iso) {
  const at = new Date(iso);
  const local = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
  return `${near(local)} ${clockText(iso)}`;
}

/** @param {number} metres */
export function away(metres) {
  if (metres < 60) return t("near.here", { n: Math.max(1, Math.round(metres)) });
  if (metres < 1000) return t("near.metres", { n: Math.round(metres / 10) * 10 });
  return t("near.kilometres", { n: (metres / 1000).toFixed(1) });
}

/** 3.2 MB. @param {number} bytes */
export function megabytes(bytes) {
  if (bytes < 1048576) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  if (bytes < 1073741824) return `${(bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0)} MB`;
  return `${Math.round(bytes / 1073741824)} GB`;
}

/** 13,860. @param {number} value */
export const number = (value) => new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 }).format(value);
