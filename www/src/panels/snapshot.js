// What is loaded: its name, its extent, what it cannot contain, and what of the file was left out.
import { h } from "preact";
import { byId, show } from "../dom.js";
import { day, period, plural, whole } from "../format.js";
import { disclosure } from "./parts.js";

/**
 * @param {import("../data.js").Loaded} loaded
 * @param {() => void} backToDemo
 */
export function showSnapshot({ snapshot, demo }, backToDemo) {
  const { summary } = snapshot;
  const leftOut = summary.rejected + summary.superseded;
  const mark = byId("data-mark");
  mark.classList.toggle("demo", demo);
  show(
    mark,
    h("strong", null, summary.name),
    h("span", null, `${plural(summary.count, "incident")} · data as of ${day(summary.asOf)}`),
    h("a", { href: "#snapshot" }, leftOut > 0 ? `${plural(leftOut, "row")} left out` : "Details"),
  );
  show(
    byId("snapshot"),
    h("h2", null, "What is loaded"),
    demo &&
      h(
        "p",
        null,
        "Every incident of this demonstration is made up by a generator, around real towns and roads. Open a file of your own to work with records: UCDP GED (CSV or GeoJSON) and plain CSV or GeoJSON are read.",
      ),
    h(
      "dl",
      { class: "method" },
      ...facts(summary).flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
    ),
    summary.cannotContain.length > 0 &&
      h(
        "div",
        { class: "caution" },
        h("h3", null, "What this source cannot contain"),
        h("ul", null, ...summary.cannotContain.map((text) => h("li", null, text))),
      ),
    rejections(summary),
    !demo && h("button", { type: "button", onclick: backToDemo }, "Back to the demo data"),
  );
}

/** @param {import("geobit").Summary} summary @returns {[string, string][]} */
function facts(summary) {
  const { low, best, high } = summary.fatalities;
  /** @type {[string, string | false | undefined][]} */
  const all = [
    ["Name", summary.name],
    ["Layout", summary.format],
    ["Data as of", day(summary.asOf)],
    ["Incidents from", period(summary.from, summary.to)],
    ["Rows in the file", whole(summary.rows)],
    ["Incidents kept", whole(summary.count)],
    [
      "Not locatable",
      summary.notLocatable > 0 &&
        `${whole(summary.notLocatable)}, kept and counted, on no map and in no distance`,
    ],
    ["Superseded", summary.superseded > 0 && `${whole(summary.superseded)} by a newer row with the same id`],
    ["Rejected", summary.rejected > 0 && `${whole(summary.rejected)} that cannot be read`],
    ["Recorded deaths", `${whole(best)} (${whole(low)} to ${whole(high)})`],
    ["Licence", summary.licence],
    ["Attribution", summary.attribution],
    ["Odd, but kept", summary.warnings.map(({ reason, count }) => `${reason}: ${whole(count)}`).join("; ")],
  ];
  return /** @type {[string, string][]} */ (all.filter(([, value]) => value));
}

/** @param {import("geobit").Summary} summary */
function rejections({ rejected, rejections }) {
  if (rejected === 0) return null;
  const rest = rejected - rejections.length;
  return disclosure(`${plural(rejected, "rejected row")}`, () => [
    h(
      "table",
      { class: "listing" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Line"), h("th", { scope: "col" }, "Reason"))),
      h(
        "tbody",
        null,
        ...rejections.map(({ row, reason }) =>
          h("tr", null, h("th", { scope: "row" }, row), h("td", null, reason)),
        ),
      ),
    ),
    rest > 0 && h("p", { class: "hint" }, `and ${whole(rest)} more`),
  ]);
}
