// Where the workspace begins: its modules are used when its part of the page is opened, when a workspace file is, or at the start if one
// is kept in this browser. Until then nothing is kept, and leaving the page warns if there is something to lose.
import { el } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { isOwnKept } from "../own-incidents/kept.js";
import { startsAgain } from "../restart.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { isFlagged } from "./flag.js";

/**
 * @typedef {object} WorkspacePage
 * @property {Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "packs">} data
 * @property {Pick<ReturnType<typeof import("../draw.js").createDrawing>, "replaceAll">} drawing
 * @property {Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce" | "showNote" | "showError">} messages
 * @property {(shapes: readonly import("../shapes.js").Shape[]) => void} fitShapes shows all of some shapes on the map
 * @property {() => void} forgetOwn ends the keeping of the incidents entered by hand
 * @property {(error: unknown) => void} notFetched says that the modules could not be fetched
 * @property {boolean} asksBeforeLeaving whether leaving the page is asked about if work would be lost
 * @property {AbortSignal} signal
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {WorkspacePage} page
 */
export function createWorkspaceEntry(root, store, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "workspace"));
  details.replaceChildren(el("summary", {}, words.markup.workspace));
  /** @type {ReturnType<typeof import("./index.js").createWorkspace> | null} */
  let workspace = null;
  const get = onDemand(
    () =>
      import("./index.js").then(({ createWorkspace }) => {
        workspace = createWorkspace(root, store, page);
        return workspace;
      }),
    page.notFetched,
  );
  details.addEventListener("toggle", () => details.open && get());
  window.addEventListener(
    "beforeunload",
    (event) => {
      if (!page.asksBeforeLeaving || startsAgain()) return;
      const { drawn, own } = store.get();
      const isKept = workspace?.isKept() ?? false;
      const isLost = !isKept && (drawn.shapes.length > 0 || (own.length > 0 && !isOwnKept(own)));
      if (!isLost) return;
      event.preventDefault();
      // Some browsers ask only if this is set.
      event.returnValue = true;
    },
    { signal: page.signal },
  );
  return {
    /** Opens what is kept in this browser, if anything is. */
    async start() {
      if (isFlagged()) await (await get())?.start();
    },
    /** @param {File} file */
    openFile: async (file) => (await get())?.openFile(file),
    idle: async () => (await get.made())?.idle(),
  };
}
