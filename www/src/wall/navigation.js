// Keeps a locked page where it is: it may be loaded again, and files that it made are saved.
import { isStart, preventDefault, readerOf, settle } from "./captured.js";

const typeOf = readerOf("NavigateEvent", "navigationType");
const isHashChange = readerOf("NavigateEvent", "hashChange");
const destinationOf = readerOf("NavigateEvent", "destination");
const downloadOf = readerOf("NavigateEvent", "downloadRequest");
const addressOf = readerOf("NavigationDestination", "url");

/** What goes back to the pages before this one, which no page can refuse once it is asked for. */
const TRAVERSALS = { History: ["back", "forward", "go"], Navigation: ["back", "forward", "traverseTo"] };

/** @returns whether this browser lets a page stop its own navigation */
export function stopNavigation() {
  for (const [owner, names] of Object.entries(TRAVERSALS))
    for (const name of names) settle(/** @type {any} */ (globalThis)[owner]?.prototype, name);
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
  navigation?.addEventListener("navigate", (event) => {
    const isFile = downloadOf(event) !== null && isStart(addressOf(destinationOf(event)) ?? "", "blob:");
    if (typeOf(event) !== "reload" && !isHashChange(event) && !isFile) preventDefault(event);
  });
  return navigation !== undefined;
}
