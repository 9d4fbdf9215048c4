// The service worker: keeps the files of the page, so that it works without a connection. It keeps what was built, all of it at once and
// for everybody the same, and the list of data packs if a reader asked for that. It keeps no file, no pack and no answer of a reader.
//
// A new version waits until no tab has the page open, or until a reader says to use it: `use-now`.
import { clientsClaim } from "workbox-core";
import { addPlugins, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { NetworkFirst } from "workbox-strategies";

/** What TypeScript knows of the page is not what a service worker has. */
const worker = /** @type {any} */ (self);

// A file without a hash in its name may have changed: it is asked for, and comes again only if it has.
addPlugins([
  {
    requestWillFetch: async ({ request }) =>
      request.cache === "reload" ? new Request(request, { cache: "no-cache" }) : request,
  },
]);
precacheAndRoute(import.meta.env.FILES_TO_KEEP, {
  directoryIndex: "index.html",
  cleanURLs: false,
  ignoreURLParametersMatching: [/^lang$/],
});

/** The list of packs and its signature, which are looked for on the net first. */
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/packs\/catalog\.json(\.minisig)?$/.test(url.pathname),
  new NetworkFirst({ cacheName: "geobit-catalog" }),
);

// The page that installs this is served by it at once, with the same files as it has.
clientsClaim();

worker.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  if (event.data?.type !== "use-now") return;
  /** @type {any} */ (event).waitUntil(useNow(event.ports[0]));
});

/**
 * Takes the place of the version before, unless another tab still works with that: its files would be gone.
 * @param {MessagePort} asker is told how many others there are
 */
async function useNow(asker) {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const pages = windows.filter((/** @type {{ url: string }} */ { url }) =>
    url.startsWith(worker.registration.scope),
  );
  asker.postMessage({ others: pages.length - 1 });
  if (pages.length <= 1) await worker.skipWaiting();
}
