// Where a map file begins: it is recognised here, and the modules that read and draw it are fetched when there is one.
import { el } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { keptName } from "./flag.js";

const ENDING = /\.pmtiles$/i;
const MAGIC = "PMTiles";

/**
 * Tells whether a file is, or claims to be, one of map tiles. A file of another kind with that ending is looked at as one, so that the
 * reader is told what it is not.
 * @param {File} file
 */
export const isGroundFile = async (file) =>
  ENDING.test(file.name) || (await file.slice(0, MAGIC.length).text()) === MAGIC;

/**
 * @param {HTMLElement} root
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   messages: Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce" | "showError">,
 *   fit: (box: [number, number, number, number]) => void,
 *   openFile: (file: File) => void,
 *   notFetched: (error: unknown) => void,
 *   signal: AbortSignal,
 * }} page `openFile` opens a file as if it had been dropped
 */
export function createGroundEntry(root, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "ground"));
  details.replaceChildren(el("summary", {}, words.markup.ground));
  const ground = onDemand(
    () => import("./index.js").then(({ createGround }) => createGround(details, page)),
    page.notFetched,
  );
  details.addEventListener("toggle", () => details.open && ground());
  return {
    /**
     * Looks at a map file, and returns the function that draws from it.
     * @param {File} file
     * @throws if it is none that can be drawn, with a sentence that says why
     */
    async look(file) {
      const part = await ground();
      return part ? part.look(file) : () => {};
    },

    /** Draws from the file that this browser keeps, if it keeps one. */
    async start() {
      if (keptName() !== null) await (await ground())?.openKept();
    },

    idle: async () => (await ground.made())?.idle(),
  };
}
