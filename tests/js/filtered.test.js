// Snapshots of the incidents that match, in this thread and in workers, also after the engine was restarted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { describe, isSame, matchingOf } from "../../www/src/more-filters/matching.js";
import { seenWords } from "../../www/src/plain-text.js";
import { circle, error, FEW, ROAD, testBoth } from "./support.js";
import { TRAPPING_RADIUS } from "./traps.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */

const trappingWorker = new URL("./trapping-worker.js", import.meta.url);
const POINT = { type: /** @type {const} */ ("Point"), coordinates: [-8, 12] };
const AREA = circle(-8, 12, 30);

/** @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
const testWithTraps = (name, body) => testBoth(name, body, { worker: trappingWorker });

/** @param {Snapshot} snapshot */
async function idsOf(snapshot) {
  const incidents = await snapshot.incidents(Array.from({ length: snapshot.summary.count }, (_, row) => row));
  return incidents.map(({ id }) => id).sort();
}

testWithTraps("what matches answers alone, and says so", async (geobit) => {
  const all = await geobit.load(FEW, { asOf: "2024-06-01" });
  const some = await all.filtered({ kinds: ["abduction", "armedClash"], minFatalities: 0, text: null });
  assert.deepEqual(await idsOf(some), ["a", "b"]);
  const { summary } = some;
  assert.deepEqual([summary.asOf, summary.coverage], [all.summary.asOf, all.summary.coverage]);
  assert.equal(summary.rows, summary.count + summary.leftOut);
  const only = { kinds: ["abduction", "armedClash"], minFatalities: 0 };
  const matching = { only, of: 4, withoutDeaths: 2, notLocatable: 0 };
  assert.deepEqual(summary.filters, [{ matching }]);
  assert.deepEqual(summary.origins[0].filters, [{ matching }]);
  const report = await some.geofence(AREA);
  assert.deepEqual(report.counts.certain + report.counts.possible, 2);
  assert.match(report.verdictText, /^Only incidents that match a filter count here: 2 of 4\./);
  assert.match(report.notes.join(" "), /The filter: 2 kinds; at least 0 recorded deaths\./);
  const french = await some.geofence(AREA, { lang: "fr" });
  assert.match(french.verdictText, /^Seuls les incidents qui correspondent/);
  const trip = await some.route(ROAD);
  assert.match(trip.status.verdictText, /^Only incidents that match/);

  const actors = await all.frequentActors();
  assert.deepEqual(
    actors.slice(0, 1).map(({ name, count }) => [name, count >= 1]),
    [["One", true]],
  );
  assert.equal((await all.frequentActors(1)).length, 1);
  await assert.rejects(all.frequentActors(0), error("badOption", /1 to 1,000/));
  await assert.rejects(all.filtered({ actors: ["nobody"] }), error("badOption", /names the actor "nobody"/));
  await assert.rejects(
    all.filtered(/** @type {any} */ ({ actor: "One" })),
    error("badOption", /no such option/),
  );

  // It stays when the whole is closed.
  all.close();
  const [first] = await some.incidents([0]);
  assert.ok(["a", "b"].includes(first.id));
  const again = await some.filtered({ text: "FIRST" });
  assert.deepEqual(await idsOf(again), ["a"]);
  some.close();
  assert.equal((await again.geofence(AREA)).coverage.inside, report.coverage.inside);
  again.close();
  await assert.rejects(again.geofence(AREA), error("closed", /./));
});

test("a filtered snapshot is made again in another engine, also after the whole was closed", async () => {
  const geobit = await open({ worker: trappingWorker });
  const all = await geobit.load(FEW);
  const some = await all.filtered({ actors: ["One"] });
  const few = await some.filtered({ maxUncertaintyKm: 0 });
  const before = await few.geofence(AREA);
  all.close();
  some.close();
  await assert.rejects(
    few.geofence(POINT, { radiusKm: TRAPPING_RADIUS }),
    error("engineFailed", /^The engine stopped/),
  );
  assert.deepEqual(await few.geofence(AREA), before);
  geobit.close();
});

test("memory of what is filtered is free when it and the whole are closed", async () => {
  const geobit = await open({ worker: false });
  const { bytes } = await geobit.memory();
  const all = await geobit.load(FEW);
  const some = await all.filtered({ kinds: ["abduction"] });
  all.close();
  some.close();
  assert.ok((await geobit.memory()).bytes <= bytes + 1000);
  geobit.close();
});

test("a filter is described by what is given, shortened and as text", () => {
  assert.deepEqual(describe({}), []);
  assert.deepEqual(
    describe({ actors: ["A", "B", "C", "D", "E"], minFatalities: 1, text: "<b>x</b>", maxUncertaintyKm: 0 }),
    ["actor A, B, C and 2 others", "at least 1 recorded death", "“<b>x</b>”", "exact places"],
  );
  assert.deepEqual(describe({ actors: ["A", "A", "B"] }), ["actor A and B"], "what is given twice is one");
  assert.match(describe({ origins: ["\u202Eours".padEnd(60, "x")] })[0], /^source [^\u202e]{40,41}…$/);
  assert.ok(isSame({ text: "a" }, { text: "a" }) && !isSame({ text: "a" }, null));
  assert.equal(matchingOf(/** @type {any} */ ({ filters: [{}] })), undefined);
});

test("words of letters that nobody sees are none, and such letters beside others are left out", () => {
  const unseen = ["", " ", "\u200B", "\uFEFF \u00A0", "\u200D", "\u00AD\u2060", "\u3164", "\u2800", "\u0007"];
  assert.deepEqual(
    unseen.filter((text) => seenWords(text)),
    [],
  );
  assert.equal(seenWords("\u200BMé\u00ADnaka\u00A0 \uFEFFville\n"), "Ménaka ville");
  // In Persian, a joiner that has no width parts what belongs together.
  assert.equal(seenWords("می\u200Cخواهم"), "می\u200Cخواهم");
});
