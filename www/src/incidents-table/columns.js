// The columns of the table: how wide each is, and what a cell of it says.
import { h } from "preact";
import { dateOfDay, formatCount, formatDay, formatKm, formatPercent, formatTenths } from "../format.js";
import { kindMark, kindShort } from "../kinds.js";
import { incidents as texts } from "../words/incidents.js";

/** @typedef {import("./view.js").ColumnName} ColumnName */
/** @typedef {import("./order.js").Data} Data */
/** @typedef {import("../panels/parts.js").Child} Child */
/**
 * @typedef {object} Column
 * @property {ColumnName} name
 * @property {number} width rem
 * @property {boolean} [isNumber]
 * @property {(data: Data, at: number) => Child} cell what stands in the row of an incident, by its place in the listing
 */

/** @param {(entry: import("./records.js").Entry, data: Data) => Child} text */
const recorded = (text) => (/** @type {Data} */ data, /** @type {number} */ at) => {
  const entry = data.entry(data.listing.rows[at]);
  return entry ? text(entry, data) : h("span", { class: "sub-inline" }, texts.loading);
};

/** @type {Column[]} */
const always = [
  {
    ...{ name: "day", width: 7 },
    cell: ({ listing, columns }, at) => formatDay(dateOfDay(columns.day[listing.rows[at]])),
  },
  {
    ...{ name: "kind", width: 11.5 },
    cell({ listing, columns }, at) {
      const kind = columns.kindNames[columns.kind[listing.rows[at]]];
      return h("span", { class: "kind" }, kindMark(kind), kindShort(kind));
    },
  },
  {
    ...{ name: "deaths", width: 5, isNumber: true },
    cell: recorded(({ deaths }) => (deaths === null ? texts.deathsUnknown : formatCount(deaths))),
  },
  {
    ...{ name: "inside", width: 8 },
    cell({ listing: { certain, share } }, at) {
      if (certain[at] === 1) return texts.certain;
      return share ? texts.possibleShare(formatPercent(share[at])) : texts.possible;
    },
  },
];

/** @type {Column[]} */
const alongRoute = [
  {
    ...{ name: "along", width: 6, isNumber: true },
    cell: ({ listing }, at) => formatTenths(listing.alongKm?.[at] ?? Number.NaN),
  },
  {
    ...{ name: "distance", width: 6.6, isNumber: true },
    cell: ({ listing }, at) => formatTenths(listing.distanceKm?.[at] ?? Number.NaN),
  },
];

/** @type {Column[]} */
const ofRecord = [
  { name: "place", width: 13, cell: recorded(({ place }) => place) },
  { name: "actors", width: 16, cell: recorded(({ actors }) => actors) },
  { name: "source", width: 12, cell: recorded(({ source }) => source) },
];

/** @type {Column} */
const origin = { name: "origin", width: 11, cell: recorded((entry, { origins }) => origins[entry.origin]) };
/** @type {Column} */
const precision = {
  ...{ name: "precision", width: 8 },
  cell: ({ listing, columns }, at) => describePrecision(columns.uncertaintyKm[listing.rows[at]]),
};
/** @type {Column} */
const text = { name: "text", width: 30, cell: recorded((entry) => entry.text) };

/** @param {number} km not a number where the incident cannot be located */
function describePrecision(km) {
  if (Number.isNaN(km)) return texts.nowhere;
  return km > 0 ? texts.within(formatKm(km)) : texts.exact;
}

/** Returns the columns that an answer has. @param {Data} data @returns {Column[]} */
export const columnsOf = ({ listing, origins }) => [
  ...always,
  ...(listing.alongKm ? alongRoute : []),
  ...ofRecord,
  ...(origins.length > 1 ? [origin] : []),
  precision,
  text,
];
