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
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 1000); // another tab is open: at a later start, then
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      clearTimeout(timer);
      location.reload();
    });
    waiting.postMessage("take over");
  });
}
