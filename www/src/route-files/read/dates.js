// Which names of columns are of dates. An incident has one; a waypoint has none.

const WORDS = new Set(
  "date dates day days month year datetime timestamp start end jour mois annee année".split(" "),
);

/** `event_date`, `eventDate` and `Date of event` are dates, `update` is none. @param {string} name */
export const saysDate = (name) =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => WORDS.has(word));
