// Recognises the names of date columns. An incident has a date, a waypoint has none.

const WORDS = new Set(
  "date dates day days month year datetime timestamp start end jour mois annee année".split(" "),
);

/** `event_date`, `eventDate` and `Date of event` are dates, `update` is not. @param {string} name */
export const namesDate = (name) =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => WORDS.has(word));
