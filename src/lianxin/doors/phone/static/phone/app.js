/** The phone: opens the store, then shows the page that the address names. */
import { html, render, useEffect, useState } from "./vendor/htm-preact.js";
import { Devices } from "./pages/devices.js";
import { Entry } from "./pages/entry.js";
import { Facts } from "./pages/facts.js";
import { Household } from "./pages/household.js";
import { Households } from "./pages/households.js";
import { Lock } from "./pages/lock.js";
import { Mine } from "./pages/mine.js";
import { Need } from "./pages/need.js";
import { Outbox } from "./pages/outbox.js";
import { People } from "./pages/people.js";
import { Pin } from "./pages/pin.js";
import { Saved } from "./pages/saved.js";
import { Search } from "./pages/search.js";
import { Start } from "./pages/start.js";
import { Today } from "./pages/today.js";
import { Trouble } from "./pages/trouble.js";
import { Write } from "./pages/write.js";
import { useLanguage } from "./parts/live.js";
import { useRoute } from "./parts/route.js";
import { dress } from "./parts/size.js";
import { onChange, state, touch } from "./session.js";
import { start } from "./sync.js";
import { register } from "./worker.js";

/** @param {import("./parts/route.js").Route} route */
function page({ path, query }) {
  const [name, id, part] = path;
  const item = query.get("item") || "";
  if (name === "households") return html`<${Households} />`;
  if (name === "household" && part === "people") return html`<${People} id=${id} />`;
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
  if (name === "pin") return html`<${Pin} />`;
  return html`<${Today} />`;
}

function App() {
  const [session, set] = useState(/** @type {import("./types.js").SessionState|null} */ (null));
  const route = useRoute();
  useLanguage();
  useEffect(() => {
    const look = () => void state().then(set);
    look();
    return onChange(look);
  }, []);
  useEffect(() => {
    if (session) document.body.dataset.ready = session;
    document.body.classList.toggle("plain", session !== "open" && session !== null);
  }, [session]);
  if (session === null) return null;
  if (session === "unsupported" || session === "blocked") return html`<${Trouble} />`;
  if (session === "new") return html`<${Start} />`;
  if (session === "locked") return html`<${Lock} />`;
  return html`<div key=${route.whole}>${page(route)}</div>`;
}

for (const event of ["pointerdown", "keydown", "input"]) addEventListener(event, touch, { passive: true });

async function open() {
  dress();
  await register().catch(() => null);
  const place = document.getElementById("app");
  if (!place) return;
  place.textContent = "";
  render(html`<${App} />`, place);
  await start();
}

void open();
