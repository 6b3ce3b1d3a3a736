/** Asks the server, and believes an answer only when it is ours: never a status, never `onLine`. */
import { Trouble } from "./problem.js";

const PATIENCE = 30000;
const SLOWEST = 2; // bytes per millisecond that a body must be given at least

/**
 * @typedef {{body?: string|Uint8Array|null, headers?: Record<string, string>, token?: string, patience?: number}} Ask
 * @typedef {{status: number, json: any, headers: Headers}} Reply
 */

/** What the server refused, with its own sentences. */
export class Refused extends Trouble {
  /** @param {number} status @param {import("./types.js").Problem[]} problems */
  constructor(status, problems) {
    super(problems[0].code, problems[0]);
    this.status = status;
    this.problems = problems;
  }
}

function csrf() {
  const found = typeof document === "undefined" ? null : /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return found ? found[1] : "";
}

/** @param {string} method @param {Ask} ask @returns {RequestInit} */
function init(method, ask) {
  /** @type {Record<string, string>} */
  const headers = { ...ask.headers };
  if (typeof ask.body === "string") headers["Content-Type"] = "application/json";
  if (ask.token) headers.Authorization = `Bearer ${ask.token}`;
  else if (method !== "GET" && method !== "HEAD") headers["X-CSRFToken"] = csrf();
  return {
    method,
    headers,
    body: /** @type {BodyInit|null} */ (ask.body || null),
    credentials: ask.token ? "omit" : "same-origin",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  };
}

/** @param {Response} response */
async function read(response) {
  if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) return null;
  try {
    const value = JSON.parse(await response.text());
    return value && typeof value === "object" ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param {any} json @returns {boolean} */
const refusal = (json) =>
  Array.isArray(json.problems) && json.problems.length > 0 && typeof json.problems[0].code === "string";

/**
 * @param {string} method @param {string} path @param {Ask} [ask] @param {typeof fetch} [by]
 * @returns {Promise<Reply>}
 */
export async function asked(method, path, ask = {}, by = (...all) => fetch(...all)) {
  const stop = new AbortController();
  const length = ask.body ? ask.body.length : 0;
  const timer = setTimeout(() => stop.abort(), (ask.patience || PATIENCE) + length / SLOWEST);
  try {
    const response = await by(path, { ...init(method, ask), signal: stop.signal });
    if (method === "HEAD") return { status: response.status, json: null, headers: response.headers };
    const json = await read(response);
    if (!json) throw new Trouble("phone.not_ours");
    if (response.ok) return { status: response.status, json, headers: response.headers };
    if (!refusal(json)) throw new Trouble("phone.not_ours");
    throw new Refused(response.status, json.problems);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble("phone.no_signal");
  } finally {
    clearTimeout(timer);
  }
}
