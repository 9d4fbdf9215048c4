// Sites and routes in a workspace. They keep their ids, which other sections may name. One of which the kind or the place is wrong is
// left out; of any other only what is wrong.
import { BAR_KINDS, MOST_SOURCE_LETTERS, RELIABILITIES } from "../../bars.js";
import { onGlobe, wrapLongitude } from "../../brief/longitude.js";
import { newMovement } from "../../brief/movement.js";
import { FIELDS, MOST_LETTERS } from "../../brief/plan.js";
import { colourNames } from "../../colours.js";
import { cleanName } from "../../names.js";
import { heldPosition } from "../../opening/shapes-of.js";
import { shapeKinds } from "../../shapes.js";
import { workspace as texts } from "../../words/workspace.js";
import {
  orElse,
  readCut,
  readDay,
  readList,
  readMember,
  readNumber,
  readObject,
  readSome,
  readText,
  refuse,
} from "../checks.js";

/** @typedef {import("../../shapes.js").Shape} Shape */
/** @typedef {import("../../shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("../checks.js").Amiss} Amiss */

/** Many times as many as the page can show at once. */
const MOST_SHAPES = 20_000;
const MOST_CORNERS = 200_000;
const MOST_ENTRIES = 1000;
/** Half of the Earth's circumference; beyond it no circle grows. */
const MOST_KM = 20_040;
/** What can be typed into a movement. */
const MOST_TYPED = { km: 1e9, hours: 10_000 };
/** On a map that was turned, what is drawn lies beyond 180°. */
const MOST_LONGITUDE = 3600;
const ID = /^shape-[1-9]\d{0,8}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const KINDS = /** @type {ShapeKind[]} */ (Object.keys(shapeKinds));

/** @type {import("../sections.js").Section<readonly Shape[]>} */
export const shapes = {
  name: "shapes",
  empty: [],
  write: (list) =>
    list.map(({ id, kind, name, colour = "blue", km, geometry, movement, plan, bar, evacuation }) => ({
      ...{ id, kind, name, colour, km, geometry: onGlobe(geometry) },
      ...(movement && { movement }),
      ...(plan && { plan }),
      ...(bar && { bar }),
      ...(evacuation && { evacuation }),
    })),
  read: (value, at, amiss) =>
    withIds(
      readSome(value, at, MOST_SHAPES, (one, where) => readNamed(one, where, amiss), amiss).flat(),
      amiss,
    ),
};

/** Gives those without an id, or with that of another one, one of their own. @param {Shape[]} list @param {Amiss} amiss @returns {Shape[]} */
function withIds(list, amiss) {
  const taken = new Set(list.map(({ id }) => id));
  const seen = new Set([""]);
  let number = 1;
  return list.map((shape) => {
    if (!seen.has(shape.id)) {
      seen.add(shape.id);
      return shape;
    }
    while (taken.has(`shape-${number}`)) number += 1;
    const id = `shape-${number}`;
    taken.add(id);
    if (shape.id !== "") amiss.push(texts.named(shape.name, texts.expected.ids));
    return { ...shape, id };
  });
}

/** Reads a shape, or nothing. What is wrong with it is noted with its name. @param {unknown} value @param {string} at @param {Amiss} amiss @returns {Shape[]} */
function readNamed(value, at, amiss) {
  const members = readObject(value, at);
  const name = typeof members.name === "string" ? cleanName(members.name) : "";
  /** @type {Amiss} */
  const own = [];
  const shape = orElse(own, () => readShape(members, name, at, own), null);
  amiss.push(...own.map((part) => (name ? texts.named(name, part) : part)));
  return shape ? [shape] : [];
}

/** @param {Record<string, unknown>} members @param {string} name @param {string} at @param {Amiss} amiss @returns {Shape} */
function readShape(members, name, at, amiss) {
  const { id, colour, km, geometry, movement, plan, bar, evacuation } = members;
  const kind = readMember(members.kind, `${at}.kind`, KINDS);
  const place = readGeometry(geometry, `${at}.geometry`, kind);
  const { label, km: usualKm } = shapeKinds[kind];
  if (name === "") orElse(amiss, () => refuse(`${at}.name`, texts.expected.name), null);
  /** @template T @param {unknown} member @param {string} of @param {(value: unknown, at: string, amiss: Amiss) => T} read */
  const part = (member, of, read) =>
    member === undefined ? undefined : orElse(amiss, () => read(member, `${at}.${of}`, amiss), undefined);
  const more = {
    movement: part(movement, "movement", readMovement),
    plan: part(plan, "plan", readPlan),
    bar: part(bar, "bar", readBar),
    evacuation: part(evacuation, "evacuation", readEvacuation),
  };
  return {
    id: orElse(amiss, () => readId(id, `${at}.id`), ""),
    ...{ kind, name: name || label },
    colour: orElse(amiss, () => readMember(colour, `${at}.colour`, colourNames), colourNames[0]),
    km: orElse(amiss, () => readNumber(km, `${at}.km`, [0, MOST_KM]), usualKm),
    geometry: place,
    ...Object.fromEntries(Object.entries(more).filter(([, member]) => member !== undefined)),
  };
}

/** @param {unknown} value @param {string} at @returns {string} */
const readId = (value, at) =>
  typeof value === "string" && ID.test(value) ? value : refuse(at, texts.expected.id);

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
  const degrees = readNumber(lon, `${at}[0]`, [-MOST_LONGITUDE, MOST_LONGITUDE]);
  return heldPosition([wrapLongitude(degrees), readNumber(lat, `${at}[1]`, [-90, 90])]);
}

/** @param {unknown} value @param {string} at @param {Amiss} amiss @returns {import("../../brief/movement.js").Movement} */
function readMovement(value, at, amiss) {
  const { date, time, offset, speedKmh, speeds, stops } = readObject(value, at);
  const usual = newMovement();
  // A time without its day or its clock would be another time.
  const departure = orElse(
    amiss,
    () => ({
      date: date === "" ? "" : readDay(date, `${at}.date`),
      time: date === "" && time === "" ? "" : readTime(time, `${at}.time`),
      offset: readNumber(offset, `${at}.offset`, [-1440, 1440]),
    }),
    { date: usual.date, time: usual.time, offset: usual.offset },
  );
  /** @template T @param {unknown} list @param {string} of @param {(item: unknown, at: string) => T} readItem */
  const some = (list, of, readItem) =>
    orElse(amiss, () => readSome(list, `${at}.${of}`, MOST_ENTRIES, readItem, amiss), []);
  return {
    ...departure,
    speedKmh: orElse(amiss, () => readNumber(speedKmh, `${at}.speedKmh`, [0, 1000]), usual.speedKmh),
    speeds: some(speeds, "speeds", (one, where) => {
      const { fromKm, kmh } = readObject(one, where);
      return {
        fromKm: readNumber(fromKm, `${where}.fromKm`, [0, MOST_TYPED.km]),
        kmh: readNumber(kmh, `${where}.kmh`, [0, 1000]),
      };
    }),
    stops: some(stops, "stops", (one, where) => {
      const { km, hours } = readObject(one, where);
      return {
        km: readNumber(km, `${where}.km`, [0, MOST_TYPED.km]),
        hours: readNumber(hours, `${where}.hours`, [0, MOST_TYPED.hours]),
      };
    }),
  };
}

/** @param {unknown} value @param {string} at @returns {string} */
const readTime = (value, at) =>
  typeof value === "string" && TIME.test(value) ? value : refuse(at, texts.expected.time);

/** @param {unknown} value @param {string} at @param {Amiss} amiss @returns {import("../../brief/plan.js").Plan} */
function readPlan(value, at, amiss) {
  const { fields, done } = readObject(value, at);
  /** @type {Record<string, unknown>} */
  const typed = orElse(amiss, () => readObject(fields, `${at}.fields`), {});
  const readKey = (/** @type {unknown} */ key, /** @type {string} */ where) =>
    readText(key, where, MOST_LETTERS);
  return {
    fields: Object.fromEntries(
      FIELDS.filter((name) => typed[name] !== undefined).map((name) => [
        name,
        readCut(typed[name], `${at}.fields.${name}`, MOST_LETTERS, amiss),
      ]),
    ),
    done: orElse(amiss, () => readSome(done, `${at}.done`, MOST_ENTRIES, readKey, amiss), []),
  };
}

/** @param {unknown} value @param {string} at @param {Amiss} amiss @returns {import("../../bars.js").Bar} */
function readBar(value, at, amiss) {
  const { as, source, reliability, until } = readObject(value, at);
  return {
    as: readMember(as, `${at}.as`, BAR_KINDS),
    source: readCut(source, `${at}.source`, MOST_SOURCE_LETTERS, amiss),
    reliability: orElse(amiss, () => readMember(reliability, `${at}.reliability`, RELIABILITIES), ""),
    until: until === "" ? "" : orElse(amiss, () => readDay(until, `${at}.until`), ""),
  };
}

/** @param {unknown} value @param {string} at @param {Amiss} amiss @returns {import("../../bars.js").Evacuation} */
function readEvacuation(value, at, amiss) {
  const { muster, haven, medical, airstrip } = readObject(value, at);
  /** @param {unknown} flag @param {string} of */
  const read = (flag, of) => orElse(amiss, () => readFlag(flag, `${at}.${of}`), false);
  return {
    ...{ muster: read(muster, "muster"), haven: read(haven, "haven") },
    // Workspaces of before have neither.
    ...(medical !== undefined && { medical: read(medical, "medical") }),
    ...(airstrip !== undefined && { airstrip: read(airstrip, "airstrip") }),
  };
}

/** @param {unknown} value @param {string} at @returns {boolean} */
const readFlag = (value, at) =>
  typeof value === "boolean" ? value : refuse(at, texts.expected.member(["true", "false"]));
