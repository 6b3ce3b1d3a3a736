/** Wrong PINs: from the fifth on each one costs a wait that doubles, up to an hour. Nothing is wiped. */
import { db, meta, setMeta, surely } from "./db.js";
import { Trouble } from "./problem.js";

const FREE = 5;
const MINUTE = 60000;
const LONGEST = 60 * MINUTE;

/** @param {number} count */
const cost = (count) => (count < FREE ? 0 : Math.min(LONGEST, MINUTE * 2 ** (count - FREE)));

/** How many were wrong, and the seconds to wait. @returns {Promise<{count: number, wait: number}>} */
export async function wrongTries() {
  const { count, at } = (await meta("tries")) || { count: 0, at: 0 };
  const left = Math.min(cost(count), at + cost(count) - Date.now()); // a clock set back waits once more
  return { count, wait: Math.max(0, Math.ceil(left / 1000)) };
}

/** Counted before the PIN is looked at, so that closing the page in between wins nothing. */
export async function counted() {
  const { wait } = await wrongTries();
  if (wait) throw new Trouble("phone.pin_wait", { seconds: wait });
  await surely(() =>
    db.transaction("rw", db.table("meta"), async () => {
      const row = await db.table("meta").get("tries");
      const count = row ? row.value.count : 0;
      await db.table("meta").put({ name: "tries", value: { count: count + 1, at: Date.now() } });
    }),
  );
}

export const forgiven = () => setMeta("tries", { count: 0, at: 0 });
