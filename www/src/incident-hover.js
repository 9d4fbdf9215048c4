// What is under the mouse, in a few words beside it: the kind, the day and the deaths of an incident, or how many are in a group.
// A finger rests on nothing, so there is none for touch.
import { h } from "preact";
import { el, renderInto, setHidden } from "./dom.js";
import { formatPeriod } from "./format.js";
import { kindName } from "./kinds.js";
import { words } from "./words/index.js";

/** How far from the pointer it stands, pixels. */
const OFFSET = 14;
/** How long the mouse has to rest, so that it does not flicker over a crowd. */
const REST_MS = 60;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   rowsAt: (point: { x: number, y: number }) => number[],
 *   groupAt: (point: { x: number, y: number }) => import("./layers/clusters/group.js").Group | null,
 *   fetch: (rows: number[]) => Promise<import("geobit").Incident[]>,
 *   isBusy: () => boolean,
 * }} page `isBusy`: whether the pointer does something else, such as drawing
 */
export function createHover(map, page) {
  // The record, which opens with a click or by keyboard, says the same and more.
  const card = el("div", { class: "map-hover", "aria-hidden": "true", hidden: true });
  map.getContainer().append(card);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** Numbers what was looked at, so that a late answer shows nothing. */
  let look = 0;

  function hide() {
    clearTimeout(resting);
    look += 1;
    setHidden(card, true);
  }

  /** @param {{ x: number, y: number }} point @param {...import("preact").ComponentChild} lines */
  function show({ x, y }, ...lines) {
    renderInto(card, ...lines);
    setHidden(card, false);
    const { clientWidth, clientHeight } = map.getContainer();
    const left = x + OFFSET + card.offsetWidth > clientWidth ? x - OFFSET - card.offsetWidth : x + OFFSET;
    const top = Math.min(y + OFFSET, clientHeight - card.offsetHeight - 4);
    card.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  /** @param {{ x: number, y: number }} point */
  async function lookAt(point) {
    if (page.isBusy()) return hide();
    look += 1;
    const mine = look;
    const group = page.groupAt(point);
    if (group) return show(point, ...describeGroup(group));
    const [first, ...others] = page.rowsAt(point);
    if (first === undefined) return hide();
    try {
      const [incident] = await page.fetch([first]);
      if (mine === look) show(point, ...describeIncident(incident, others.length));
    } catch {
      // Only a hint is missing; a click says why.
      hide();
    }
  }

  const canvas = map.getCanvas();
  canvas.addEventListener("pointermove", ({ pointerType, buttons, offsetX: x, offsetY: y }) => {
    if (pointerType !== "mouse" || buttons !== 0) return hide();
    clearTimeout(resting);
    resting = setTimeout(() => lookAt({ x, y }), REST_MS);
  });
  for (const end of /** @type {const} */ (["pointerleave", "pointerdown"]))
    canvas.addEventListener(end, hide);
  map.on("movestart", hide);
  map.on("remove", hide);
  return { hide };
}

/** @param {import("geobit").Incident} incident @param {number} others how many more are there */
function describeIncident({ kind, start, end, fatalities: { best } }, others) {
  const { hover } = words.map;
  return [
    h("strong", null, kindName(kind)),
    h("span", null, formatPeriod(start, end)),
    h("span", null, best === null ? hover.deathsNotRecorded : hover.deaths(best)),
    others > 0 && h("span", { class: "hint" }, hover.others(others)),
  ];
}

/** @param {import("./layers/clusters/group.js").Group} group */
function describeGroup({ count, certain, possible }) {
  const { hover } = words.map;
  return [
    h("strong", null, hover.group(count)),
    certain > 0 && h("span", null, hover.certain(certain)),
    possible > 0 && h("span", null, hover.possible(possible)),
  ];
}
