import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
/** The modules of `src` that refer to bundled files, which a bundler of this repository makes itself. */
const BUNDLED = /^\.\/(own-worker|libraries)\.js$/;

/**
 * A plugin for bundlers that takes the package's worker and libraries in their parts (`pkg/parts`), not as the files that come of them.
 */
export const inParts = () => ({
  name: "geobit-in-parts",
  enforce: /** @type {const} */ ("pre"),
  /** @param {string} source @param {string} [importer] */
  resolveId(source, importer) {
    if (!BUNDLED.test(source) || !importer?.replaceAll("\\", "/").includes("/pkg/src/")) return null;
    return join(folder, "parts", source);
  },
});
