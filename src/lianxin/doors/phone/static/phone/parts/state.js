/** The six states of what was written, each with its colour, sign and word. */
import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Tag } from "./icon.js";

/** @type {Record<string, [string, string]>} tone, icon */
const LOOK = {
  waiting: ["amber", "cloud-up"],
  sending: ["blue", "loader-2"],
  received: ["", "check"],
  held: ["amber", "clock"],
  failed: ["red", "x"],
  conflict: ["amber", "git-compare"],
};

/** @param {{state: string}} item */
export const isLeft = (item) => item.state !== "received";

/** @param {{state: string}} props */
export function State({ state }) {
  const [tone, icon] = LOOK[state] || LOOK.received;
  return html`<${Tag} tone=${tone} icon=${icon}>${t(`state.${LOOK[state] ? state : "received"}`)}<//>`;
}
