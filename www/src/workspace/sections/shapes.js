// Sites and routes in a workspace. They keep their ids, which other sections may name.
import { BAR_KINDS, MOST_SOURCE_LETTERS, RELIABILITIES } from "../../bars.js";
import { FIELDS, MOST_LETTERS } from "../../brief/plan.js";
import { colourNames } from "../../colours.js";
import { cleanName, MAX_NAME } from "../../names.js";
import { heldPosition } from "../../opening/shapes-of.js";
import { shapeKinds } from "../../shapes.js";
import { workspace as texts } from "../../words/workspace.js";
import { isDay, readDay, readList, readMember, readNumber, readObject, readText, refuse } from "../checks.js";

/** @typedef {import("../../shapes.js").Shape} Shape */
/** @typedef {import("../../shapes.js").ShapeKind} ShapeKind */

/** As many as the page can hold of one file. */
const MOST_SHAPES = 2000;
const MOST_CORNERS = 200_000;
const MOST_ENTRIES = 1000;
/** Half of the Earth's circumference; beyond it no circle grows. */
const MOST_KM = 20_040;
const MOST_HOURS = 8784;
const ID = /^shape-[1-9]\d{0,8}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const KINDS = /** @type {ShapeKind[]} */ (Object.keys(shapeKinds));

/** @type {import("../sections.js").Section<readonly Shape[]>} */
export const shapes = {
  name: "shapes",
  empty: [],
  write: (list) =>
    list.map(({ id, kind, name, colour = "blue", km, geometry, movement, plan, bar, evacuation }) => ({
      ...{ id, kind, name, colour, km, geometry },
      ...(movement && { movement }),
      ...(plan && { plan }),
      ...(bar && { bar }),
      ...(evacuation && { evacuation }),
    })),
  read(value, at) {
    const list = readList(value, at, MOST_SHAPES, readShape);
    if (new Set(list.map(({ id }) => id)).size < list.length) refuse(at, texts.expected.ids);
    return list;
  },
};

/** @param {unknown} value @param {string} at @returns {Shape} */
function readShape(value, at) {
  const {
    id,
    kind: ofKind,
    name,
    colour,
    km,
    geometry,
    movement,
    plan,
    bar,
    evacuation,
  } = readObject(value, at);
  const kind = readMember(ofKind, `${at}.kind`, KINDS);
  if (typeof id !== "string" || !ID.test(id)) refuse(`${at}.id`, texts.expected.id);
  const clean = cleanName(readText(name, `${at}.name`, 8 * MAX_NAME));
  if (clean === "") refuse(`${at}.name`, texts.expected.name);
  return {
    ...{ id: String(id), kind, name: clean },
    colour: readMember(colour, `${at}.colour`, colourNames),
    km: readNumber(km, `${at}.km`, [0, MOST_KM]),
    geometry: readGeometry(geometry, `${at}.geometry`, kind),
    ...(movement !== undefined && { movement: readMovement(movement, `${at}.movement`) }),
    ...(plan !== undefined && { plan: readPlan(plan, `${at}.plan`) }),
    ...(bar !== undefined && { bar: readBar(bar, `${at}.bar`) }),
    ...(evacuation !== undefined && { evacuation: readEvacuation(evacuation, `${at}.evacuation`) }),
  };
}

/** @param {unknown} value @param {string} at @param {ShapeKind} kind @returns {Shape["geometry"]} */
function readGeometry(value, at, kind) {
  const { type, coordinates } = readObject(value, at);
  const place = `${at}.coordinates`;
  if (kind === "circle") {
    readMember(type, `${at}.type`, ["Point"]);
    return { type: "Point", coordinates: readPosition(coordinates, place) };
  }
  if (kind === "polygon") {
    readMember(type, `${at}.type`, ["Polygon"]);
    const rings = readList(coordinates, place, 1, (ring, where) =>
      readList(ring, where, MOST_CORNERS, readPosition),
    );
    const [ring = []] = rings;
    const [first, last] = [ring[0], ring.at(-1)];
    if (ring.length < 4 || first[0] !== last?.[0] || first[1] !== last[1]) refuse(place, texts.expected.ring);
    return { type: "Polygon", coordinates: [ring] };
  }
  readMember(type, `${at}.type`, ["LineString"]);
  const line = readList(coordinates, place, MOST_CORNERS, readPosition);
  if (line.length < 2) refuse(place, texts.expected.line);
  return { type: "LineString", coordinates: line };
}

/** @param {unknown} value @param {string} at @returns {GeoJSON.Position} */
function readPosition(value, at) {
  if (!Array.isArray(value) || value.length !== 2) refuse(at, texts.expected.position);
  const [lon, lat] = /** @type {unknown[]} */ (value);
  return heldPosition([readNumber(lon, `${at}[0]`, [-180, 180]), readNumber(lat, `${at}[1]`, [-90, 90])]);
}

/** @param {unknown} value @param {string} at @returns {import("../../brief/movement.js").Movement} */
function readMovement(value, at) {
  const { date, time, offset, speedKmh, speeds, stops } = readObject(value, at);
  if (date !== "" && !isDay(date)) refuse(`${at}.date`, texts.expected.day);
  if (typeof time !== "string" || !TIME.test(time)) refuse(`${at}.time`, texts.expected.time);
  return {
    ...{ date: String(date), time: String(time) },
    offset: readNumber(offset, `${at}.offset`, [-1440, 1440]),
    speedKmh: readNumber(speedKmh, `${at}.speedKmh`, [0, 1000]),
    speeds: readList(speeds, `${at}.speeds`, MOST_ENTRIES, (one, where) => {
      const { fromKm, kmh } = readObject(one, where);
      return {
        fromKm: readNumber(fromKm, `${where}.fromKm`, [0, MOST_KM]),
        kmh: readNumber(kmh, `${where}.kmh`, [0, 1000]),
      };
    }),
    stops: readList(stops, `${at}.stops`, MOST_ENTRIES, (one, where) => {
      const { km, hours } = readObject(one, where);
      return {
        km: readNumber(km, `${where}.km`, [0, MOST_KM]),
        hours: readNumber(hours, `${where}.hours`, [0, MOST_HOURS]),
      };
    }),
  };
}

/** @param {unknown} value @param {string} at @returns {import("../../brief/plan.js").Plan} */
function readPlan(value, at) {
  const { fields, done } = readObject(value, at);
  const typed = readObject(fields, `${at}.fields`);
  return {
    fields: Object.fromEntries(
      FIELDS.filter((name) => typed[name] !== undefined).map((name) => [
        name,
        readText(typed[name], `${at}.fields.${name}`, MOST_LETTERS),
      ]),
    ),
    done: readList(done, `${at}.done`, MOST_ENTRIES, (key, where) => readText(key, where, MOST_LETTERS)),
  };
}

/** @param {unknown} value @param {string} at @returns {import("../../bars.js").Bar} */
function readBar(value, at) {
  const { as, source, reliability, until } = readObject(value, at);
  return {
    as: readMember(as, `${at}.as`, BAR_KINDS),
    source: readText(source, `${at}.source`, MOST_SOURCE_LETTERS),
    reliability: readMember(reliability, `${at}.reliability`, RELIABILITIES),
    until: until === "" ? "" : readDay(until, `${at}.until`),
  };
}

/** @param {unknown} value @param {string} at @returns {import("../../bars.js").Evacuation} */
function readEvacuation(value, at) {
  const { muster, haven, medical, airstrip } = readObject(value, at);
  return {
    ...{ muster: readFlag(muster, `${at}.muster`), haven: readFlag(haven, `${at}.haven`) },
    // Workspaces of before have neither.
    ...(medical !== undefined && { medical: readFlag(medical, `${at}.medical`) }),
    ...(airstrip !== undefined && { airstrip: readFlag(airstrip, `${at}.airstrip`) }),
  };
}

/** @param {unknown} value @param {string} at @returns {boolean} */
const readFlag = (value, at) =>
  typeof value === "boolean" ? value : refuse(at, texts.expected.member(["true", "false"]));
