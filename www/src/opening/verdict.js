// What to do with a file, by what the engine says of it. Nothing here reads a file or decides what it means.

/** @typedef {import("geobit").Inspection} Inspection */
/** @typedef {import("geobit").RouteFile} RouteFile */
/** @typedef {"routes" | "incidents" | "ask" | "refuse"} Verdict `"ask"`: which column is which, and how its dates are written */

/** @param {Inspection} inspection @returns {Verdict} */
export function whatToDo({ kindOfFile, format, columns, missing, dateOrder }) {
  switch (kindOfFile) {
    case "routes":
    case "sites":
      return "routes";
    case "incidents":
    case "aggregates":
      return missing.length > 0 || dateOrder === "ambiguous" ? "ask" : "incidents";
    default:
      // A day and a place are in two columns at least; the place of a feature is in none.
      if (columns.length > (format === "geojson" ? 0 : 1)) return "ask";
      // JSON beyond what is inspected; the load says what is wrong with it, if anything is.
      return format === "json" || format === "geojson" ? "incidents" : "refuse";
  }
}

/** What a header lacks, and an order of dates that nobody gave: what a person can say who has the file. */
const ANSWERABLE = ["start", "lon", "lat", "gps", "dateOrder", "mapping", "decimal", "encoding"];

/** Returns whether a load failed for want of something that the dialog of columns asks for. @param {unknown} error */
export function isAboutColumns(error) {
  const { code, at } = /** @type {{ code?: string, at?: { field?: string } }} */ (error ?? {});
  const isOfFile = code === "badCsv" || code === "badGeojson" || code === "badOption";
  return isOfFile && ANSWERABLE.includes(at?.field?.split(".")[0] ?? "");
}

/** Returns the names of the sheets among which a reader has to choose, or `null` if a file failed for another reason. @param {unknown} error */
export function sheetsToChooseFrom(error) {
  const { at } = /** @type {{ at?: import("geobit").Place }} */ (error ?? {});
  return at?.field === "sheet" && at.sheets ? at.sheets : null;
}

/** A route that was made of points may be a list of sites as well. */
const OF_POINTS = ["waypoints", "points"];

/**
 * Returns how what was found in a file comes onto the map: at once, after a choice among all of it, or after a choice between two
 * readings of the same polyline.
 * @param {RouteFile} found @returns {"add" | "choose" | "readings"}
 */
export function howToAdd({ routes, sites, doubts }) {
  if (isTwoReadings(routes)) return "readings";
  if (routes.length !== 1 || sites.length > 0) return "choose";
  return doubts.length > 0 && OF_POINTS.includes(routes[0].properties.kind) ? "choose" : "add";
}

/** @param {RouteFile["routes"]} routes */
function isTwoReadings(routes) {
  const digits = routes.map(({ properties }) => properties.kind === "polyline" && properties.digits);
  return digits.length === 2 && digits.includes(5) && digits.includes(6);
}

/** So many routes are ticked at first; whoever has more in a file hardly wants all. */
const TICKED = 10;

/** Returns which routes of a file are ticked at first: a plan beside its track is not. @param {RouteFile["routes"]} routes @returns {boolean[]} */
export const tickedAtFirst = (routes) =>
  routes.map(({ properties }) => routes.length <= TICKED && properties.kind !== "plan");

/**
 * Returns whether the sites of a file are ticked at first. Beside routes, points are mostly the notes of whoever drove them, but not in
 * a file that this page wrote.
 * @param {Pick<RouteFile, "routes" | "sites">} found
 */
export const areSitesTicked = ({ routes, sites }) =>
  routes.length === 0 || sites.every(({ properties }) => typeof properties?.shape === "string");
