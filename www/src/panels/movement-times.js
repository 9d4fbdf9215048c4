// When a movement is where, and in what light.
import { h } from "preact";
import { offsetLabel } from "../brief/clock.js";
import { daylightInWords, timeOf } from "../brief/schedule.js";
import { TOWN_KM } from "../brief/towns-along.js";
import { term } from "../definitions.js";
import { measure } from "../format.js";
import { table } from "./parts.js";

/** @typedef {import("../brief/schedule.js").Schedule} Schedule */
/** @typedef {import("../brief/schedule.js").Passage} Passage */
/** @typedef {{ addHalt: (km: number) => void, addSpeed: (km: number) => void }} Plan by place */

/** @param {Schedule} schedule @param {Plan} plan */
export function timesPart(schedule, plan) {
  const { departure, passages, offset } = schedule;
  const [first, last] = [passages[0], passages[passages.length - 1]];
  const [arrives, ...others] = daylightInWords(schedule);
  return [
    h(
      "p",
      { class: "daylight", "data-stat": "daylight" },
      arrives ?? "Without a date of departure, hours count from the start, and nothing is said of daylight.",
    ),
    ...others.map((text) => h("p", null, text)),
    table(
      [
        "",
        term("arrival", `Arrives, ${departure === null ? "after" : offsetLabel(offset)}`),
        "Leaves",
        term("daylight", "Light"),
      ],
      passages.map((at) => [
        placeCell(at, at === first || at === last ? null : plan),
        at === first ? "" : timeOf(schedule, at.arrives),
        at === first || at.leaves > at.arrives ? timeOf(schedule, at.leaves) : "",
        at.dark === null ? "" : at.dark ? "dark" : "day",
      ]),
      `Towns of this map within ${TOWN_KM} km of the route, the most important ones evenly spread.`,
    ),
  ];
}

/** @param {Passage} at @param {Plan | null} plan */
function placeCell(at, plan) {
  const { name, km, arrives, leaves } = at;
  return h(
    "span",
    null,
    name,
    h(
      "span",
      { class: "sub" },
      `km ${measure(km)} `,
      plan && leaves === arrives && link("halt", `Halt at ${name}`, () => plan.addHalt(km)),
      " ",
      plan && link("speed", `Another speed from ${name} on`, () => plan.addSpeed(km)),
    ),
  );
}

/** @param {string} word @param {string} label @param {() => void} onclick */
const link = (word, label, onclick) =>
  h("button", { type: "button", class: "link", "aria-label": label, onclick }, word);
