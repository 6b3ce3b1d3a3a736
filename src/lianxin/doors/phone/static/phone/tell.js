/** Says in this tab and in the others that something changed: the outbox, the records, the session. */

const KEY = "lianxin.told";
/** @type {Map<string, Set<(from: "here"|"elsewhere") => void>>} */
const listening = new Map();
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("lianxin") : null;

/** @param {string} about @param {"here"|"elsewhere"} from */
function spread(about, from) {
  for (const listener of [...(listening.get(about) || [])]) listener(from);
}

/** @param {string} about */
export function tell(about) {
  spread(about, "here");
  if (channel) channel.postMessage(about);
  else {
    try {
      localStorage.setItem(KEY, `${about} ${Math.random()}`);
    } catch {
      // without it the other tab learns at its next start
    }
  }
}

/** @param {string} about @param {(from: "here"|"elsewhere") => void} listener @returns {() => void} */
export function hear(about, listener) {
  const those = listening.get(about) || new Set();
  listening.set(about, those.add(listener));
  return () => void those.delete(listener);
}

if (channel) channel.onmessage = (event) => spread(String(event.data), "elsewhere");
else if (typeof addEventListener === "function") {
  addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue) spread(event.newValue.split(" ")[0], "elsewhere");
  });
}
