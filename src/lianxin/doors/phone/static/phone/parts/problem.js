/** A problem in the reader's words: the client's own sentence, else the server's. */
import { problems } from "../problems-text.js";
import { language, t } from "../text.js";

/** @param {any} problem an error or a problem @returns {string} */
export function said(problem) {
  const code = String((problem && problem.code) || "");
  const details = { ...(problem && problem.details), ...problem };
  const own = problems[code];
  if (own) return own[language() === "en" ? "en" : "zh"].replace(/\{(\w+)\}/g, (_all, name) => String(details[name] ?? ""));
  return details.code && typeof details.message === "string" && details.message !== code ? details.message : t("trouble.unknown", { code: code || t("trouble.no_code") });
}
