// What the roads say for the fields of a brief: the nearest havens and medical sites by road, where to turn back, and what is no-go.
import { wrapLongitude } from "../brief/longitude.js";
import { MOST_LETTERS } from "../brief/plan.js";
import { nearestTown } from "../layers/outline.js";
import { roads as texts } from "../words/roads.js";
import { describeZone, isClosed, zonesAt } from "../zones/index.js";
import { touches } from "../zones/touch.js";
import { creditOf } from "./facts.js";
import { describeNearest, withStretches } from "./nearest.js";
import { placeOfSite, roadAt, SNAP_KM } from "./places.js";
import { having } from "./roles.js";
import { describeTurnBack, findTurnBack } from "./turn-back.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../brief/content.js").Brief} Brief */
/** @typedef {import("./nearest.js").Place} Place */
/** What a field may say, or why it has nothing to say. @typedef {{ text: string } | { reason: string }} Found */
/** @typedef {"noGo" | "havens" | "medical"} Field */
/**
 * @typedef {object} Scope
 * @property {import("geobit").RoadNetwork} network
 * @property {ReturnType<typeof import("./ask.js").roadOptions>} options what bars the way, and the day
 * @property {Shape} route
 * @property {readonly Shape[]} shapes all that are drawn
 * @property {Pick<Brief, "schedule" | "report">} brief
 * @property {import("../basemap.js").Town[]} towns
 * @property {AbortSignal} [signal] ends the search between two steps
 */

/** So many muster points are told of. */
const MOST_MUSTER = 5;
/** Room for the line that counts what is left out. */
const ROOM_FOR_REST = 40;

/** @param {Scope} scope @returns {Promise<Record<Field, Found>>} */
export async function fieldsFromRoads(scope) {
  const { shapes } = scope;
  const places = placesOf(scope);
  return {
    noGo: await noGoField(scope),
    havens: await nearestField(scope, places, having(shapes, "haven", "airstrip"), texts.noHavens),
    medical: await nearestField(scope, places, having(shapes, "medical"), texts.noMedical),
  };
}

/** The start, the middle and the end of the route, and the muster points along it. @param {Scope} scope @returns {Place[]} */
function placesOf({ route, shapes, brief, towns }) {
  const { schedule, report } = brief;
  const { passages } = schedule;
  const middle = report.lengthKm / 2;
  // Muster points are along it where its corridor reaches them.
  const corridor = /** @type {Shape} */ ({ ...route, kind: "corridor" });
  const muster = having(shapes, "muster").filter((site) => touches(site, corridor));
  return [
    { name: texts.atStart(passages[0].name), at: placeAt(brief, 0) },
    { name: texts.atMiddle(whereIs(brief, towns, middle)), at: placeAt(brief, middle) },
    { name: texts.atEnd(passages[passages.length - 1].name), at: placeAt(brief, report.lengthKm) },
    ...muster.slice(0, MOST_MUSTER).map((site) => ({
      name: texts.atMuster(site.name),
      at: placeOfSite(site).at,
    })),
  ];
}

/** @param {Scope["brief"]} brief @param {number} km @returns {[number, number]} */
function placeAt({ schedule }, km) {
  const [lon, lat] = schedule.placeAt(km);
  return [wrapLongitude(lon), lat];
}

/** Says where a kilometre of the route is. @param {Scope["brief"]} brief @param {Scope["towns"]} towns @param {number} km */
const whereIs = (brief, towns, km) =>
  [texts.kmAlong(km), nearestTown(towns, placeAt(brief, km))].filter(Boolean);

/** @param {Scope} scope @param {Place[]} places @param {readonly Shape[]} sites @param {string} reason why there is nothing where there are none @returns {Promise<Found>} */
async function nearestField(scope, places, sites, reason) {
  if (sites.length === 0) return { reason };
  scope.signal?.throwIfAborted();
  const nearest = await describeNearest(scope.network, scope.options, places, sites);
  return textOf([...nearest, ...itselfClosed(scope)], scope);
}

/** Says that the route closes its own road, where it does: all ways lead around it. @param {Scope} scope @returns {string[]} */
const itselfClosed = ({ route, options }) =>
  isClosed(route, options.today) ? [texts.fillItself(texts.bars[route.bar.as])] : [];

/** @param {Scope} scope @returns {Promise<Found>} */
async function noGoField(scope) {
  const { network, options, route, shapes, brief, signal } = scope;
  const ends = [0, brief.report.lengthKm].map((km) => placeAt(brief, km));
  const roads = await Promise.all(ends.map((at) => roadAt(network, at)));
  const areNear = roads.every(({ isNear }) => isNear);
  /** @type {import("./turn-back.js").Ask} */
  const ask = async (kms) => {
    const snaps = await Promise.all(kms.map((km) => roadAt(network, placeAt(brief, km))));
    const near = kms.filter((_, i) => snaps[i].isNear);
    if (near.length === 0) return [];
    const places = near.map((km) => placeAt(brief, km));
    signal?.throwIfAborted();
    const { hours } = await network.matrix(places, ends, { ...options, snapKm: SNAP_KM, independent: false });
    return near.map((km, i) => ({ km, back: hours[2 * i], on: hours[2 * i + 1] }));
  };
  const turn = areNear ? await findTurnBack(brief.report.lengthKm, ask) : null;
  const zones = zonesAt(route, shapes, options.today).filter(({ bar }) => bar.as === "no-go");
  if (!turn && zones.length === 0) return { reason: texts.noTurnBack };
  return textOf(
    [
      ...(turn ? [await turnBackLine(scope, turn, roads)] : []),
      ...zones.map((zone) => texts.noGoAlong([describeZone(zone)])),
      ...itselfClosed(scope),
    ],
    scope,
  );
}

/** @param {Scope} scope @param {import("./turn-back.js").Turn} turn @param {import("./places.js").Road[]} ends how far the start and the end are from a road */
async function turnBackLine({ network, brief, towns }, turn, ends) {
  const { passages } = brief.schedule;
  const line = describeTurnBack(turn, whereIs(brief, towns, turn.km));
  return withStretches(line, [
    [texts.kmAlong(turn.km), await roadAt(network, placeAt(brief, turn.km))],
    [texts.atStart(passages[0].name), ends[0]],
    [texts.atEnd(passages[passages.length - 1].name), ends[1]],
  ]);
}

/** Puts lines together with their source, as many as a field holds. @param {string[]} lines @param {Scope} scope @returns {Found} */
function textOf(lines, { network }) {
  const { name, terms } = creditOf(network.summary);
  // It stays with what it is the source of, whichever roads are loaded when that is read.
  const source = `${texts.fillSource(name, network.summary.dataAsOf)} ${terms}`;
  let room = MOST_LETTERS - source.length - ROOM_FOR_REST;
  const kept = lines.filter((line) => {
    room -= line.length + 1;
    return room >= 0;
  });
  const rest = lines.length - kept.length;
  return { text: [...kept, ...(rest > 0 ? [texts.andMore(rest)] : []), source].join("\n") };
}
