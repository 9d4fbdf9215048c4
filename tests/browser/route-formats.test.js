// Routes in other formats than GPX and KML, and saved routes: what is saved can be read again, and what is hostile is explained.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { alarmed, archive, lied } from "../js/archives.js";
import { activeShape, drop, openPage, openPart, settled } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./driver.js").LonLat} LonLat */

/** @type {LonLat[]} */
const road = [
  [-8.003, 12.639],
  [-7.123456789, 11.5],
  [-0.0000001, 11.32],
];
const kml = (/** @type {LonLat[]} */ places, name = "Southern road") =>
  `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>${name}</name><LineString><coordinates>${places.map((at) => at.join(",")).join(" ")}</coordinates></LineString></Placemark></kml>`;
const geojson = (/** @type {unknown} */ geometry) =>
  JSON.stringify({ type: "Feature", properties: { name: "Southern road" }, geometry });
/** The example in the description of the algorithm. */
const ENCODED = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";
const ENCODED_AT = [
  [-120.2, 38.5],
  [-120.95, 40.7],
  [-126.453, 43.252],
];

/** @param {Page} page @param {string} name @param {string | Uint8Array} content */
async function openRoute(page, name, content) {
  await drop(page, name, typeof content === "string" ? new TextEncoder().encode(content) : content);
  await settled(page);
}

/** Chooses what the page asks about a file of a route. @param {Page} page @param {string} button */
async function choose(page, button) {
  await page.locator("dialog").getByRole("button", { name: button }).click();
  await settled(page);
}

/** @param {Page} page @returns {Promise<number>} */
const shapes = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length);

/** @param {Page} page @param {LonLat[]} coordinates @param {string} [name] */
async function addRoute(page, coordinates, name = "Southern road") {
  const geometry = { type: "LineString", coordinates };
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...{ kind: "route", name, km: 5, geometry },
  });
  await settled(page);
}

test("routes are read from KMZ, GeoJSON, waypoints and polylines, and incidents still from their own files", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  const line = { type: "LineString", coordinates: road };
  for (const [
    file,
    content,
    name,
    places,
    answer,
  ] of /** @type {[string, string | Uint8Array, string, number[][], string?][]} */ ([
    ["road.kmz", archive({ "doc.kml": kml(road), "other.kml": "" }), "Southern road", road],
    ["road.geojson", geojson(line), "Southern road", road],
    ["a road.json", JSON.stringify(line), "a road", road],
    [
      "waypoints.csv",
      `Name;Lat;Lon\n${road.map(([lon, lat]) => `w;${lat};${lon}`).join("\n")}`,
      "waypoints",
      road,
      "One route, in this order",
    ],
    ["6.polyline6", "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI", "6", ENCODED_AT],
    ["osrm.polyline", `${ENCODED}\n`, "osrm", ENCODED_AT, "Use 5 digits"],
  ])) {
    await openRoute(page, file, content);
    if (answer) await choose(page, answer);
    await page.locator("[data-hook=result-title]", { hasText: name }).waitFor();
    const { kind, geometry } = await activeShape(page);
    assert.equal(kind, "route", file);
    assert.deepEqual(geometry.coordinates, places, file);
  }
  assert.match(
    (await page.locator("[data-hook=data-mark]").textContent()) ?? "",
    /Demo data/,
    "the data stay",
  );
  assert.equal(await shapes(page), 6);

  const incident = { type: "Point", coordinates: [-8, 12] };
  const collection = (/** @type {object[]} */ ...features) =>
    JSON.stringify({ type: "FeatureCollection", features });
  for (const [file, content] of /** @type {const} */ ([
    ["incidents.constructor", "id,start,lon,lat\n1,2026-01-01,-8,12\n"],
    ["incidents.csv", "id,start,lon,lat\n1,2026-01-01,-8,12\n"],
    [
      "incidents.geojson",
      collection({ type: "Feature", properties: { date: "2026-01-01" }, geometry: incident }),
    ],
    [
      "mixed.geojson",
      collection(
        { type: "Feature", properties: { date: "2026-01-01" }, geometry: incident },
        { type: "Feature", properties: {}, geometry: line },
      ),
    ],
  ])) {
    await openRoute(page, file, content);
    await page.locator("[data-hook=data-mark] strong", { hasText: file }).waitFor();
    assert.equal(await shapes(page), 6, "the shapes stay");
  }
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

const ENTITIES = `<!DOCTYPE kml [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><kml><name>&b;</name></kml>`;
const OUTSIDE = `<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><name>&x;</name></kml>`;

test("a bad file of any format is explained, and nothing that was there is lost", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await openRoute(page, "first.kmz", archive({ "first.kml": kml(road) }));
  const before = requests.length;
  const bomb = alarmed();
  const many = Array.from({ length: 100_001 }, (_, i) => [i / 1000, 10]);
  const line = (/** @type {unknown} */ coordinates) => geojson({ type: "LineString", coordinates });
  for (const [what, name, content, words] of /** @type {[string, string, string | Uint8Array, RegExp][]} */ ([
    ["an archive that grows", "bomb.kmz", bomb, /doc\.kml" in this archive is larger than 64 MiB/],
    [
      "an archive that grows and denies it",
      "lie.kmz",
      lied(bomb),
      /doc\.kml" in this archive does not have the size that the archive states/,
    ],
    ["entities that grow", "entities.kmz", archive({ "doc.kml": ENTITIES }), /document type/],
    ["entities from elsewhere", "outside.kmz", archive({ "doc.kml": OUTSIDE }), /document type/],
    ["no archive", "text.kmz", "no archive", /neither a table .* nor a file of routes/],
    ["a line of one place", "still.geojson", line([road[0], road[0]]), /one place only/],
    ["a place beyond the pole", "far.geojson", line([road[0], [0, 95]]), /“Southern road”: vertex 1.*95/],
    [
      "a place of words",
      "words.json",
      line([road[0], ["0", "1"]]),
      /“Southern road”: vertex 1 is not a pair/,
    ],
    ["too many points", "long.geojson", line(many), /more than 100000 vertices/],
    ["a bad row", "row.csv", "name,lon,lat\na,1,2\nb,east,3", /Row 3 \(b\) has in "east" no longitude/],
    ["a polyline that is cut", "cut.polyline", ENCODED.slice(0, -1), /ends within a number/],
    ["a latitude alone", "half.polyline", ENCODED.slice(0, 5), /latitude without its longitude/],
    ["no polyline", "words.polyline", "Bamako to Sikasso", /neither a table/],
  ])) {
    await t.test(what, async () => {
      await openRoute(page, name, content);
      const banner = page.locator("[data-hook=banner].error");
      await banner.filter({ hasText: name }).waitFor();
      assert.match((await banner.textContent()) ?? "", words);
      assert.equal(await shapes(page), 1);
      assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /Demo data/);
      await banner.getByRole("button", { name: "Dismiss" }).click();
    });
  }
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("a polyline can be pasted, of five and of six digits, and what is none is explained", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openPart(page, "try");
  const paste = async (/** @type {string} */ text) => {
    await page.getByLabel("Route from an encoded polyline").fill(text);
    await page.locator("[data-hook=from-polyline]").getByRole("button", { name: "Add" }).click();
    await settled(page);
  };
  await paste("_p~iF~ps|U_ulLnnqC_mqN");
  await page.locator("[data-hook=banner].error", { hasText: "latitude without its longitude" }).waitFor();
  assert.equal(await shapes(page), 0);
  // With five digits its places are not on Earth.
  await paste("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI");
  assert.deepEqual((await activeShape(page)).geometry.coordinates, ENCODED_AT);
  await paste(JSON.stringify(ENCODED));
  await choose(page, "Use 5 digits");
  assert.deepEqual((await activeShape(page)).geometry.coordinates, ENCODED_AT);
  assert.equal(await shapes(page), 2);
  assert.deepEqual(faults, []);
  await close();
});

/** @param {Page} page @param {string} button a selector @returns {Promise<{ name: string, text: string, bytes: Buffer }>} */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), text: bytes.toString(), bytes };
}

test("a route that is saved in any format and read again is the same", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  const name = 'Road <b>&"south"\u0007 = é';
  // Names are kept without hidden characters.
  const printable = name.replace("\u0007", "\uFFFD");
  for (const [format, ending, digits] of /** @type {const} */ ([
    ["gpx", "gpx", 9],
    ["kml", "kml", 9],
    ["kmz", "kmz", 9],
    ["geojson", "geojson", 9],
    ["csv", "csv", 9],
    ["5", "polyline", 5],
    ["6", "polyline6", 6],
  ])) {
    await t.test(ending, async () => {
      await addRoute(page, road, name);
      const details = page.locator("[data-hook=save-route]");
      if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
      if (digits < 9) await page.locator("[data-hook=save-digits]").selectOption(format);
      const button = digits < 9 ? "[data-hook=save-polyline]" : `[data-save-line="${format}"]`;
      const file = await saved(page, button);
      assert.equal(file.name, `Road -b-south- - é.${ending}`);
      if (ending === "gpx" || ending === "kml") assert.ok(file.text.includes("-0.0000001"), "no exponents");
      await page.getByRole("button", { name: `Remove ${printable}` }).click();
      await openRoute(page, file.name, file.bytes);
      if (digits === 5) await choose(page, "Use 5 digits");
      if (ending === "csv") await choose(page, "Add 1 to the map");
      await page.locator("[data-hook=shapes] li.active").waitFor();
      const { geometry, name: read } = await activeShape(page);
      const rounded = road.map((at) => at.map((degrees) => Number(degrees.toFixed(digits)) + 0));
      assert.deepEqual(geometry.coordinates, rounded);
      const kept = { gpx: printable, kml: printable, kmz: printable, geojson: printable };
      assert.equal(read, Object.entries(kept).find(([of]) => of === ending)?.[1] ?? "Road -b-south- - é");
      await page.locator("[data-hook=shapes] li.active").getByRole("button", { name: "Remove" }).click();
    });
  }
  assert.equal(await page.locator(".panel b").count(), 0);
  assert.deepEqual(requests.slice(before), [], "no request is made for it");
  assert.deepEqual(faults, []);
  await close();
});

test("the segments of an answer are saved, and the polyline is copied", async () => {
  const options = { permissions: ["clipboard-read", "clipboard-write"] };
  const { page, faults, close } = await openPage(browser, server.origin, options);
  const details = page.locator("[data-hook=save-route]");
  assert.ok(await details.isHidden());
  await addRoute(page, road.slice(0, 2), "=South");
  await details.locator("summary").click();
  const json = await saved(page, '[data-save-segments="geojson"]');
  assert.equal(json.name, "South segments.geojson");
  const { features, data } = JSON.parse(json.text);
  const report = await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer().route);
  assert.deepEqual(
    features.map((/** @type {any} */ f) => f.properties),
    report.segments.map((/** @type {any} */ s) => ({ route: "=South", part: "segment", ...s })),
  );
  assert.match(data, /Demo data/);
  const csv = await saved(page, '[data-save-segments="csv"]');
  const [header, first] = csv.text.split("\r\n");
  assert.match(header, /^route,from_km,to_km,/);
  assert.match(first, /^"'=South",0,5,/);
  assert.equal(csv.text.trimEnd().split("\r\n").length, features.length + 1);

  await details.getByRole("button", { name: "Copy" }).click();
  await details.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await openRoute(page, "again.polyline", copied);
  await choose(page, "Use 5 digits");
  await page.locator("[data-hook=result-title]", { hasText: "again" }).waitFor();
  assert.deepEqual(
    (await activeShape(page)).geometry.coordinates,
    road.slice(0, 2).map((at) => at.map((n) => Number(n.toFixed(5)))),
  );

  await page.getByRole("button", { name: "Area", exact: true }).click();
  await page.keyboard.press("Escape");
  await page.locator("[data-hook=shapes] li.active").getByRole("button", { name: "Remove" }).click();
  await page.locator("[data-hook=shapes] li.active").getByRole("button", { name: "Remove" }).click();
  assert.ok(await details.isHidden(), "without a route there is none to save");
  assert.deepEqual(faults, []);
  await close();
});

test("the engine is asked with all corners of a line, however many", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const corners = Array.from({ length: 100_000 }, (_, i) => [
    Math.round((-8 + i / 25_000) * 1e9) / 1e9,
    Math.round((12.6 + 0.2 * Math.sin(i / 900) + 0.00002 * (i % 2)) * 1e9) / 1e9,
  ]);
  const line = { type: "LineString", coordinates: corners };
  await openRoute(page, "long.geojson", JSON.stringify(line));
  await page.locator("[data-hook=result-title]", { hasText: "long" }).waitFor();
  await settled(page);
  const asked = await page.evaluate(
    () => /** @type {any} */ (window).geobitPage.answer().question.feature.geometry.coordinates,
  );
  assert.equal(asked.length, corners.length);
  assert.deepEqual(asked[50_001], corners[50_001]);
  const file = await (async () => {
    await page.locator("[data-hook=save-route] summary").click();
    return saved(page, '[data-save-line="csv"]');
  })();
  assert.equal(file.text.trimEnd().split("\r\n").length, corners.length + 1);
  assert.deepEqual(faults, []);
  await close();
});
