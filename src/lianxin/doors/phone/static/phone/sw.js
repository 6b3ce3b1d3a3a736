/**
 * Keeps the phone's pages by version, so that they start without signal. The server puts VERSION and FILES
 * in front of this text. What goes to /api/ is never touched. A new version waits for the next start.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const KEPT = `lianxin-phone-${VERSION}`;
const SHELL = "/phone/";

/** @param {string} file */
async function fetched(file) {
  const response = await fetch(new Request(file, { cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${file}`);
  return response;
}

/** As it lies here: unpacked, and the same for every request, else the browser would not find it. @param {Response} response */
function plain(response) {
  const headers = new Headers(response.headers);
  for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(response.body, { status: response.status, headers });
}

/** All files or none: a half version is never kept. */
async function install() {
  const cache = await caches.open(KEPT);
  const files = [SHELL, ...FILES.filter((file) => file !== SHELL)];
  await Promise.all(files.map(async (file) => cache.put(file, plain(await fetched(file)))));
}

/** Where the browser can, it takes its files from the cache itself, before this worker has started. @param {any} event */
async function straight(event) {
  if (!event.addRoutes) return;
  const patterns = [SHELL, "/static/*"].map((pathname) => ({ pathname, search: "" }));
  const rules = patterns.map((urlPattern) => ({ condition: { urlPattern, requestMethod: "get" }, source: { cacheName: KEPT } }));
  await event.addRoutes(rules);
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("lianxin-phone-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @type {Promise<Cache>|null} */
let opened = null;

/** @param {Request} request */
async function answer(request) {
  opened = opened || caches.open(KEPT);
  const cache = await opened;
  const { pathname } = new URL(request.url);
  const kept = await cache.match(request.mode === "navigate" ? SHELL : pathname);
  return kept || fetch(request);
}

/** @param {Request} request */
function isOurs(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return false;
  if (request.mode === "navigate") return pathname === SHELL;
  return FILES.includes(pathname);
}

worker.addEventListener("install", (event) => event.waitUntil(Promise.all([install(), straight(event)])));
worker.addEventListener("activate", (event) => event.waitUntil(clean()));
worker.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event.request));
});
worker.addEventListener("message", async (event) => {
  if (event.data !== "take over") return;
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const phones = open.filter((one) => new URL(one.url).pathname.startsWith(SHELL));
  if (phones.length <= 1) await worker.skipWaiting();
});
