// What more the incidents are filtered by than days and kinds.
import { formatCount, formatKm } from "../../format.js";
import { listed, plural } from "./plural.js";

export const moreFilters = {
  title: "More filters",
  lead: "Only incidents that match all of this count: on the map, in every number, in the lists and in what is printed or saved.",
  /** @param {string[]} parts what is filtered by @param {number} kept @param {number} of */
  filtered: (parts, kept, of) =>
    `Filtered: ${parts.join("; ")}. ${formatCount(kept)} of ${plural(of, "incident")}.`,
  remove: "Remove the filter",
  removed: "The filter was removed.",
  /** @param {string} parts */
  limits: (parts) => `Filtered: ${parts}. Whatever does not match counts in no number here.`,
  actors: "Actors",
  actorsHint: "An incident matches if it names one of them.",
  findActor: "Find an actor",
  /** @param {number} listed @param {number} found */
  actorsShown: (listed, found) =>
    listed === found
      ? plural(found, "actor")
      : `${formatCount(listed)} of ${plural(found, "actor")}. Type to find the others.`,
  noActors: "No incident here names an actor.",
  deaths: "Deaths recorded, at least",
  deathsHint: "An incident without a recorded number of deaths does not match, even at 0.",
  text: "Words",
  textHint:
    "In a headline, a place, an actor or a source. Several words must stand together there, in this order. Capitals and accents make no difference.",
  within: "Place known within",
  withinAny: "Any precision",
  /** @param {number} km */
  withinKm: (km) => (km === 0 ? "Exact places" : formatKm(km)),
  withinHint: "Incidents that cannot be located do not match.",
  sources: "Sources",
  sourcesHint: "What other sources tell is then not known at all: not even where and when they have data.",
  apply: "Filter",
  cancel: "Cancel",
  clear: "Remove all",
  notFiltered: "This cannot be filtered by",
  /** @param {string} sentence */
  aside: (sentence) => `The filter does not fit these data, so all incidents count. ${sentence}`,
  /** @param {string[]} parts what is filtered by @param {string[] | undefined} files that it is for */
  waits: (parts, files) => {
    const data = files?.length === 0 ? "the demo data" : listed(files ?? ["its file"]);
    return `A filter waits for ${data}: ${parts.join("; ")}. All incidents count here.`;
  },
  /** @param {number} most */
  wrongDeaths: (most) => `Deaths are a whole number from 0 to ${formatCount(most)}.`,
  noSource: "Choose at least one source.",
  parts: {
    /** @param {string[]} labels */
    kinds: (labels) => `only ${listed(labels).toLowerCase()}`,
    /** @param {string[]} names */
    actors: (names) => `actor ${listed(names)}`,
    /** @param {number} n */
    deaths: (n) => `at least ${plural(n, "recorded death")}`,
    /** @param {string} text */
    text: (text) => `“${text}”`,
    /** @param {number} km */
    within: (km) => (km === 0 ? "exact places" : `place known within ${formatKm(km)}`),
    /** @param {string[]} names */
    sources: (names) => `source ${listed(names)}`,
    /** @param {number} n */
    others: (n) => plural(n, "other"),
  },
};
