// The table of an evacuation: a row for each muster point, a column for each place to go to.
import { h } from "preact";
import { formatExpectedInTrips, formatHours, formatKm } from "../format.js";
import { hint, sub } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { describeEffect, effectOn } from "./closure.js";
import { tripsOf } from "./curve.js";
import { pairAt } from "./matrix.js";
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
    const far = [start, end].find(({ isNear }) => !isNear);
    if (far) return none(texts.noRoad(far.site.name));
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

  return [
    h(
      "div",
      { class: "wide-table", role: "group", "aria-label": texts.tableCaption, tabindex: 0 },
      h(
        "table",
        { class: "evacuation" },
        h("caption", null, texts.tableCaption),
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("td", null),
            ...to.map(({ site }) => h("th", { scope: "col" }, site.name, sub(describeRoles(site)))),
          ),
        ),
        h(
          "tbody",
          null,
          ...from.map((start) =>
            h("tr", null, h("th", { scope: "row" }, start.site.name), ...to.map((end) => cell(start, end))),
          ),
        ),
      ),
    ),
    matrix && hint(matrix.words),
  ];
}
