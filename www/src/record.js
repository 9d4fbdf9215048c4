// The record of one incident, as the provider gave it.
import { h } from "preact";
import { focusedElement, renderInto } from "./dom.js";
import { formatCount, formatKm, formatPeriod, formatPlace } from "./format.js";
import { kindName } from "./kinds.js";
import { plainText } from "./plain-text.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/**
 * @param {HTMLElement} root
 * @param {{
 *   fetch: (rows: number[]) => Promise<import("geobit").Incident[]>,
 *   originOf: (incident: import("geobit").Incident) => string,
 *   mark: (place: number | [number, number] | null) => void,
 *   showError: (error: unknown) => void,
 * }} page `originOf` names where an incident comes from, if there is a choice; `mark` marks the incident on the map whose record is open, by its row or its place
 */
export function createRecord(root, page) {
  const card = findHook(root, "record");
  /** @type {number[]} */
  let rows = [];
  let index = 0;
  /** What had the focus before the record was opened. @type {HTMLElement | null} */
  let focusedBefore = null;

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    rows = [];
    page.mark(null);
    if (focusedBefore?.isConnected) focusedBefore.focus();
  }

  /** @param {number} step */
  async function turn(step) {
    index = (index + step + rows.length) % rows.length;
    const row = rows[index];
    try {
      const [incident] = await page.fetch([row]);
      if (rows[index] !== row) return;
      renderIncident(incident);
      page.mark(row);
    } catch (error) {
      page.showError(error);
    }
  }

  /** @param {string} sign @param {string} label @param {() => void} onclick */
  const button = (sign, label, onclick) =>
    h("button", { type: "button", class: "small", "aria-label": label, onclick }, sign);

  /** @param {import("geobit").Incident} incident @param {string} [note] what else is to be known of it */
  function renderIncident(incident, note = "") {
    const { previous, next, position, close: closeLabel } = words.record;
    renderInto(
      card,
      h(
        "div",
        { class: "record-head" },
        h("h2", null, kindName(incident.kind)),
        rows.length > 1 &&
          h(
            "span",
            { class: "pager" },
            button("‹", previous, () => turn(-1)),
            position(index + 1, rows.length),
            button("›", next, () => turn(1)),
          ),
        button("✕", closeLabel, close),
      ),
      note && h("p", { class: "hint" }, note),
      h(
        "dl",
        null,
        ...listFacts(incident, page.originOf(incident)).flatMap(([name, value]) => [
          h("dt", null, name),
          h("dd", null, value),
        ]),
      ),
    );
    card.hidden = false;
  }

  card.addEventListener("keydown", (event) => event.key === "Escape" && close());

  return {
    /** Shows the first of some rows, the others are a click away. @param {number[]} chosenRows */
    async open(chosenRows) {
      focusedBefore = focusedElement();
      rows = chosenRows;
      index = 0;
      await turn(0);
    },
    /** Shows a record that may be of another version of the data. @param {import("geobit").Incident} incident @param {string} note */
    show(incident, note) {
      focusedBefore = focusedElement();
      rows = [];
      renderIncident(incident, note);
      page.mark(incident.lon === null || incident.lat === null ? null : [incident.lon, incident.lat]);
    },
    close,
  };
}

/** Lists what is known of an incident. @param {import("geobit").Incident} incident @param {string} origin @returns {[name: string, value: string][]} */
function listFacts(incident, origin) {
  const { record } = words;
  const joined = (/** @type {string[]} */ texts, sign = " · ") =>
    texts.filter(Boolean).map(plainText).join(sign);
  const { lon, lat } = incident;
  /** @type {[string, string][]} */
  const facts = [
    [record.date, formatPeriod(incident.start, incident.end)],
    [record.place, joined([incident.place, incident.admin1, incident.country], ", ")],
    [record.coordinates, lon === null || lat === null ? "" : formatPlace(lon, lat)],
    [record.located, describeUncertainty(incident.uncertaintyKm)],
    [record.actors, joined(incident.actors)],
    [record.deaths, describeDeaths(incident.fatalities)],
    [record.headline, plainText(incident.headline)],
    [record.source, incident.source],
    [record.type, joined([incident.type, incident.subtype])],
    [record.id, incident.id],
    [record.origin, plainText(origin)],
  ];
  return facts.filter(([, value]) => value);
}

/** @param {import("geobit").Incident["fatalities"]} fatalities */
function describeDeaths({ low, best, high }) {
  if (best === null) return words.record.deathsNotRecorded;
  return low !== null && high !== null && low !== high
    ? words.record.deathsRange(formatCount(best), formatCount(low), formatCount(high))
    : formatCount(best);
}

/** @param {number | null} radius km */
function describeUncertainty(radius) {
  if (radius === null) return words.record.notLocatable;
  return radius > 0 ? words.record.locatedWithin(formatKm(radius)) : words.record.locatedExactly;
}
