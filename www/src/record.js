// The record of one incident, as the provider gave it.
import { h } from "preact";
import { byId, show } from "./dom.js";
import { km, period, place, whole } from "./format.js";
import { kindName } from "./kinds.js";

/**
 * @param {{
 *   fetch: (rows: number[]) => Promise<import("geobit").Incident[]>,
 *   picked: (row: number | null) => void,
 *   failed: (error: unknown) => void,
 * }} page
 */
export function createRecord(page) {
  const card = byId("record");
  /** @type {number[]} */
  let rows = [];
  let index = 0;
  /** @type {Element | null} */
  let before = null;

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    rows = [];
    page.picked(null);
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  }

  /** @param {number} step */
  async function turn(step) {
    index = (index + step + rows.length) % rows.length;
    const row = rows[index];
    try {
      const [incident] = await page.fetch([row]);
      if (rows[index] !== row) return;
      tell(incident);
      page.picked(row);
    } catch (error) {
      page.failed(error);
    }
  }

  /** @param {import("geobit").Incident} incident */
  function tell(incident) {
    const several = rows.length > 1;
    const next = (/** @type {string} */ label, /** @type {number} */ step) =>
      h(
        "button",
        { type: "button", class: "small", "aria-label": label, onclick: () => turn(step) },
        step < 0 ? "‹" : "›",
      );
    show(
      card,
      h(
        "div",
        { class: "record-head" },
        h("h2", null, kindName(incident.kind)),
        several &&
          h(
            "span",
            { class: "pager" },
            next("Previous incident here", -1),
            `${index + 1} of ${rows.length}`,
            next("Next incident here", 1),
          ),
        h(
          "button",
          { type: "button", class: "small", "aria-label": "Close the record", onclick: close },
          "✕",
        ),
      ),
      h(
        "dl",
        null,
        ...facts(incident).flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
      ),
    );
    card.hidden = false;
  }

  card.addEventListener("keydown", (event) => event.key === "Escape" && close());

  return {
    /** @param {number[]} chosen rows, the first is shown */
    async open(chosen) {
      before = document.activeElement;
      rows = chosen;
      index = 0;
      await turn(0);
    },
    close,
  };
}

/** @param {import("geobit").Incident} incident @returns {[string, string][]} what is known of it */
function facts(incident) {
  const { low, best, high } = incident.fatalities;
  const range = low !== null && high !== null && low !== high ? ` (${whole(low)} to ${whole(high)})` : "";
  const where = [incident.place, incident.admin1, incident.country].filter(Boolean).join(", ");
  /** @type {[string, string][]} */
  const all = [
    ["Date", period(incident.start, incident.end)],
    ["Place", where],
    ["Position", incident.lon === null || incident.lat === null ? "" : place(incident.lon, incident.lat)],
    ["Located", located(incident.uncertaintyKm)],
    ["Actors", incident.actors.filter(Boolean).join(" · ")],
    ["Deaths", best === null ? "not recorded" : `${whole(best)}${range}`],
    ["Headline", incident.headline],
    ["Source", incident.source],
    ["Type", [incident.type, incident.subtype].filter(Boolean).join(" · ")],
    ["Id", incident.id],
  ];
  return all.filter(([, value]) => value);
}

/** @param {number | null} radius */
function located(radius) {
  if (radius === null) return "cannot be located";
  return radius > 0 ? `within about ${km(radius)} of the position` : "at the position";
}
