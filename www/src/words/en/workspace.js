// The workspace: what is saved of all sites and routes, and what is kept in this browser.
import { formatCount, formatKm } from "../../format.js";
import { listed, plural } from "./plural.js";

/** @param {number} sites @param {number} routes */
const sitesAndRoutes = (sites, routes) =>
  listed([...(sites > 0 ? [plural(sites, "site")] : []), ...(routes > 0 ? [plural(routes, "route")] : [])]);

/** @param {number} n */
const their = (n) => (n === 1 ? "its name" : "their names");

export const workspace = {
  // All sites and routes in one file
  saveAll: "All sites and routes in one file",
  nothingDrawn: "Nothing is drawn yet.",
  /** What a file of all sites and routes reveals. @param {number} sites @param {number} routes */
  revealsShapes: (sites, routes) =>
    `This file contains the coordinates of ${sitesAndRoutes(sites, routes)} and ${their(sites + routes)}.`,
  formatsLose:
    "Other programs can read it. Opened here again, only GeoJSON keeps distances, corridors and zones: from KML, GPX and CSV a corridor is a route, and nothing is closed, no-go or restricted. None of them keeps what a site is in an evacuation or what is planned for a route. A workspace file keeps everything.",
  shapesFile: "sites and routes",
  circleNote: (/** @type {number} */ km) => `Circle of ${formatKm(km)}`,
  besideNote: (/** @type {number} */ km) => `${formatKm(km)} on either side`,

  // The workspace file
  file: "Workspace file",
  fileIntro:
    "All of this page in one file: sites and routes, rules, incidents entered by hand, settings, which column is which, and which data packs. Not the incidents of files.",
  /** @param {number} sites @param {number} routes @param {number} own @param {boolean} isLocked */
  revealsWorkspace(sites, routes, own, isLocked) {
    const parts = [
      ...(sites + routes > 0
        ? [`the coordinates of ${sitesAndRoutes(sites, routes)} and ${their(sites + routes)}`]
        : []),
      ...(own > 0
        ? [
            `${plural(own, "incident")} entered by hand with ${own === 1 ? "its place and note" : "their places and notes"}`,
          ]
        : []),
      "your settings",
    ];
    const sentence = `This file contains ${parts.join(", and ")}.`;
    return isLocked ? `${sentence} Without the passphrase nobody can read it.` : sentence;
  },
  saveFile: "Save as a file",
  openFile: "Open a workspace…",
  saved: "The workspace file is saved.",
  /** @param {number} shapes @param {number} own */
  opened: (shapes, own) =>
    `${plural(shapes, "site or route", "sites and routes")}${own > 0 ? ` and ${plural(own, "incident")} entered by hand` : ""} opened. Undo brings back what was drawn before.`,
  rulesReplaced: "Its rules are there instead of those before.",
  missingPacks: (/** @type {string[]} */ names) =>
    `It was used with ${names.length === 1 ? "a data pack that is" : "data packs that are"} not kept in this browser: ${listed(names)}.`,
  openFailed: (/** @type {string} */ name) => `${name} could not be opened.`,
  allStays: (/** @type {string} */ reason) => `${reason} What is on the page is as it was.`,

  // Kept in this browser
  keepTitle: "In this browser",
  keep: "Keep this workspace in this browser",
  keepHint:
    "Otherwise nothing of it is kept when the page is closed. Whoever uses this browser can open it, unless it has a passphrase.",
  status: {
    off: "Nothing of this page is kept.",
    kept: "Kept, with every change.",
    keptLocked: "Kept under a passphrase, with every change.",
    pending: "Being kept…",
    locked: "A locked workspace is kept here. This page started without it, and does not change it.",
    unreadable: "A workspace is kept here that cannot be read. It is left as it is.",
    twoTabs:
      "This workspace is open in another tab as well. What you change here is not kept, until you choose which of the two is.",
    changed:
      "Another tab has changed the kept workspace. What you change here is not kept, until you choose which of the two is.",
    failed: "The last changes are not kept. They are still on this page: save them as a file.",
  },
  keptUnreadable: "The workspace kept in this browser could not be opened.",
  keptInPart: "Not all of the workspace kept in this browser could be read.",
  staysBeside: "What was kept stays beside it as it was: save it as a file under “Workspace”.",
  asideHint: "Of a workspace that was kept here, not all could be read. It is still here as it was.",
  saveAside: "Save what was kept as a file",
  leftAsItIs: (/** @type {string} */ reason) => `${reason} It is left as it is.`,
  useKept: "Open what is kept",
  useThis: "Keep what is here instead",
  unlockKept: "Unlock it…",
  denied:
    "This browser does not allow anything to be kept here. Nothing on the page is lost; save it as a file.",
  noRoom:
    "This browser has no room left. Nothing on the page is lost; save it as a file, or remove a data pack.",
  erasedElsewhere:
    "What was kept in this browser was erased in another tab. What is on this page is still here.",
  noLongerKept: "The workspace is no longer kept in this browser.",
  setPassphrase: "Lock it with a passphrase…",
  changePassphrase: "Change the passphrase…",
  dropPassphrase: "Keep it without a passphrase",
  locked: "From now on, it is kept and saved under the passphrase.",
  unlocked: "From now on, it is kept and saved without a passphrase.",
  erase: "Erase everything kept in this browser",
  /** @param {{ workspace: boolean, own: boolean, mappings: number, packs: number, ground: boolean, others: number }} removed */
  erased({ workspace: isGone, own, mappings, packs, ground, others }) {
    const parts = [
      ...(isGone ? ["the workspace"] : []),
      ...(own ? ["the incidents entered by hand"] : []),
      ...(mappings > 0 ? [`the columns of ${plural(mappings, "kind of file", "kinds of files")}`] : []),
      ...(packs > 0 ? [plural(packs, "data pack")] : []),
      ...(ground ? ["the map file"] : []),
      ...(others > 0 ? [plural(others, "note of this page", "notes of this page")] : []),
    ];
    return parts.length === 0
      ? "Nothing was kept in this browser."
      : `Erased from this browser: ${listed(parts)}. What is on the page is still here.`;
  },
  notErased: (/** @type {string} */ reason) => `Not everything could be erased. ${reason}`,

  // Passphrases
  askTitle: "A locked workspace is kept in this browser",
  askFileTitle: (/** @type {string} */ name) => `${name} is locked`,
  passphrase: "Passphrase",
  unlock: "Unlock",
  unlocking: "Unlocking…",
  startWithout: "Start without it",
  cancel: "Cancel",
  setTitle: "Lock the workspace with a passphrase",
  setIntro:
    "It is kept in memory while the page is open, and nowhere else. If it is forgotten, nobody can open the workspace again.",
  newPassphrase: (/** @type {number} */ least) => `Passphrase, at least ${formatCount(least)} letters`,
  again: "The same again",
  lock: "Lock",
  tooShort: (/** @type {number} */ least) => `Give at least ${formatCount(least)} letters.`,
  notSame: "The two are not the same.",
  wrongPassphrase: "This passphrase does not open it, or the file has been changed.",

  // What is wrong with a file
  wholeFile: "the whole file",
  notJson: "It is damaged: it is no JSON.",
  notOurs: "It is no workspace of this page.",
  later: (/** @type {number} */ version, /** @type {number} */ known) =>
    `It was written by a later version of this page: version ${formatCount(version)} of the form, of which this page reads up to ${formatCount(known)}. Open it with the page that wrote it.`,
  isExpected: (/** @type {string} */ at, /** @type {string} */ expected) =>
    `at ${at}, ${expected} is expected`,
  damaged: (/** @type {string} */ at, /** @type {string} */ expected) =>
    `It is damaged: ${workspace.isExpected(at, expected)}.`,
  /** What is wrong with one site or route. @param {string} name @param {string} part */
  named: (name, part) => `“${name}”: ${part}`,
  /** @param {readonly string[]} parts @param {number} more */
  leftOut: (parts, more) =>
    `Not all of it could be read. Left out, or as usual instead: ${parts.join("; ")}${more > 0 ? `; and ${formatCount(more)} more` : ""}.`,
  expected: {
    text: (/** @type {number} */ most) => `text of at most ${formatCount(most)} letters`,
    number: (/** @type {number} */ least, /** @type {number} */ most) =>
      `a number from ${formatCount(least)} to ${formatCount(most)}`,
    member: (/** @type {readonly string[]} */ members) => `one of ${members.join(", ")}`,
    object: "an object",
    list: (/** @type {number} */ most) => `a list of at most ${formatCount(most)}`,
    day: "a day such as 2026-11-30",
    time: "a time such as 06:30",
    version: (/** @type {number} */ known) => `a version from 1 to ${formatCount(known)}`,
    known: "a part that this page knows",
    id: "an id such as shape-1",
    ids: "an id for each that no other has",
    name: "a name",
    position: "longitude and latitude",
    ring: "a ring of at least four positions that ends where it began",
    line: "at least two positions",
    incident: "an incident with a day, a place and a kind",
    bytes: (/** @type {number} */ least) => `at least ${formatCount(least)} bytes`,
    base64: "text in base64",
  },
};
