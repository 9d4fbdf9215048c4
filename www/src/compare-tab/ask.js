// What the tab Compare asks the engine: all areas at once, and all routes at once.
import { asking, intensityOf } from "../asking.js";
import { filterOptions } from "../filters.js";
import { questionFor } from "../shapes.js";
import { words } from "../words/index.js";

/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {Shape & { feature: any, options: Record<string, unknown> }} Asked a shape, and what is asked about it */

/**
 * Returns the shapes that enough is drawn of.
 * @param {PageState} state @param {(shape: Shape) => boolean} isWanted @returns {Asked[]}
 */
function askable({ drawn }, isWanted) {
  return drawn.shapes.filter(isWanted).flatMap((shape) => {
    const question = questionFor(shape);
    return question ? [{ ...shape, feature: question.feature, options: question.options }] : [];
  });
}

/** @param {PageState} state */
export const areasOf = (state) => askable(state, ({ kind }) => kind !== "route");

/** @param {PageState} state */
export const routesOf = (state) => askable(state, ({ kind }) => kind === "route");

/** @param {readonly Asked[]} asked */
const collection = (asked) => ({
  type: /** @type {const} */ ("FeatureCollection"),
  features: asked.map(({ feature }) => feature),
});

/** Returns what counts. Where no kind does, a zero would be no number of incidents. @param {PageState} state */
function chosen({ filters }) {
  const options = filterOptions(filters);
  if (options.kinds?.length === 0) throw new Error(words.results.noKinds);
  return options;
}

/**
 * @param {import("geobit").Snapshot} snapshot @param {PageState} state @param {readonly Asked[]} areas
 * @param {Pick<import("geobit").GeofencesOptions, "signal" | "onProgress">} follow
 */
export const askAreas = (snapshot, state, areas, follow) =>
  snapshot.geofences(collection(areas), {
    .../** @type {object} */ (chosen(state)),
    // Nothing is shown of what comes next, which takes longer than all the rest.
    ...{ ...asking(), forecast: false, ...follow },
  });

/**
 * @param {import("geobit").Snapshot} snapshot @param {PageState} state @param {readonly Asked[]} routes
 * @param {number | undefined} below see `RoutesOptions`
 */
export const askRoutes = (snapshot, state, routes, below) =>
  snapshot.routes(collection(routes), {
    .../** @type {object} */ (chosen(state)),
    ...{ ...asking(), ...intensityOf(state), each: routes.map(({ options }) => options) },
    ...(below !== undefined && { below }),
  });
