// Own zones: the drawn shapes that bar roads, in sentences that briefs and rules say.
import { questionFor } from "../shapes.js";
import { roads as texts } from "../words/roads.js";
import { isExpired } from "./in-force.js";
import { touches } from "./touch.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {Shape & { bar: import("../bars.js").Bar }} Zone */
/** @typedef {{ shape: Shape, zone: Zone }} Touch */

/** Rules list no more; they say how many more there are. */
const MOST_TOUCHES = 50;
/** A daily brief tells of no more. */
const MOST_TOLD = 3;

/** The drawn zones: those in force on a day, and those that are over. @param {readonly Shape[]} shapes @param {string} today */
export function zonesOf(shapes, today) {
  const zones = shapes.filter(
    /** @returns {shape is Zone} */ (shape) => shape.bar !== undefined && questionFor(shape) !== null,
  );
  return {
    inForce: zones.filter(({ bar }) => !isExpired(bar, today)),
    expired: zones.filter(({ bar }) => isExpired(bar, today)),
  };
}

/** The zones in force that a shape touches, itself apart. @param {Shape} shape @param {readonly Shape[]} shapes @param {string} today */
export const zonesAt = (shape, shapes, today) =>
  zonesOf(shapes, today).inForce.filter((zone) => zone.id !== shape.id && touches(shape, zone));

/** Whether no way leads through a shape on a day. @param {Shape} shape @param {string} today @returns {shape is Zone} */
export const isClosed = (shape, today) =>
  shape.bar !== undefined && shape.bar.as !== "avoid" && !isExpired(shape.bar, today);

/** Names a zone with its kind, its source, how reliable that is, and its last day. @param {Zone} zone */
export const describeZone = ({ name, bar: { as, source, reliability, until } }) =>
  texts.zone(name, [
    ...[texts.bars[as], texts.zoneSource(source)],
    ...[texts.zoneReliability(texts.reliabilities[reliability]), texts.zoneUntil(until)],
  ]);

/** Says in a few words what a zone is, and until when. @param {Zone} zone */
export const describeShortly = ({ name, bar: { as, until } }) =>
  texts.zone(name, [texts.bars[as], ...(until ? [texts.zoneUntil(until)] : [])]);

/**
 * Says whether a route is itself a zone, which others it passes through, and which it would if they were not over. Nothing where no zone is
 * drawn.
 * @param {Shape} route @param {readonly Shape[]} shapes @param {string} today @returns {string[]}
 */
export function describeZonesAlong(route, shapes, today) {
  const { inForce, expired } = zonesOf(shapes, today);
  const itself = inForce.filter(({ id }) => id === route.id);
  const others = inForce.filter(({ id }) => id !== route.id);
  const along = others.filter((zone) => touches(route, zone));
  const over = expired.filter((zone) => zone.id === route.id || touches(route, zone));
  return [
    ...itself.map((zone) => texts.zoneItself(describeZone(zone))),
    ...(along.length > 0 ? [texts.zonesAlong(along.map(describeZone))] : []),
    ...(along.length === 0 && others.length > 0 ? [texts.zonesNone(others.length, itself.length > 0)] : []),
    ...(over.length > 0 ? [texts.zonesExpired(over.map(describeShortly))] : []),
  ];
}

/** Lists which sites and routes touch which zones in force. A zone is no site of its own. @param {readonly Shape[]} shapes @param {string} today @returns {Touch[]} */
function listTouches(shapes, today) {
  const { inForce } = zonesOf(shapes, today);
  const others = shapes.filter(
    (shape) => questionFor(shape) !== null && !inForce.some(({ id }) => id === shape.id),
  );
  return others.flatMap((shape) =>
    inForce.filter((zone) => touches(shape, zone)).map((zone) => ({ shape, zone })),
  );
}

/** Says which sites and routes touch which zones in force, for the rules. @param {readonly Shape[]} shapes @param {string} today */
export function tellTouches(shapes, today) {
  const all = listTouches(shapes, today);
  const more = all.length - MOST_TOUCHES;
  return {
    ...{ title: texts.zonesTitle, count: all.length > 0 ? texts.zonesTouched(all.length) : "" },
    sentences: all.slice(0, MOST_TOUCHES).map(describeTouch),
    more: more > 0 ? texts.andMore(more) : "",
  };
}

/** Says which zones in force one site or route touches, a few of them. @param {Shape} shape @param {readonly Shape[]} shapes @param {string} today @returns {string[]} */
export function tellTouchesOf(shape, shapes, today) {
  const zones = zonesAt(shape, shapes, today);
  const more = zones.length - MOST_TOLD;
  return [
    ...zones.slice(0, MOST_TOLD).map((zone) => describeTouch({ shape, zone })),
    ...(more > 0 ? [texts.andMore(more)] : []),
  ];
}

/** @param {Touch} touch */
const describeTouch = ({ shape, zone }) =>
  (shape.kind === "route" ? texts.passesThrough : texts.touchesZone)(shape.name, describeShortly(zone));
