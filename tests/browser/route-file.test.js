// Routes from files: the lines of GPX and KML are on the map and answered; what is hostile or wrong is explained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { chooseTrips, formatCount, formatExpectedInTrips } from "../../www/src/format.js";
import { activeShape, drop, openPage, settled, stat } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {[lon: number, lat: number]} LonLat */

/** @type {LonLat[]} */
const road = [
  [-8.0, 12.64],
  [-7.48, 11.42],
  [-7.48, 11.42],
  [-5.67, 11.32],
];
/** @param {LonLat[]} places */
const points = (places) =>
  places.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"><ele>350</ele></trkpt>`).join("");
/** @param {string} inside */
const gpx = (inside) =>
  `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">${inside}</gpx>`;
/** @param {LonLat[]} places @param {string} [name] */
const track = (places, name = "To Sikasso") =>
  `<trk><name>${name}</name><trkseg>${points(places)}</trkseg></trk>`;
/** @param {LonLat[]} places */
const kml = (places) =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Southern road</name>
  <LineString><coordinates>${places.map((at) => at.join(",")).join(" ")}</coordinates></LineString></Placemark></Document></kml>`;

/** @param {Page} page @param {string} name @param {string} content */
async function openRoute(page, name, content) {
  await drop(page, name, new TextEncoder().encode(content));
  await settled(page);
}

test("a GPX track and a KML line become routes on the map, with the package's numbers", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  const geobit = await open();
  const snapshot = await geobit.load(
    new Uint8Array(await (await fetch(`${server.origin}/demo.parquet`)).arrayBuffer()),
  );
  for (const [file, content, name, places] of /** @type {const} */ ([
    ["road.gpx", gpx(track(road)), "To Sikasso", road],
    ["road.kml", kml([road[0], road[1]]), "Southern road", [road[0], road[1]]],
  ])) {
    await openRoute(page, file, content);
    await page.locator("[data-hook=result-title]", { hasText: name }).waitFor();
    const { kind, geometry } = await activeShape(page);
    assert.equal(kind, "route");
    assert.deepEqual(geometry.coordinates, places);
    const { encounter, rows } = await snapshot.route(geometry, { corridorKm: 5 });
    await settled(page);
    assert.equal(
      await stat(page, "encounter"),
      formatExpectedInTrips(encounter.expected, chooseTrips([encounter])),
    );
    assert.equal(await stat(page, "corridor"), formatCount(rows.length));
  }
  assert.match(
    (await page.locator("[data-hook=data-mark]").textContent()) ?? "",
    /Demo data/,
    "the data stay",
  );
  assert.deepEqual(requests.slice(before), [], "no request is made for them");
  assert.deepEqual(faults, []);
  geobit.close();
  await close();
});

const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><gpx><trk><name>&b;</name></trk></gpx>`;
const EXTERNAL = `<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>`;
const LINKED = `<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>https://example.org/a.kml</href></Link></NetworkLink></kml>`;

test("a bad file of a route is explained, and nothing that was there is lost", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await openRoute(page, "first.gpx", gpx(track(road)));
  const shapes = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length);
  assert.equal(await shapes(), 1);
  const before = requests.length;
  const many = Array.from({ length: 100_001 }, (_, i) => /** @type {LonLat} */ ([i / 1000, 10]));
  for (const [what, name, content, words] of /** @type {[string, string, string, RegExp][]} */ ([
    ["entities that grow", "bomb.gpx", BOMB, /document type/],
    ["entities from elsewhere", "external.kml", EXTERNAL, /document type/],
    ["no XML", "words.gpx", "this is no XML", /neither a table .* nor a file of routes/],
    ["cut off", "cut.gpx", gpx(track(road)).slice(0, 200), /well-formed.*line/],
    ["another kind of XML", "page.kml", "<html><body/></html>", /web page/],
    ["nothing", "empty.gpx", "", /empty/],
    ["one place twice", "still.gpx", gpx(track([road[0], road[0]])), /one place only/],
    ["a place beyond the pole", "far.gpx", gpx(track([road[0], [0, 95]])), /“To Sikasso”: vertex 1.*95/],
    ["links to other files", "linked.kml", LINKED, /only links to other files, which are not fetched/],
    ["too many points", "long.gpx", gpx(track(many)), /more than 100000 vertices/],
  ])) {
    await t.test(what, async () => {
      await openRoute(page, name, content);
      const banner = page.locator("[data-hook=banner].error");
      await banner.filter({ hasText: name }).waitFor();
      assert.match((await banner.textContent()) ?? "", words);
      assert.equal(await shapes(), 1);
      await banner.getByRole("button", { name: "Dismiss" }).click();
    });
  }
  await t.test("a name that is markup stays text", async () => {
    await openRoute(page, "markup.gpx", gpx(track(road, "&lt;img src=x onerror=alert(1)&gt;")));
    await page.locator("[data-hook=result-title]", { hasText: "<img src=x" }).waitFor();
    assert.equal(await page.locator(".panel img").count(), 0);
  });
  await t.test("over the antimeridian", async () => {
    await openRoute(
      page,
      "pacific.gpx",
      gpx(
        track(
          [
            [179.5, -17],
            [-179.5, -16.5],
          ],
          "Fiji",
        ),
      ),
    );
    await page.locator("[data-hook=result-title]", { hasText: "Fiji" }).waitFor();
    const km = Number((await stat(page, "length")).replace(" km", ""));
    assert.ok(km > 110 && km < 130, `${km}`);
  });
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});
