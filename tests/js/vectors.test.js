import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { readDataset, readVectors } from "./data.js";
import { checkVectors, VECTOR_FILES } from "./vectors.js";

for (const [where, worker] of /** @type {const} */ ([
  ["in this thread", false],
  ["in a worker", true],
])) {
  test(`reference vectors ${where}`, async (t) => {
    const geobit = await open({ worker });
    for (const file of VECTOR_FILES) {
      await t.test(file, async () => {
        const { [file]: tally } = await checkVectors(geobit, { readVectors, readDataset }, [file]);
        assert.deepEqual(
          tally.failures.slice(0, 20),
          [],
          `${tally.failures.length} of ${tally.checks} checks`,
        );
        assert.ok(tally.checks >= tally.cases && tally.cases > 0);
        t.diagnostic(`${file}: ${tally.cases} cases, ${tally.checks} checks`);
      });
    }
    geobit.close();
  });
}
