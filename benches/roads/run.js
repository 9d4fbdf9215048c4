// Times what is asked of roads on a country of half a million edges, in Node.js: `node benches/roads/run.js [SIDE]`.
import { open } from "geobit";
import { countryExtract, countryIncidents } from "./country.js";

const side = Number(process.argv[2] ?? 500);
const FROM = [1, 6];
const TO = [8.5, 13.5];

/** @template T @param {string} what @param {() => Promise<T> | T} work @returns {Promise<T>} */
async function timed(what, work) {
  const start = performance.now();
  const done = await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
  return done;
}

const extract = await timed("extract written", () => countryExtract(side));
console.log(`${(extract.length / 1e6).toFixed(1)} MB`);
const geobit = await open({ worker: false });
const first = await timed("extract read", () => geobit.roads(extract, { name: "Country" }));
const pack = await timed("pack written", () => first.toPack());
const { edges, lengthKm } = first.summary;
console.log(`${edges} edges, ${lengthKm} km, ${(pack.length / edges).toFixed(1)} bytes an edge`);
first.close();
const roads = await timed("pack read", () => geobit.roads(pack));
await timed("1,000 snaps", async () => {
  for (let i = 0; i < 1000; i++) await roads.snap([(i * 0.0097) % 9.7, 5.1 + ((i * 0.37) % 9.7)]);
});
const snapshot = await geobit.load(countryIncidents(15_000));
await timed("fit", () => snapshot.fit());
await timed("fastest", () => roads.paths(FROM, TO));
await timed("fastest, again", () => roads.paths(FROM, TO));
const weighed = { snapshot, tolerance: 0.01 };
await timed("first weighed way, with the exposure of all edges", () =>
  roads.paths(FROM, TO, { snapshot, wanted: "fastest" }),
);
for (const tolerance of [0.05, 0.02, 0.01]) {
  const found = await timed(`unbeaten, tolerance ${tolerance}`, () =>
    roads.paths(FROM, TO, { ...weighed, tolerance }),
  );
  console.log(`${found.found} ways`);
}
await timed("reach of 1, 2 and 4 h", () => roads.reach(FROM, [1, 2, 4]));
await timed("matrix of one pair, with independent ways", () => roads.matrix([FROM], [TO]));
console.log(await geobit.memory());
geobit.close();
