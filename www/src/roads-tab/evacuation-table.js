// The table of an evacuation: for each muster point a row for each place to go to, as the panel has no room for a column of each.
import { h } from "preact";
import { formatExpectedInTrips, formatHours, formatKm } from "../format.js";
import { hint, sub } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { describeEffect, effectOn } from "./closure.js";
import { tripsOf } from "./curve.js";
import { pairAt } from "./matrix.js";
import { describeNoRoad, offRoadKm } from "./places.js";
import { describeRoles } from "./roles.js";

/** @typedef {import("./matrix.js").Table} Table */
/** @typedef {import("./matrix.js").Placed} Placed */

/** @param {Table} table @param {Table | null} closed the table if one more road or area closes */
export function evacuationTable(table, closed) {
  const { from, to, matrix } = table;
  const expected = Array.from(matrix?.expected ?? []).filter(Number.isFinite);
  const trips = tripsOf(expected.map((one) => ({ expected: one })));
  const none = (/** @type {string} */ reason) => h("td", null, "–", sub(reason));

  /** @param {Placed} start @param {Placed} end */
  function cell(start, end) {
    if (!end.isNear) return none(noRoad(end));
    if (start.site.id === end.site.id) return none(texts.itself);
    const at = pairAt(table, start, end);
    if (!matrix || at === null || !Number.isFinite(matrix.hours[at])) return none(texts.noWay);
    const exposure = matrix.expected[at];
    const effect = closed && effectOn(table, closed, start, end);
    return h(
      "td",
      { "data-pair": `${start.site.id} ${end.site.id}` },
      h("strong", null, formatHours(matrix.hours[at])),
      ` · ${formatKm(matrix.km[at])}`,
      Number.isFinite(exposure) && sub(texts.perTrips(formatExpectedInTrips(exposure, trips))),
      sub(texts.independent(matrix.independent[at])),
      effect &&
        h(
          effect.what === "same" ? "span" : "strong",
          { class: "sub", "data-closure": effect.what },
          describeEffect(effect),
        ),
    );
  }

  /** @param {Placed} placed */
  const noRoad = (placed) => texts.noRoad(placed.site.name, describeNoRoad(placed));

  /** Names a site, and says how far off the road it is. @param {Placed} placed @param {string} [roles] */
  function name(placed, roles) {
    const km = offRoadKm(placed);
    return [placed.site.name, roles && sub(roles), km && sub(texts.offRoad(km))];
  }

  /** @param {Placed} start */
  const rows = (start) =>
    start.isNear
      ? to.map((end) =>
          h("tr", null, h("th", { scope: "row" }, ...name(end, describeRoles(end.site))), cell(start, end)),
        )
      : [h("tr", null, h("td", { colspan: 2 }, "–", sub(noRoad(start))))];

  return [
    h(
      "table",
      { class: "evacuation" },
      h("caption", null, texts.tableCaption),
      ...from.map((start) =>
        h(
          "tbody",
          { key: start.site.id },
          h("tr", null, h("th", { scope: "rowgroup", colspan: 2 }, ...name(start))),
          ...rows(start),
        ),
      ),
    ),
    [...from, ...to].some(({ isNear }) => !isNear) && hint(texts.noRoadAdvice),
    matrix && hint(matrix.words),
  ];
}
