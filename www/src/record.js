// The record of an incident, as the provider gave it, in a drawer beside the map. Incidents of one place are a list in it.
import { h } from "preact";
import { focusedElement, renderInto } from "./dom.js";
import { formatCount, formatKm, formatPeriod, formatPlace } from "./format.js";
import { kindLabel, kindMark, kindName } from "./kinds.js";
import { plainText } from "./plain-text.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** @typedef {import("geobit").Incident} Incident */

/** More of one place are not listed: the table of incidents has them all. */
const MOST_LISTED = 100;

/**
 * @param {HTMLElement} root
 * @param {{
 *   fetch: (rows: number[]) => Promise<Incident[]>,
 *   originOf: (incident: Incident) => string,
 *   layoutOf: (incident: Incident) => string,
 *   mark: (place: number | [number, number] | null) => void,
 *   keepClear: (place: [number, number], card: HTMLElement) => void,
 *   showError: (error: unknown) => void,
 * }} page `originOf` names where an incident comes from, if there is a choice; `layoutOf` says what the columns of its file mean; `mark`
 *   marks the incident on the map whose record is open, by its row or its place; `keepClear` moves the map if the drawer lies over a place
 */
export function createRecord(root, page) {
  const card = findHook(root, "record");
  /** @type {number[]} */
  let rows = [];
  /** The records of the first of them. @type {Incident[]} */
  let listed = [];
  let index = 0;
  /** What had the focus before the record was opened. @type {HTMLElement | null} */
  let focusedBefore = null;

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    rows = [];
    listed = [];
    page.mark(null);
    if (focusedBefore?.isConnected) focusedBefore.focus();
  }

  /** Shows one of the rows. @param {number} wanted its place among them */
  async function turnTo(wanted) {
    index = (wanted + rows.length) % rows.length;
    const row = rows[index];
    try {
      const [incident] = listed[index] ? [listed[index]] : await page.fetch([row]);
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

  /** @param {Incident} incident @param {string} [note] what else is to be known of it */
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
            button("‹", previous, () => turnTo(index - 1)),
            position(index + 1, rows.length),
            button("›", next, () => turnTo(index + 1)),
          ),
        button("✕", closeLabel, close),
      ),
      rows.length > 1 && renderList(),
      note && h("p", { class: "hint" }, note),
      h(
        "dl",
        null,
        ...listFacts(incident, page.originOf(incident), page.layoutOf(incident)).flatMap(([name, value]) => [
          h("dt", null, name),
          h("dd", null, value),
        ]),
      ),
    );
    card.hidden = false;
    const { lon, lat } = incident;
    if (lon !== null && lat !== null) page.keepClear([lon, lat], card);
  }

  function renderList() {
    const { here, apart, more } = words.record;
    const [{ lon, lat }] = listed;
    const isOnePlace = listed.every((one) => one.lon === lon && one.lat === lat);
    const others = rows.length - listed.length;
    return h(
      "div",
      { class: "record-list" },
      h("p", { class: "hint" }, (isOnePlace ? here : apart)(rows.length)),
      h(
        "ol",
        null,
        ...listed.map((incident, i) =>
          h(
            "li",
            { key: incident.row },
            h(
              "button",
              {
                ...{ type: "button", class: "record-item", onclick: () => turnTo(i) },
                "aria-current": i === index ? "true" : undefined,
              },
              kindMark(incident.kind),
              h("span", null, summarise(incident)),
            ),
          ),
        ),
      ),
      others > 0 && h("p", { class: "hint" }, more(others)),
    );
  }

  card.addEventListener("keydown", (event) => event.key === "Escape" && close());

  return {
    /** Shows the first of some rows, the others are a click away. @param {number[]} chosenRows */
    async open(chosenRows) {
      focusedBefore = focusedElement();
      rows = chosenRows;
      listed = [];
      index = 0;
      if (rows.length > 1) {
        try {
          const found = await page.fetch(rows.slice(0, MOST_LISTED));
          if (rows !== chosenRows) return;
          listed = found;
        } catch (error) {
          page.showError(error);
          return;
        }
      }
      await turnTo(0);
    },
    /** Shows a record that may be of another version of the data. @param {Incident} incident @param {string} note */
    show(incident, note) {
      focusedBefore = focusedElement();
      rows = [];
      listed = [];
      renderIncident(incident, note);
      page.mark(incident.lon === null || incident.lat === null ? null : [incident.lon, incident.lat]);
    },
    close,
  };
}

/** Says in one line what tells an incident from others at its place. @param {Incident} incident */
function summarise({ kind, start, end, fatalities: { best } }) {
  const { hover } = words.map;
  return [kindLabel(kind), formatPeriod(start, end), best !== null && hover.deaths(best)]
    .filter(Boolean)
    .join(" · ");
}

/** Lists what is known of an incident. @param {Incident} incident @param {string} origin @param {string} layout @returns {[name: string, value: string][]} */
function listFacts(incident, origin, layout) {
  const { record } = words;
  const joined = (/** @type {string[]} */ texts, sign = " · ") =>
    texts.filter(Boolean).map(plainText).join(sign);
  const { lon, lat } = incident;
  const type = joined([typeInWords(incident, layout), incident.subtype]);
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
    // What the file says stands beside what we make of it: a kind of ours is broader, and may be another than a reader expects.
    [record.type, type],
    [record.shownAs, type && kindLabel(incident.kind)],
    [record.typeHint, type && layout === "ucdp" ? record.ucdpHint : ""],
    [record.id, incident.id],
    [record.origin, plainText(origin)],
  ];
  return facts.filter(([, value]) => value);
}

/** Only digits: a code that nobody can read. */
const CODE = /^\d{1,6}$/;

/**
 * Returns the file's own type in words, with its code if it is one.
 * @param {Pick<Incident, "type">} incident @param {string} layout
 */
export function typeInWords({ type }, layout) {
  const { record } = words;
  if (!CODE.test(type)) return type;
  const known = layout === "ucdp" ? record.ucdpTypes[type] : record.cameoRoots[rootOf(type, layout)];
  return known ? record.typeWithCode(known, type) : record.typeCode(type);
}

/** The first two digits of a CAMEO code are what kind of act it is. @param {string} code @param {string} layout */
const rootOf = (code, layout) => (layout === "gdelt" || layout === "icews" ? code.slice(0, 2) : "");

/** @param {Incident["fatalities"]} fatalities */
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
