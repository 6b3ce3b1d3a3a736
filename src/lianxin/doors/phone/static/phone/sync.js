/** When to send: at once when something new is there or the phone wakes, else after a growing wait. */
import { alone } from "./alone.js";
import { Refused } from "./api.js";
import { trueNow } from "./clock.js";
import { db as here, meta, noteMeta, refill } from "./db.js";
import { codeOf, problemOf } from "./problem.js";
import { send, tellRest } from "./sending.js";
import { renew } from "./joining.js";
import { hear, tell } from "./tell.js";
import { isOpen } from "./unlocked.js";
import { uploadAll } from "./uploading.js";
import { askHeld, prune } from "./verdicts.js";
import { way } from "./way.js";

/**
 * @typedef {import("./types.js").Status} Status
 * @typedef {import("./types.js").SyncState} SyncState
 */
const [FIRST, LONGEST, LOOK, OTHER_TAB, CALM] = [5000, 600000, 600000, 3000, 30000];
const PAGE_FIRST = 300; // milliseconds after the lock opened that belong to the page

/** @param {unknown} error @returns {SyncState} */
function stateAfter(error) {
  const code = codeOf(error);
  if (code === "phone.revoked") return "revoked";
  if (error instanceof Refused) return error.status === 401 ? "signed_out" : "waiting";
  if (code === "phone.signed_out") return "signed_out";
  return code === "phone.no_signal" || code === "phone.not_ours" ? "offline" : "waiting";
}

/** @param {number} fails */
export const pause = (fails) => Math.min(LONGEST, FIRST * 2 ** fails) * (0.5 + Math.random() / 2);

/** @param {import("./vendor/dexie.js").Dexie} db @param {{fetch?: typeof fetch, locks?: LockManager}} [given] */
export function syncing(db, given = {}) {
  /** @type {Status} */
  let status = { state: "idle", last: null, left: 0, photosLeft: 0, problem: null };
  /** @type {Set<(status: Status) => void>} */
  const listeners = new Set();
  /** @type {Promise<void>|null} */
  let running = null;
  let [fails, again, tried, ask] = [0, false, 0, true];
  /** @type {any} */
  let timer = 0;
  const road = way(db, given.fetch, tell);

  /** @param {Partial<Status>} [news] */
  async function show(news = {}) {
    const left = await db.table("outbox").where("state").anyOf(["waiting", "sending"]).count();
    const photosLeft = await db.table("photos").where("state").equals("waiting").count();
    const last = status.last || (await meta("last")) || null;
    status = { ...status, last, left, photosLeft, ...news };
    for (const listener of [...listeners]) listener(status);
  }

  /** @returns {Promise<boolean|null>} null where another tab is at it */
  const round = () =>
    alone(db, async () => {
      await show({ state: "sending" });
      await db.table("outbox").where("state").equals("sending").modify({ state: "waiting" });
      if (ask && (await askHeld(db))) tell("outbox");
      ask = false;
      await send(road);
      await uploadAll(road);
      await tellRest(road);
      const last = new Date(trueNow()).toISOString();
      await noteMeta("last", last);
      if (await prune(db, trueNow())) tell("outbox");
      await refill();
      await show({ last });
      return true;
    }, given.locks);

  async function attempt() {
    clearTimeout(timer);
    again = false;
    /** @type {SyncState} */
    let state = "waiting";
    let next = 0;
    let problem = null;
    tried = Date.now();
    try {
      const done = isOpen() ? await round() : false;
      const left = status.left + status.photosLeft > 0;
      if (done === null) next = OTHER_TAB;
      else if (done) {
        fails = left ? fails + 1 : 0;
        next = left ? pause(fails) : LOOK;
      }
      if (done && !left) state = "idle";
    } catch (error) {
      state = stateAfter(error);
      problem = problemOf(error);
      next = state === "signed_out" || state === "revoked" ? LONGEST : pause((fails += 1));
    }
    await show({ state, problem });
    if (!isOpen() && !status.left && !status.photosLeft) await show({ state: "idle" });
    if (next) timer = setTimeout(() => void wake(), next);
  }

  /** Once at a time; whoever asks in between is served right after. @returns {Promise<void>} */
  function wake() {
    if (running) {
      again = true;
      return running;
    }
    running = attempt().finally(() => {
      running = null;
      if (again && status.left + status.photosLeft) void wake();
    });
    return running;
  }

  /** The officer's own tap: no wait, and where the phone was signed out the web session may mend it. */
  async function now() {
    fails = 0;
    ask = true;
    if (status.state === "signed_out" && isOpen()) await renew().catch(() => null);
    await wake();
  }

  async function start() {
    hear("added", () => void wake());
    let open = isOpen();
    hear("session", () => {
      if (isOpen() !== open) {
        ask = true;
        setTimeout(() => void wake(), isOpen() ? PAGE_FIRST : 0);
      }
      open = isOpen();
    });
    hear("outbox", () => void show());
    const wakeUp = () => {
      if (status.state === "idle" && Math.abs(Date.now() - tried) < CALM) return;
      fails = 0;
      void wake();
    };
    globalThis.addEventListener("online", wakeUp);
    globalThis.addEventListener("focus", wakeUp);
    globalThis.document?.addEventListener("visibilitychange", () => {
      if (!globalThis.document.hidden) wakeUp();
    });
    await wake();
  }

  return {
    start,
    now,
    status: () => status,
    /** @param {(status: Status) => void} listener */
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const { start, now, status, onChange } = syncing(here);
