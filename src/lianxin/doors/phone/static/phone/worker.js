/** Registers the service worker, and lets a new one take over at a start: never in the middle of an entry. */

const ADDRESS = "/phone/sw.js";

/** Called once, before anything is shown. @param {string} [address] */
export async function register(address = ADDRESS) {
  if (!navigator.serviceWorker) return;
  const had = navigator.serviceWorker.controller;
  const found = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
  if (found.waiting && had) await takeOver(found.waiting);
}

/** @param {ServiceWorker} waiting */
function takeOver(waiting) {
  document.body.inert = true; // what is typed now would be gone with this page
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      document.body.inert = false; // another tab is open: at a later start, then
      resolve(null);
    }, 1000);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      clearTimeout(timer);
      location.reload();
    });
    waiting.postMessage("take over");
  });
}
