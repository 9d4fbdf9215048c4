import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { readDataset } from "./data.js";

/** Rows by file, as the description of the data gives them. */
const FILES = {
  "ucdp_ged_nigeria_1990_2019_hdx.csv": { rows: 4603, format: "ucdp-hdx-csv" },
  "ucdp_ged_v23_1_sample_1000.csv": { rows: 1000, format: "ucdp-csv" },
  "ucdp_ged_car_v23_1.geojson": { rows: 1848, format: "ucdp-geojson" },
  "ucdp_candidate_v26_0_7_mali_excerpt.csv": { rows: 26, format: "ucdp-csv" },
};

const WORLD = {
  type: /** @type {const} */ ("Polygon"),
  coordinates: [
    [
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ],
  ],
};

for (const [file, { rows, format }] of Object.entries(FILES)) {
  test(`no row of ${file} vanishes`, async () => {
    const geobit = await open();
    const snapshot = await geobit.load(await readDataset(file), { name: file });
    const { summary } = snapshot;
    assert.equal(summary.format, format);
    assert.equal(summary.rows, rows);
    assert.equal(summary.rejected, 0);
    assert.equal(summary.located + summary.notLocatable, summary.count);
    assert.equal(summary.count + summary.superseded + summary.rejected, summary.rows);
    const sum = Object.values(summary.kinds).reduce((total, count) => total + count, 0);
    assert.equal(sum, summary.count);
    assert.ok(summary.cannotContain.length > 0, "UCDP records no incident without deaths");

    const { lon } = await snapshot.columns();
    assert.equal(lon.length, summary.count);
    const report = await snapshot.geofence(WORLD, { detail: "rows" });
    assert.equal(report.rows.length, summary.located);
    assert.deepEqual(report.counts, { certain: summary.located, possible: 0, expected: summary.located });

    const all = await snapshot.incidents(Uint32Array.from(lon.keys()));
    assert.equal(new Set(all.map(({ id }) => id)).size, summary.count);
    assert.ok(all.every(({ id, start, end }) => /^\d+$/.test(id) && start <= end));
    geobit.close();
  });
}
