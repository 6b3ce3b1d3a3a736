/** What goes wrong here and says by a code how to mend it; its sentences stand in problems-text.js. */

export class Trouble extends Error {
  /** @param {string} code @param {Record<string, any>} [details] */
  constructor(code, details) {
    super(code);
    this.name = "Trouble";
    this.code = code;
    this.details = details || {};
  }
}

/** What the screens can show of an error. @param {unknown} error @returns {import("./types.js").Problem} */
export function problemOf(error) {
  return { ...(error instanceof Trouble ? error.details : {}), code: codeOf(error) || "phone.defect" };
}

/** @param {unknown} error @returns {string} */
export const codeOf = (error) => String((/** @type {any} */ (error) || {}).code || "");
