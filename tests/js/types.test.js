import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open } from "geobit";
import { FEW, ROAD, SQUARE } from "./support.js";

const types = await readFile(new URL("../../pkg/geobit.d.ts", import.meta.url), "utf8");

/**
 * Names of the members of an interface and of those it extends, without those that may be absent.
 * @param {string} name @returns {string[]}
 */
function membersOf(name) {
  const found = new RegExp(`^export interface ${name}\\b([^{]*)\\{\\n(.*?)^\\}`, "ms").exec(types);
  const [, head = "", body = ""] = found ?? [];
  const members = Array.from(body.matchAll(/^ {2}(?:readonly )?(\w+)(\??)[:(]/gm));
  assert.ok(members.length > 1, name);
  const extended =
    /extends ([\w, ]+)/
      .exec(head)?.[1]
      .trim()
      .split(", ")
      .filter((other) => other !== "Disposable") ?? [];
  const own = members.filter(([, , optional]) => !optional).map(([, member]) => member);
  return [...own, ...extended.flatMap(membersOf)].sort();
}

const keys = (/** @type {object} */ value) => Object.keys(value).sort();

test("what is declared is what comes, member by member", async () => {
  const geobit = await open();
  const snapshot = await geobit.load(FEW, { licence: undefined });
  const area = await snapshot.geofence(SQUARE);
  const route = await snapshot.route(ROAD);
  const [incident] = await snapshot.incidents([0]);
  assert.deepEqual(keys(snapshot.summary), membersOf("Summary"));
  assert.deepEqual(keys(area), membersOf("GeofenceReport"));
  assert.deepEqual(keys(area.recent), membersOf("TimeWindow"));
  assert.deepEqual(keys(area.baseline), membersOf("TimeWindow"));
  assert.deepEqual(keys(route), membersOf("RouteReport"));
  assert.deepEqual(keys(incident), membersOf("Incident"));
  assert.deepEqual(keys(await snapshot.columns()), membersOf("Columns"));
  assert.deepEqual(keys(geobit.formulas), membersOf("Formulas"));
  for (const name of membersOf("Geobit")) assert.ok(name in geobit, name);
  for (const name of membersOf("Snapshot")) assert.ok(name in snapshot, name);

  assert.deepEqual(keys(area.nearest[0]), [
    "bearing",
    "date",
    "distanceKm",
    "id",
    "kind",
    "row",
    "uncertaintyKm",
  ]);
  assert.deepEqual(keys(area.rings[0]), ["baseline", "fromKm", "recent", "toKm"]);
  assert.deepEqual(keys(area.byKind[0]), ["baseline", "kind", "recent"]);
  assert.deepEqual(keys(area.weekly), ["counts", "start", "usual"]);
  assert.deepEqual(keys(area.change), membersOf("Change"));
  assert.deepEqual(keys(area.changeWithPossible), membersOf("Change"));
  assert.deepEqual(keys(area.trend), [...membersOf("Slope"), "settled"].sort());
  assert.deepEqual(keys(area.trend.settled), membersOf("Slope"));
  const { repeat } = await snapshot.geofence(SQUARE, { repeat: true });
  assert.ok(repeat);
  assert.deepEqual(keys(repeat), membersOf("Repeat"));
  const feature = /** @type {const} */ ({ type: "Feature", properties: {}, geometry: SQUARE });
  const [{ among }] = await snapshot.geofences({ type: "FeatureCollection", features: [feature] });
  assert.ok(among);
  assert.deepEqual(keys(among), ["areas", "q", "rank", "shrunk"]);
  assert.deepEqual(keys(among.shrunk), ["interval", "perDay"]);
  assert.deepEqual(keys(route.exposure), ["integral", "mean", "peak"]);
  assert.deepEqual(keys(route.exposure.peak), ["km", "lat", "lon", "value"]);
  assert.deepEqual(keys(route.encounter), ["expected", "interval"]);
  assert.deepEqual(keys(route.segments[0]), membersOf("Segment"));
  assert.deepEqual(keys(route.stretches[0]), membersOf("Stretch"));
  assert.deepEqual(keys(route.status), membersOf("CorridorStatus"));
  const later = await snapshot.geofence(SQUARE, { asOf: "2024-06-20" });
  assert.ok(route.status.laplace && later.dispersion && later.alarm, "the baseline has an incident");
  assert.deepEqual(keys(route.status.laplace), ["p", "verdict", "z"]);
  assert.deepEqual(keys(route.stretches[0].change), membersOf("Change"));
  assert.deepEqual(keys(later.dispersion), ["factor", "index", "overdispersed", "p", "weeks"]);
  assert.deepEqual(keys(area.recency), ["daysSinceLast", "last", "medianGapDays", "quietProbability"]);
  assert.deepEqual(keys(later.alarm), [
    "expectedPerWeek",
    "lastRang",
    "level",
    "reference",
    "ringing",
    "since",
    "threshold",
  ]);
  assert.deepEqual(keys(route.timeline), ["hours", "km"]);
  const compared = await snapshot.routes({
    type: "FeatureCollection",
    features: [ROAD, ROAD].map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  });
  assert.deepEqual(keys(compared), membersOf("RoutesReport"));
  assert.deepEqual(keys(compared.pairs[0]), membersOf("RoutePair"));
  assert.deepEqual(keys(compared.pairs[0].shared.a[0]), membersOf("SharedPart"));
  assert.equal(typeof area.method.asOf, "string");
  assert.equal(typeof route.method.asOf, "string");
  geobit.close();
});

test("a report with less detail has little more than what was asked for", async () => {
  const geobit = await open();
  const snapshot = await geobit.load(FEW);
  const rows = /** @type {const} */ ({ detail: "rows" });
  const size = ["hours", "lengthKm", "timeline"];
  assert.deepEqual(keys(await snapshot.geofence(SQUARE, rows)), ["areaKm2", "counts", "rows", "share"]);
  assert.deepEqual(keys(await snapshot.route(ROAD, rows)), [
    "alongKm",
    "distanceKm",
    "hours",
    "lengthKm",
    "rows",
    "timeline",
  ]);
  const exposure = await snapshot.route(ROAD, { detail: "exposure" });
  assert.deepEqual(keys(exposure), ["encounter", "exposure", ...size]);
  geobit.close();
});
