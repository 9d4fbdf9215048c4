// A filter belongs to the data that it was chosen for, which are known by the names of their files. Where other data are open, it waits
// for its own.
import { isEntered } from "../sources/panel.js";

/** @typedef {import("./matching.js").Matching} Matching */
/** @typedef {import("../data.js").Source} Source */
/**
 * @typedef {object} BoundFilter
 * @property {Matching} matching
 * @property {readonly string[] | null} files the names of its files, none for the demo data; `null` where nobody noted them, as in
 *   older workspaces: it then belongs to any file
 */

/** Names the files among some sources. What is entered by hand is no file, and the demo data have another name in each language. @param {readonly Source[]} sources */
export const filesOf = (sources) =>
  sources.filter((source) => !source.demo && !isEntered(source)).map(({ snapshot }) => snapshot.summary.name);

/** Tells whether these are the data of a filter. @param {Pick<BoundFilter, "files">} filter @param {readonly Source[]} sources */
export function belongsTo({ files }, sources) {
  const open = filesOf(sources);
  if (!files) return open.length > 0;
  return JSON.stringify(files.toSorted()) === JSON.stringify(open.toSorted());
}

/**
 * Returns the filter that is to be kept of a page: the one that counts, or else the one that waits.
 * @param {Pick<import("../page-state.js").PageState, "matching" | "waiting" | "loaded">} state @returns {BoundFilter | null}
 */
export const filterToKeep = ({ matching, waiting, loaded }) =>
  matching ? { matching, files: filesOf(loaded?.sources ?? []) } : waiting;

/**
 * Returns the change that brings a kept filter back: it counts at once where its data are open, and waits for them otherwise.
 * @param {BoundFilter | null} filter @param {import("../data.js").Loaded | null} loaded
 */
export const bringBack = (filter, loaded) =>
  filter && !(loaded && belongsTo(filter, loaded.sources))
    ? /** @type {const} */ ({ type: "setWaiting", waiting: filter })
    : /** @type {const} */ ({ type: "setMatching", matching: filter?.matching ?? null });
