// Keeps the page in the browser, so that it works without a connection, and tells of a new version of it. This is asked for when
// everything that the page fetches is there, at the same moment whatever a reader does.

/** Beside the page, so that it may serve all of it. */
const WORKER = "./sw.js";

/** @typedef {"unable" | "fetching" | "ready"} Kept whether the page works without a connection */

/**
 * @param {{
 *   show: (kept: Kept) => void,
 *   tellUpdate: (use: () => Promise<{ others: number }>) => void,
 *   restart: () => void,
 * }} page `tellUpdate` offers a new version, and `use` changes to it unless other tabs have the page open, of which it tells the number;
 *   `restart` is called when it is in use
 */
export async function keepOffline({ show, tellUpdate, restart }) {
  const { serviceWorker } = navigator;
  // Development serves files that change all the time.
  if (!serviceWorker || !import.meta.env.PROD) return show("unable");
  let isWanted = false;
  serviceWorker.addEventListener("controllerchange", () => isWanted && restart());
  show("fetching");
  try {
    const registration = await serviceWorker.register(WORKER, { updateViaCache: "none" });
    const look = () => {
      if (registration.active) show("ready");
      const { waiting } = registration;
      if (!waiting || !registration.active) return;
      tellUpdate(() => {
        isWanted = true;
        return askToTakeOver(waiting);
      });
    };
    const follow = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", follow);
    follow();
    look();
    // The one question for a new version, at the start: a browser's own comes at times of its choice.
    if (registration.active) await registration.update();
  } catch {
    // Forbidden here, no room for it, or no connection. The page works as it did.
    if (!(await serviceWorker.getRegistration().catch(() => undefined))?.active) show("unable");
  }
}

/** @param {ServiceWorker} waiting @returns {Promise<{ others: number }>} */
function askToTakeOver(waiting) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener("message", ({ data }) => resolve(data), { once: true });
    port1.start();
    waiting.postMessage({ type: "use-now" }, [port2]);
  });
}
