/** The phone: shows the lock, and fetches behind it what opens it, then everything else. */
import { html, render, useEffect, useState } from "./vendor/htm-preact.js";
import { Lock } from "./pages/lock.js";
import { useLanguage } from "./parts/live.js";
import { useRoute } from "./parts/route.js";
import { dress } from "./parts/size.js";
import { settings } from "./settings.js";
import { register } from "./worker.js";

const registered = register().catch(() => null);

/** Many files at once: those that a template of the page names. @param {string} name */
function fetchAll(name) {
  const those = document.getElementById(name);
  if (those instanceof HTMLTemplateElement) document.head.append(those.content);
}

/** The lock can be seen, or half a second has passed: a page in the background paints nothing. */
const painted = () =>
  new Promise((done) => {
    setTimeout(done, 500);
    requestAnimationFrame(() => setTimeout(done));
  });

async function fetchSession() {
  await painted();
  fetchAll("soon");
  const found = await import("./session.js");
  for (const event of ["pointerdown", "keydown", "input"]) addEventListener(event, found.touch, { passive: true });
  return found;
}

/** Not before a new version had its turn. */
async function fetchPages() {
  await registered;
  fetchAll("later");
  const found = await import("./pages.js");
  void found.start();
  return found;
}

/** @param {{mine: boolean}} props  `mine`: this phone is somebody's, so its lock is drawn while the rest arrives */
function App({ mine }) {
  const [session, set] = useState(/** @type {import("./types.js").SessionState|null} */ (mine ? "locked" : null));
  const [pages, arrive] = useState(/** @type {typeof import("./pages.js")|null} */ (null));
  const route = useRoute();
  useLanguage();
  useEffect(() => {
    void (async () => {
      const { onChange, state } = await fetchSession();
      const look = async () => set(await state());
      onChange(() => void look());
      await look();
      arrive(await fetchPages());
    })();
  }, []);
  useEffect(() => {
    if (session && (session === "locked" || pages)) void registered.then(() => void (document.body.dataset.ready = session));
    document.body.classList.toggle("plain", session !== "open");
  }, [session, pages]);
  if (session === "locked") return html`<${Lock} />`;
  if (!session || !pages) return null;
  return html`<div key=${session === "open" ? route.whole : session}>${pages.page(session, route)}</div>`;
}

function open() {
  dress();
  const place = document.getElementById("app");
  if (!place) return;
  place.textContent = "";
  render(html`<${App} mine=${settings().mine} />`, place);
}

open();
