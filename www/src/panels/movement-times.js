// When a movement is where, and in what light.
import { h } from "preact";
import { offsetLabel } from "../brief/clock.js";
import { describeDaylight, formatTime } from "../brief/schedule.js";
import { TOWN_KM } from "../brief/towns-along.js";
import { term } from "../definitions.js";
import { formatNumber } from "../format.js";
import { words } from "../words/index.js";
import { link, table } from "./parts.js";

/** @typedef {import("../brief/schedule.js").Schedule} Schedule */
/** @typedef {import("../brief/schedule.js").Passage} Passage */
/** @typedef {{ addStop: (km: number) => void, addSpeed: (km: number) => void }} Plan by the km of the route */

const texts = words.movement;

/** @param {Schedule} schedule @param {Plan} plan */
export function timesPart(schedule, plan) {
  const { departure, passages, offset } = schedule;
  const [first, last] = [passages[0], passages[passages.length - 1]];
  const [arrival, ...others] = describeDaylight(schedule);
  return [
    h("p", { class: "daylight", "data-stat": "daylight" }, arrival ?? texts.withoutDeparture),
    ...others.map((text) => h("p", null, text)),
    table(
      [
        "",
        term("arrival", texts.arrives(departure === null ? null : offsetLabel(offset))),
        texts.leaves,
        term("daylight", texts.light),
      ],
      passages.map((at) => [
        placeCell(at, at === first || at === last ? null : plan),
        at === first ? "" : formatTime(schedule, at.arrives),
        at === first || at.leaves > at.arrives ? formatTime(schedule, at.leaves) : "",
        at.dark === null ? "" : at.dark ? texts.dark : texts.day,
      ]),
      texts.towns(TOWN_KM),
    ),
  ];
}

/** @param {Passage} at @param {Plan | null} plan */
function placeCell(at, plan) {
  const { name, km, arrives, leaves } = at;
  const planLink = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ add) =>
    link(text, add, { "aria-label": label });
  return h(
    "span",
    null,
    name,
    h(
      "span",
      { class: "sub" },
      texts.km(formatNumber(km)),
      plan && leaves === arrives && planLink(texts.stop, texts.stopAt(name), () => plan.addStop(km)),
      " ",
      plan && planLink(texts.otherSpeed, texts.speedFrom(name), () => plan.addSpeed(km)),
    ),
  );
}
