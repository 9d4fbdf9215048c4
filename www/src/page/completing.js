// What a page does when it can be used, one after the other: what comes behind the seam, what was handed over or is kept in this browser,
// the files that are fetched whatever the reader does, and last the workspace and the wall.
import { refineGround } from "../basemap.js";
import { connectLanguageMenu } from "../language-menu.js";
import { later } from "../later.js";
import { untilDrawn } from "../map.js";
import { fetchParts } from "../offline/parts.js";
import { prepareRestart, resumeWork } from "../restart.js";

/** A page in a tab that nobody looks at is never drawn. Then the rest is asked for all the same. */
const DRAWN_WITHIN_MS = 3000;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   data: Awaited<ReturnType<typeof import("../data.js").createData>>,
 *   drawing: ReturnType<typeof import("../draw.js").createDrawing>,
 *   rest: ReturnType<typeof import("./rest.js").createRest>,
 *   ground: ReturnType<typeof import("../ground/begin.js").createGroundEntry>,
 *   workspace: ReturnType<typeof import("../workspace/begin.js").createWorkspaceEntry>,
 *   firstShapeAt: () => number,
 *   announce: (sentence: string) => void,
 *   tellMissing: (error: unknown) => void,
 *   isPart: boolean,
 *   signal: AbortSignal,
 * }} page
 */
export function completePage(root, store, page) {
  const { map, data, drawing, rest, ground, workspace, isPart, signal } = page;
  const drawn = untilDrawn(map);
  Promise.race([drawn, wait(DRAWN_WITHIN_MS)]).then(rest.ask);
  // After the incidents that this browser keeps, which come with the rest. What is missing of the rest keeps no drawing back.
  const resumed = rest
    .get()
    .catch(() => {})
    .then(() => (isPart ? undefined : resumeWork(store, drawing)));
  const prepare = prepareRestart(root, store, resumed);
  if (!isPart) connectLanguageMenu(root, prepare);
  // The pack that was opened last takes the place of the demo data.
  const complete = Promise.all([
    ...[
      rest.get(),
      resumed,
      rest.first.then(() => refineGround(map)),
      isPart || rest.get().then(({ packs }) => packs.start()),
      rest.first.then(ground.start),
    ],
    // Not when the reader opens a file or a part of the page: the page's host would be told that one is opened.
    rest.first.then(data.prepareReading).then(fetchParts),
  ])
    // Last, as its choice of days is one among those of the data. What is kept here has what was drawn before.
    .then(workspace.start);
  complete.catch(page.tellMissing);
  // A part of another document has no say about its doors.
  if (!isPart)
    complete
      .then(later)
      .then(({ createWall }) =>
        createWall(root, store, {
          ...{ hasPolicy: data.hasPolicy, firstShapeAt: page.firstShapeAt },
          ...{ announce: page.announce, signal },
        }),
      )
      .catch(() => {}); // what is missing is told already
  return {
    ...{ drawn, complete },
    /** Keeps this page in the browser. @param {(kept: import("../offline/index.js").Kept) => void} show */
    keepOffline: async (show) => (await later()).connectOffline(root, prepare, show),
  };
}

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
