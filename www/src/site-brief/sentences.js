// The sentences that the page, the text and the picture of a daily brief share.
import { formatDay, formatKm, formatPeriod } from "../format.js";
import { kindLabel } from "../kinds.js";
import { deathsOf } from "../news/fields.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";

/** @typedef {import("./content.js").SiteBrief} SiteBrief */
/** @typedef {import("./content.js").Recorded} Recorded */

/** Names of places are longer in some files than anybody reads. */
const MOST_LETTERS = 60;

/** @param {string} text @param {number} most letters */
export const cut = (text, most) => {
  const plain = plainText(text);
  return plain.length > most ? `${plain.slice(0, most - 1).trimEnd()}…` : plain;
};

/** @param {SiteBrief} brief */
export const describeSite = ({ shape: { kind, km } }) =>
  kind === "polygon" ? texts.polygon : texts.kinds[kind](formatKm(km));

/** @param {SiteBrief} brief */
export const describeAge = ({ coverage: { asOf, ageDays, stale } }) =>
  // Of old data, the engine's own sentence begins with that.
  stale ? "" : texts.asOf(formatDay(asOf), ageDays);

/** Names the days that the verdict is about; of old data it names them itself. @param {SiteBrief} brief */
export const describeWindow = ({ coverage: { stale }, window: { days, from, to } }) =>
  stale ? "" : texts.window(days, formatPeriod(from, to));

/** @param {Recorded} one */
export function describeRecorded({ record, possible }) {
  const deaths = deathsOf(record);
  const where = cut(record.place || record.admin1 || record.country, MOST_LETTERS);
  return [
    texts.on(formatDay(record.start), kindLabel(record.kind)),
    where,
    deaths ? texts.deaths(deaths) : "",
    possible ? texts.possible : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {SiteBrief} brief */
export const describeFresh = ({ since, fresh, freshMore, freshPossible, freshLate }) =>
  texts.fresh(formatDay(since), fresh.length + freshMore - freshPossible, freshPossible, freshLate);

/** Names the list of the other incidents. @param {SiteBrief} brief */
export const describeLast = ({ fresh }) => (fresh.length > 0 ? texts.lastOthers : texts.last);

/** Says what an older version of the data says of the site; empty without one. @param {SiteBrief} brief */
export const describeChanges = ({ changes, older }) =>
  changes && older ? texts.changes(formatDay(older.asOf), changes) : "";

/** @param {SiteBrief} brief */
export function describeRules({ fired, rules }) {
  if (rules === 0) return texts.noRules;
  return fired.length === 0 ? texts.noneFired(rules) : texts.fired(fired.length, rules);
}

/** @param {SiteBrief["fired"][number]} rule */
export const describeFired = ({ name, since }) => texts.firedRule(plainText(name), since && formatDay(since));

/** @param {SiteBrief} brief */
export const describeSource = ({ summary: { name, licence, attribution } }) =>
  [name, licence ?? words.provenance.noLicence, attribution ?? ""].filter(Boolean).map(plainText).join(" · ");
