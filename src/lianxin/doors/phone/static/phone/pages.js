/** All pages behind the lock; they arrive while the PIN is typed. */
import "./words.js";
import { html } from "./vendor/htm-preact.js";
import { Activity } from "./pages/activity.js";
import { Assessment } from "./pages/assessment.js";
import { Devices } from "./pages/devices.js";
import { Doubt } from "./pages/doubt.js";
import { Entry } from "./pages/entry.js";
import { Facts } from "./pages/facts.js";
import { Household } from "./pages/household.js";
import { Households } from "./pages/households.js";
import { Mine } from "./pages/mine.js";
import { Need } from "./pages/need.js";
import { Outbox } from "./pages/outbox.js";
import { People } from "./pages/people.js";
import { Pin } from "./pages/pin.js";
import { Plan } from "./pages/plan.js";
import { Pledge } from "./pages/pledge.js";
import { Saved } from "./pages/saved.js";
import { Search } from "./pages/search.js";
import { Start } from "./pages/start.js";
import { Today } from "./pages/today.js";
import { Trouble } from "./pages/trouble.js";
import { Write } from "./pages/write.js";

export { start } from "./sync.js";

/** @param {import("./types.js").SessionState} session @param {import("./parts/route.js").Route} route */
export function page(session, { path, query }) {
  if (session === "unsupported" || session === "blocked") return html`<${Trouble} />`;
  if (session === "new") return html`<${Start} />`;
  const [name, id, part] = path;
  const item = query.get("item") || "";
  if (name === "households") return html`<${Households} />`;
  if (name === "household" && part === "people") return html`<${People} id=${id} />`;
  if (name === "household" && part === "plan") return html`<${Plan} id=${id} />`;
  if (name === "household" && part === "facts") return html`<${Facts} id=${id} item=${item} />`;
  if (name === "household") return html`<${Household} id=${id} />`;
  if (name === "need") return html`<${Need} id=${id} item=${item} />`;
  if (name === "write") return html`<${Write} home=${query.get("household") || ""} item=${item} />`;
  if (name === "saved") return html`<${Saved} id=${id} />`;
  if (name === "entry") return html`<${Entry} id=${id} amending=${query.has("amend")} />`;
  if (name === "outbox") return html`<${Outbox} />`;
  if (name === "search") return html`<${Search} home=${query.get("household") || ""} />`;
  if (name === "mine") return html`<${Mine} />`;
  if (name === "devices") return html`<${Devices} />`;
  if (name === "activity") return html`<${Activity} id=${id} item=${item} />`;
  if (name === "assessment") return html`<${Assessment} id=${id} item=${item} />`;
  if (name === "doubt") return html`<${Doubt} id=${id} item=${item} />`;
  if (name === "pledge") return html`<${Pledge} id=${id} />`;
  if (name === "pin") return html`<${Pin} />`;
  return html`<${Today} />`;
}
