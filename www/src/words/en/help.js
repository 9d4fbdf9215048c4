// What helps: the first card, the keys, data and licences, a report of a problem; the page without a map, without a connection, and
// in the dark.
import { listed, plural } from "./plural.js";

/** In the map's place where none can be drawn. */
export const noMap = {
  title: "No map in this browser",
  why: "The map is drawn with WebGL 2, which this browser does not offer now.",
  failed: (/** @type {string} */ reason) => `The map could not be drawn: ${reason}`,
  without:
    "Everything else works: type a site, an area or a route, open a file, or try a place. Counts, charts and tables are beside this.",
  kind: "What",
  /** By the kinds of shapes. */
  corners: {
    circle: "Centre: latitude, longitude",
    polygon: "Corners: latitude, longitude, each in a line of its own",
    corridor: "Points along the line: latitude, longitude, each in a line of its own",
    route: "Points along the road: latitude, longitude, each in a line of its own",
  },
  example: {
    circle: "12.23, -8.72",
    polygon: "12.4, -8.9\n12.4, -8.5\n12.1, -8.7",
    corridor: "12.64, -8.00\n11.32, -5.67",
    route: "12.64, -8.00\n11.42, -6.83\n11.32, -5.67",
  },
  add: "Add and answer",
  other: "Or",
  openFile: "Open a file…",
  /** @param {number} line @param {string} accepted */
  badLine: (line, accepted) => `Line ${line} is no place. Accepted: ${accepted}.`,
  /** @param {number} least @param {number} most */
  cornersNeeded: (least, most) =>
    least === most
      ? `One place is needed, in one line.`
      : `${plural(least, "place")} or more are needed, each in a line of its own; ${most} at most.`,
};

/** The page itself, kept in the browser. */
export const offline = {
  update: "A new version of this page is here.",
  use: "Use it now",
  later: "Later",
  title: "Use the new version",
  /** @param {string[]} files */
  closes: (files) =>
    `The page starts again. What is drawn and entered stays. ${listed(files)} ${files.length === 1 ? "is" : "are"} closed and must be opened again.`,
  losesDrawn:
    "The page starts again. This browser does not allow it to take over what is drawn, entered and filtered by: that would be lost.",
  change: "Use it now",
  cancel: "Cancel",
  /** @param {number} tabs */
  others: (tabs) =>
    `${tabs === 1 ? "Another tab has" : "Other tabs have"} this page open. Close ${tabs === 1 ? "it" : "them"} first, so that no work is lost there.`,
  failed: "The new version does not answer. It is used when all tabs of this page are closed.",
  /** Whether the page works without a connection. */
  kept: {
    unable: "This browser does not keep the page: it needs a connection.",
    fetching: "The page is being kept for use without a connection.",
    ready: "The page works without a connection.",
  },
};

/** The first card, and the help that a button opens. */
export const help = {
  welcome: "Welcome",
  question:
    "What has been recorded around this site, and what along this road? Draw one of them, and the answer appears here.",
  again: "The button Help shows this again.",
  closeWelcome: "Close this card",
  title: "Help",
  close: "Close",
  /** @type {Record<string, string>} */
  starts: { example: "Try an example", draw: "Draw your site", open: "Open your data" },
  looks: {
    legend: "Light or dark",
    system: "As the system has it",
    light: "Light",
    dark: "Dark",
  },
  parts: {
    keys: "Keys",
    terms: "What the words mean",
    licences: "Data and licences",
    report: "Report a problem",
  },
  key: "Key",
  does: "What it does",
  /** @type {[key: string, does: string][]} */
  keys: [
    ["Tab, Shift + Tab", "Go to the next control, or the one before. The first one skips the map."],
    ["← ↑ → ↓", "Move the map, when it has the focus; + and − zoom."],
    ["Enter", "End the line or area that is being drawn on the map."],
    ["Escape", "Give up a drawing or a choice on the map; close a dialog, a record or a brief."],
    ["Ctrl + Z, Ctrl + Shift + Z", "Undo and redo what is done to shapes; on a Mac with ⌘."],
    ["?", "Open this help."],
  ],
  ownLicence: "GeoBit is under MIT or Apache-2.0, at your choice. It is made with:",
  data: "Data",
  packages: "Libraries of the page",
  crates: "Crates of the engine",
  /** @type {Record<string, string>} */
  dataNames: {
    naturalEarth: "Countries: Natural Earth",
    geonames: "Towns: GeoNames",
    ucdp: "Data packs: UCDP Georeferenced Event Dataset",
    demo: "Demo data: synthetic, made for GeoBit",
  },
  fullTexts: "Full texts of the licences of the libraries",
  reportHint:
    "This text is about the page and your browser: versions, counts and timings. It has no place, no name and no file name. It goes nowhere by itself: copy it, and send it with a few words on what went wrong to whoever gave you this page.",
  copy: "Copy",
  copied: "The text is copied.",
  copyFailed:
    "This browser does not allow copying here. The text is selected: copy it with the keys of your system.",
};
