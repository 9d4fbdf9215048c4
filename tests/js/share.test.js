// What is shared of an answer without its place: the filter is told, and what it names is not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { redact, toText } from "../../www/src/share/redacted.js";
import { FEW } from "./support.js";

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

const site = /** @type {import("../../www/src/shapes.js").Shape} */ ({
  ...{ id: "s1", kind: "circle", name: "Camp", km: 30 },
  geometry: { type: "Point", coordinates: [-8, 12] },
});

/** @param {import("../../www/src/more-filters/matching.js").Matching | null} matching @param {import("geobit").Kind[]} [kinds] */
async function shared(matching, kinds) {
  const snapshot = await geobit.load(FEW, { asOf: "2024-06-01" });
  const geofence = await snapshot.geofence({ type: "Point", coordinates: [-8, 12] }, { radiusKm: 30, kinds });
  const answer = /** @type {any} */ ({ geofence });
  return toText(redact(answer, site, { isDemo: false, matching }));
}

test("a shared answer says what is filtered by, and names no actor, word or file", async () => {
  const text = await shared({
    ...{ actors: ["Guards of Kati", "Others"], text: "Ménaka", origins: ["kati.csv"] },
    ...{ minFatalities: 2, maxUncertaintyKm: 5 },
  });
  const [, first] = text.split("\n\n");
  assert.equal(
    first.split("\n")[0],
    "Filtered: by 2 actors; by words; by 1 source; at least 2 recorded deaths; place known within 5 km. Whatever does not match counts in no number here.",
  );
  assert.doesNotMatch(text, /Kati|Ménaka|kati/);
  assert.doesNotMatch(await shared(null), /Filtered/);
  assert.match(await shared(null, ["abduction", "riot"]), /Filtered: only abduction and riot\./);
});
