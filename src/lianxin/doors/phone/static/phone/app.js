/** The phone: opens the store, shows the lock, and fetches everything else behind it. */
import { html, render, useEffect, useState } from "./vendor/htm-preact.js";
import { Lock } from "./pages/lock.js";
import { useLanguage } from "./parts/live.js";
import { useRoute } from "./parts/route.js";
import { dress } from "./parts/size.js";
import { onChange, settings, state, touch } from "./session.js";
import { register } from "./worker.js";

const CALM = 100; // milliseconds after the lock was shown
const registered = register().catch(() => null);

/** All of it at once, not before the lock can be used, and not before a new version had its turn. */
async function fetchPages() {
  await registered;
  const later = document.getElementById("later");
  if (later instanceof HTMLTemplateElement) document.head.append(later.content);
  const found = await import("./pages.js");
  void found.start();
  return found;
}

/** @param {{first: import("./types.js").SessionState, known: Promise<import("./types.js").SessionState>}} props */
function App({ first, known }) {
  const [session, set] = useState(first);
  const [pages, arrive] = useState(/** @type {typeof import("./pages.js")|null} */ (null));
  const route = useRoute();
  useLanguage();
  useEffect(() => {
    void known.then(set);
    setTimeout(() => void fetchPages().then(arrive), first === "locked" ? CALM : 0);
    return onChange(() => void state().then(set));
  }, []);
  useEffect(() => {
    if (session === "locked" || pages) document.body.dataset.ready = session;
    document.body.classList.toggle("plain", session !== "open");
  }, [session, pages]);
  if (session === "locked") return html`<${Lock} />`;
  if (!pages) return null;
  return html`<div key=${session === "open" ? route.whole : session}>${pages.page(session, route)}</div>`;
}

for (const event of ["pointerdown", "keydown", "input"]) addEventListener(event, touch, { passive: true });

async function open() {
  dress();
  const known = state();
  const first = settings().mine ? "locked" : await known; // the lock is drawn while the store still opens
  const place = document.getElementById("app");
  if (!place) return;
  place.textContent = "";
  render(html`<${App} first=${first} known=${known} />`, place);
}

void open();
