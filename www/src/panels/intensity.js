// How incidents are weighed along a route, for the panel and for the brief.
import { words } from "../words/index.js";

/** @param {Record<string, unknown>} method of a report on a route */
export const describeIntensity = ({ intensity, halfLifeDays, bandwidthKm }) =>
  intensity === "fixed" ? words.route.weights(halfLifeDays, bandwidthKm) : words.route.fittedWeights;
