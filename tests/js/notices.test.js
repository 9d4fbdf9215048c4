// The list of third parties that the page shows is that of what it is made of.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { listCrates, listPackages } from "../../www/scripts/notices.js";

const file = new URL("../../www/src/help/third-parties.json", import.meta.url);
const listed = JSON.parse(await readFile(file, "utf8"));
const HOW = "Write the list again: npm run notices -w www";

test("the list of packages and crates is current", () => {
  assert.deepEqual(listed.packages, listPackages(), HOW);
  assert.deepEqual(listed.crates, listCrates(), HOW);
});

test("each third party has a version, a licence and a link", () => {
  assert.ok(listed.packages.length > 30 && listed.crates.length > 80);
  for (const { name, version, licence, link } of [...listed.packages, ...listed.crates]) {
    assert.match(version, /^\d+\./, name);
    assert.match(licence, /\w{2}/, name);
    assert.match(link, /^https:\/\/[\w.-]+\/[^\s"]+$/, name);
  }
});
