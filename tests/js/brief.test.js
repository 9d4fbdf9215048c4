// The pure parts of the movement brief: times, daylight, places along a route, and its files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { getTimes } from "suncalc";
import {
  clockAt,
  clockInTable,
  clockSince,
  formatDuration,
  instantOf,
  isoTime,
  OFFSETS,
  offsetLabel,
} from "../../www/src/brief/clock.js";
import {
  darkParts,
  describeArrival,
  describeDeparture,
  isDark,
  turnsAround,
} from "../../www/src/brief/light.js";
import { unwrapLongitudes, wrapLongitude } from "../../www/src/brief/longitude.js";
import { movementOptions, newMovement } from "../../www/src/brief/movement.js";
import { checkInsOf, FIELDS, NO_PLAN, overdueOf, withCheckIn, withField } from "../../www/src/brief/plan.js";
import { describeBeside } from "../../www/src/brief/sentences.js";
import { kmAfter, pieces, timesAt } from "../../www/src/brief/timeline.js";
import { chooseWaypoints } from "../../www/src/brief/towns-along.js";
import { en } from "../../www/src/words/en.js";
import { fr } from "../../www/src/words/fr.js";

const HOUR = 3_600_000;
const MINUTE = 60_000;

test("times are written by one stated clock", () => {
  const departure = /** @type {number} */ (instantOf("2026-11-24", "00:30", 60));
  assert.equal(new Date(departure).toISOString(), "2026-11-23T23:30:00.000Z");
  assert.equal(clockAt(departure, 60), "00:30");
  assert.equal(clockSince(departure + 2 * HOUR, 60, departure), "02:30");
  assert.equal(clockSince(departure + 24 * HOUR, 60, departure), "00:30 on 25 Nov");
  assert.equal(clockSince(departure + 24 * HOUR, 60, departure, true), "00:30 UTC+1 on 25 Nov");
  assert.deepEqual(
    [2, 24, 50].map((hours) => clockInTable(departure + hours * HOUR, 60, departure)),
    ["02:30", "00:30 +1\u00a0d", "02:30 +2\u00a0d"],
  );
  assert.equal(isoTime(departure, 60), "2026-11-24T00:30+01:00");
  assert.equal(isoTime(departure, -210), "2026-11-23T20:00-03:30");
  assert.deepEqual([0, 60, -210, 345].map(offsetLabel), ["UTC", "UTC+1", "UTC−3:30", "UTC+5:45"]);
  assert.deepEqual([0.5, 1, 1 + 2 / 3, 25].map(formatDuration), ["30 min", "1 h", "1 h 40 min", "25 h"]);
  for (const [date, time] of [
    ["", "06:00"],
    ["2026-11-24", ""],
    ["2026-02-31x", "06:00"],
    ["2026-13-01", "06:00"],
  ])
    assert.equal(instantOf(date, time, 0), null);
  assert.equal(new Set(OFFSETS).size, OFFSETS.length);
});

test("only options that differ from the package's defaults are sent, with times in UTC", () => {
  assert.deepEqual(movementOptions(undefined), {});
  assert.deepEqual(movementOptions(newMovement()), {});
  const stops = [{ km: 10, hours: 1 }];
  assert.deepEqual(
    movementOptions({ ...newMovement(), date: "2026-11-24", time: "00:30", offset: 60, speedKmh: 50, stops }),
    { departure: "2026-11-23T23:30", speedKmh: 50, stops },
  );
});

/** 40 km in an hour, a stop of two, and 20 more in another hour. */
const stopping = { km: [0, 40, 40, 60], hours: [0, 1, 3, 4] };

test("a timeline gives the times at a place, and the place at a time", () => {
  for (const [km, arrives, leaves] of [
    [0, 0, 0],
    [20, 0.5, 0.5],
    [40, 1, 3],
    [50, 3.5, 3.5],
    [60, 4, 4],
  ])
    assert.deepEqual(timesAt(stopping, km), { arrives, leaves }, `km ${km}`);
  for (const [hours, km] of [
    [0, 0],
    [0.5, 20],
    [2, 40],
    [3.5, 50],
    [9, 60],
  ])
    assert.equal(kmAfter(stopping, hours), km, `after ${hours} h`);
  assert.deepEqual(
    pieces(stopping).map(({ stop }) => stop),
    [false, true, false],
  );
  const stopAtStart = { km: [0, 0, 40], hours: [0, 2, 3] };
  assert.deepEqual(timesAt(stopAtStart, 0), { arrives: 0, leaves: 2 });
});

const PLACES = /** @type {const} */ ({
  Bamako: [-7.975, 12.609],
  Maiduguri: [13.157, 11.847],
  equator: [0, 0],
  "64° N": [20, 64],
  "35° S, near the antimeridian": [178, -35],
});
const DATES = ["2015-03-01", "2026-03-20", "2026-06-21", "2026-09-23", "2026-11-24", "2026-12-21"];

/**
 * NOAA's solar calculator (after Meeus, Astronomical Algorithms), implemented independently: returns sunrise or sunset in minutes of
 * the UTC day, by iteration at the event itself; `null` where there is none.
 * @param {string} date @param {number} lon @param {number} lat @param {-1 | 1} side -1 for sunrise, 1 for sunset
 */
function noaa(date, lon, lat, side) {
  const rad = Math.PI / 180;
  const noon = Date.parse(`${date}T12:00:00Z`) / 86_400_000 + 2440587.5 - lon / 360;
  let julian = noon;
  for (let i = 0; i < 6; i++) {
    const t = (julian - 2451545) / 36525;
    const meanLongitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
    const anomaly = 357.52911 + t * (35999.05029 - 0.0001537 * t);
    const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
    const centre =
      Math.sin(anomaly * rad) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
      Math.sin(2 * anomaly * rad) * (0.019993 - 0.000101 * t) +
      Math.sin(3 * anomaly * rad) * 0.000289;
    const node = (125.04 - 1934.136 * t) * rad;
    const apparent = (meanLongitude + centre - 0.00569 - 0.00478 * Math.sin(node)) * rad;
    const obliquity =
      (23 +
        (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 +
        0.00256 * Math.cos(node)) *
      rad;
    const declination = Math.asin(Math.sin(obliquity) * Math.sin(apparent));
    const y = Math.tan(obliquity / 2) ** 2;
    const l = meanLongitude * rad;
    const m = anomaly * rad;
    const equationMinutes =
      (4 / rad) *
      (y * Math.sin(2 * l) -
        2 * eccentricity * Math.sin(m) +
        4 * eccentricity * y * Math.sin(m) * Math.cos(2 * l) -
        0.5 * y * y * Math.sin(4 * l) -
        1.25 * eccentricity ** 2 * Math.sin(2 * m));
    const cosine =
      Math.cos(90.833 * rad) / (Math.cos(lat * rad) * Math.cos(declination)) -
      Math.tan(lat * rad) * Math.tan(declination);
    if (Math.abs(cosine) > 1) return null;
    julian = noon - equationMinutes / 1440 + (side * Math.acos(cosine)) / rad / 360;
  }
  return Math.round((julian - 2440587.5) * 86_400_000);
}

test("sunrise and sunset agree with NOAA's formula to two minutes", () => {
  for (const [name, [lon, lat]] of Object.entries(PLACES)) {
    for (const date of DATES) {
      const noon = Date.parse(`${date}T12:00:00Z`) - (lon / 360) * 24 * HOUR;
      const day = getTimes(new Date(noon), lat, lon);
      for (const [side, found] of /** @type {const} */ ([
        [-1, day.sunrise],
        [1, day.sunset],
      ])) {
        const expected = noaa(date, lon, lat, side);
        assert.ok(expected !== null && found, `${name} ${date}`);
        const off = Math.abs(found.getTime() - expected) / MINUTE;
        assert.ok(off < 2, `${name} ${date}: ${found.toISOString()} is ${off} min off`);
      }
    }
  }
  assert.equal(noaa("2026-06-21", 20, 66, 1), null);
  assert.equal(getTimes(new Date("2026-06-21T11:00Z"), 66, 20).alwaysUp, true);
});

test("it is light between sunrise and sunset, also where the sun does not set or rise", () => {
  const [lon, lat] = PLACES.Bamako;
  const set = /** @type {number} */ (noaa("2026-11-24", lon, lat, 1));
  const rise = /** @type {number} */ (noaa("2026-11-24", lon, lat, -1));
  for (const [instant, dark] of /** @type {[number, boolean][]} */ ([
    [rise - 3 * MINUTE, true],
    [rise + 3 * MINUTE, false],
    [set - 3 * MINUTE, false],
    [set + 3 * MINUTE, true],
    [set + 6 * HOUR, true],
  ]))
    assert.equal(isDark(instant, [lon, lat]), dark, new Date(instant).toISOString());
  const { before, after } = turnsAround(set - HOUR, [lon, lat]);
  assert.deepEqual([before?.rises, after?.rises], [true, false]);

  assert.match(
    describeArrival(set - 100 * MINUTE, [lon, lat], 0),
    /^1 h (39|40|41) min before sunset \(18:0\d\)$/,
  );
  assert.match(
    describeArrival(set + 30 * MINUTE, [lon, lat], 60),
    /^in the dark, (29|30|31) min after sunset \(19:0\d\)$/,
  );
  assert.match(
    describeArrival(rise - 30 * MINUTE, [lon, lat], 0),
    /^in the dark, (29|30|31) min before sunrise \(06:\d\d\)$/,
  );

  assert.match(
    describeDeparture(rise + 30 * MINUTE, [lon, lat], 0),
    /^(29|30|31) min after sunrise \(06:\d\d\)$/,
  );
  assert.equal(describeDeparture(rise - HOUR, [lon, lat], 0), describeArrival(rise - HOUR, [lon, lat], 0));

  const tromso = [18.96, 69.65];
  for (let hour = 0; hour < 24; hour++) {
    assert.equal(isDark(Date.UTC(2026, 5, 21, hour), tromso), false);
    assert.equal(isDark(Date.UTC(2026, 11, 21, hour), tromso), true);
  }
  assert.match(describeArrival(Date.UTC(2026, 5, 21), tromso, 60), /does not set/);
  assert.match(describeArrival(Date.UTC(2026, 11, 21, 12), tromso, 60), /does not rise/);
});

test("the dark parts of a movement begin at sunset and end at sunrise, with stops separate from drives", () => {
  const at = [...PLACES.Maiduguri];
  const [lon, lat] = at;
  const rise = /** @type {number} */ (noaa("2026-11-24", lon, lat, -1));
  const set = /** @type {number} */ (noaa("2026-11-24", lon, lat, 1));
  // Leaves half an hour before sunrise, stops from an hour before sunset to an hour after it, and drives on.
  const departure = rise - HOUR / 2;
  const stop = (set - HOUR - departure) / HOUR;
  const timeline = { km: [0, 400, 400, 440], hours: [0, stop, stop + 2, stop + 3] };
  const parts = darkParts(timeline, departure, () => at);
  assert.deepEqual(
    parts.map((part) => part.stop),
    [false, true, false],
  );
  const [morning, resting, evening] = parts;
  const near = (/** @type {number} */ a, /** @type {number} */ b, tolerance = 0.05) =>
    assert.ok(Math.abs(a - b) < tolerance, `${a} is not near ${b}`);
  near(morning.fromHours, 0);
  near(morning.toHours, 0.5);
  near(morning.toKm, (0.5 / stop) * 400, 2);
  near(resting.fromHours, stop + 1);
  near(resting.toHours, stop + 2);
  assert.deepEqual([resting.fromKm, resting.toKm], [400, 400]);
  assert.deepEqual([evening.fromKm, evening.toKm], [400, 440]);
  assert.deepEqual(
    darkParts({ km: [0, 40], hours: [0, 1] }, rise + HOUR, () => at),
    [],
  );
});

test("a schedule names the ends, the stops and the most important towns, evenly spread", () => {
  const town = (/** @type {string} */ name, /** @type {number} */ km, rank = 4, offKm = 1) => ({
    ...{ name, lon: km / 100, lat: 12, rank, km, offKm },
  });
  const placeAt = (/** @type {number} */ km) => [km / 100, 12];
  const villages = Array.from({ length: 60 }, (_, i) => town(`Village ${i}`, 5 + i * 5));
  const route = { lengthKm: 300, stops: [], placeAt };
  const all = [town("Suburb", 2), town("Capital", 1, 1), ...villages, town("City", 151, 2)];
  const named = chooseWaypoints(all, route);
  assert.equal(named[0].name, "Capital");
  assert.equal(named.at(-1)?.km, 300);
  assert.ok(named.some(({ name }) => name === "City"));
  assert.ok(named.length <= 12);
  for (let i = 1; i < named.length; i++) assert.ok(named[i].km - named[i - 1].km > 20);

  const bare = chooseWaypoints([], { ...route, stops: [{ km: 100 }] });
  assert.deepEqual(
    bare.map(({ name }) => name),
    ["12.000° N, 0.000° E", "Stop", "12.000° N, 3.000° E"],
  );
  const [, inTown] = chooseWaypoints([town("Town", 100)], { ...route, stops: [{ km: 101 }] });
  assert.deepEqual([inTown.name, inTown.km], ["Town", 101]);
});

test("the longitudes of a line are continuous over the antimeridian", () => {
  assert.deepEqual(
    unwrapLongitudes([
      [179, -17],
      [-179, -16],
      [179.5, -15],
    ]),
    [
      [179, -17],
      [181, -16],
      [179.5, -15],
    ],
  );
  assert.deepEqual([181, -181, 180, -180, 12, 540].map(wrapLongitude), [-179, 179, 180, -180, 12, -180]);
});

test("the routes that dominate an alternative, and the road it shares, are one short line", () => {
  const route = (/** @type {object} */ some) =>
    /** @type {any} */ ({ lengthKm: 351.2, sharedKm: 0, dominated: [], against: {}, ...some });
  assert.equal(describeBeside(route({})), "None of it runs along this route.");
  assert.equal(
    describeBeside(route({ against: null })),
    "",
    "the route of the brief itself has no such line",
  );
  const dominated = [
    { by: "North", clearly: true },
    { by: "West", clearly: false },
    { by: "East", clearly: true },
  ];
  assert.equal(
    describeBeside(route({ sharedKm: 39.24, dominated })),
    "Clearly no better than North and 1 other. 39.2 of its 351 km run along this route.",
  );
  assert.match(describeBeside(route({ dominated: [dominated[1]] })), /^No better than West\. /);
});

test("check-ins are the times of the schedule, and overdue once the clock has passed them unticked", () => {
  const departure = Date.parse("2026-11-24T06:00Z");
  const passages = /** @type {any[]} */ ([
    { name: "Bamako", km: 0, arrives: 0 },
    { name: "Sikasso", km: 370.04, arrives: 7.5 },
  ]);
  const checkIns = checkInsOf({ departure, passages });
  assert.deepEqual(checkIns, [
    { key: "2026-11-24T06:00 km 0.0", name: "Bamako", at: departure },
    { key: "2026-11-24T13:30 km 370.0", name: "Sikasso", at: departure + 7.5 * 3_600_000 },
  ]);
  assert.deepEqual(checkInsOf({ departure: null, passages }), [], "without a departure there are none");
  const overdue = (
    /** @type {import("../../www/src/brief/plan.js").Plan} */ plan,
    /** @type {number} */ now,
  ) => [...overdueOf(checkIns, plan, now)];
  assert.deepEqual(overdue(NO_PLAN, departure), [], "not before the time has passed");
  assert.deepEqual(overdue(NO_PLAN, departure + 1), [checkIns[0].key]);
  const ticked = withCheckIn(NO_PLAN, checkIns[0].key, true);
  assert.deepEqual(overdue(ticked, departure + 1), []);
  assert.deepEqual(withCheckIn(withCheckIn(ticked, checkIns[0].key, true), checkIns[0].key, false).done, []);
  const later = checkInsOf({ departure: departure + 3_600_000, passages });
  assert.equal(ticked.done.includes(later[0].key), false, "another departure is another check-in");
});

test("every field of the brief has its words in both languages, and keeps what is typed", () => {
  assert.equal(FIELDS.length, en.brief.fields.length);
  assert.equal(FIELDS.length, fr.brief.fields.length);
  assert.equal(new Set(FIELDS).size, FIELDS.length);
  const plan = withField(withField(NO_PLAN, "medical", "Kit"), "sender", "A");
  assert.deepEqual(plan.fields, { medical: "Kit", sender: "A" });
  assert.deepEqual(NO_PLAN.fields, {});
});
