// Roads on the page: the demo's roads or a file, ways with their curve, what bars them, a way as a route, evacuation, reach, and a route
// laid onto roads. What is shown is what the package answers for the same question.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { open } from "geobit";
import { formatExpectedInTrips, formatHours, formatKm } from "../../www/src/format.js";
import { tripsOf } from "../../www/src/roads-tab/curve.js";
import { formatRoadKm } from "../../www/src/roads-tab/places.js";
import { addRoute, openTab } from "./comparison.js";
import { drop, lookAt, openPage, settled } from "./driver.js";
import { root } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("geobit").Path} Path */
/** @typedef {[number, number]} LonLat */

/** @type {LonLat} */
const BAMAKO = [-8, 12.65];
/** @type {LonLat} */
const SIKASSO = [-5.67, 11.32];
/** On the direct way between them. @type {LonLat} */
const BOUGOUNI = [-7.48, 11.42];

/** @type {import("geobit").RoadNetwork} */
let roads;
/** @type {import("geobit").Snapshot} */
let demo;

before(async () => {
  const geobit = await open();
  const bytes = async (/** @type {string} */ name) =>
    new Uint8Array(await readFile(join(root, "www/dist-test", name)));
  roads = await geobit.roads(await bytes("on-demand/demo.roads"));
  demo = await geobit.load(await bytes("demo.parquet"), { name: "demo.parquet" });
});

const tab = (/** @type {Page} */ page) => page.locator("[data-hook=roads-tab]");
const ways = (/** @type {Page} */ page) => page.locator("[data-way-number]");

/** Opens the tab by the menu, as nothing is drawn yet. @param {Page} page */
async function openRoads(page) {
  await page.locator("[data-hook=add-data] summary").click();
  await page.getByRole("button", { name: "Roads…", exact: true }).click();
  await tab(page).locator("[data-roads=file]").waitFor({ state: "attached" });
}

/** @param {Page} page */
async function useDemo(page) {
  await openRoads(page);
  await tab(page).getByRole("button", { name: "Use the demo’s roads" }).click();
  await tab(page).locator("[data-roads=loaded]").waitFor();
  await settled(page);
}

/** @param {Page} page @param {string} from @param {string} to */
async function findWays(page, from, to) {
  await tab(page).locator("[data-way=from]").fill(from);
  await tab(page).locator("[data-way=to]").fill(to);
  await tab(page).getByRole("button", { name: "Find ways" }).click();
  await ways(page).first().waitFor({ timeout: 60_000 });
  await settled(page);
}

/** @param {Page} page @param {string} name @param {LonLat} coordinates @param {number} km */
async function addSite(page, name, coordinates, km) {
  const shape = { kind: "circle", name, km, geometry: { type: "Point", coordinates } };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

/** @param {Page} page @param {Path[]} paths */
async function assertWays(page, paths) {
  assert.equal(await ways(page).count(), paths.length);
  const trips = tripsOf(paths);
  for (const [i, { hours, lengthKm, expected }] of paths.entries()) {
    const text = (await ways(page).nth(i).textContent()) ?? "";
    for (const words of [
      formatHours(hours),
      formatKm(lengthKm),
      formatExpectedInTrips(Number(expected), trips),
    ])
      assert.ok(text.includes(words), `${words} is in ${text}`);
  }
}

/** The hours of all ways that the map draws, one number for the lines of each. @param {Page} page @param {string} source */
const drawn = (page, source) =>
  page.evaluate(async (name) => {
    const { features } = await /** @type {any} */ (window).geobitPage.map.getSource(name).getData();
    return features.map((/** @type {any} */ { properties }) => properties);
  }, source);

test("the demo's roads, ways between two towns, an area to avoid, and a way as a route with its report", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const loaded = (await tab(page).locator("[data-roads=loaded]").textContent()) ?? "";
  assert.ok(loaded.includes(formatKm(roads.summary.lengthKm)), loaded);
  assert.match(loaded, /schematic.*CC0/s);
  assert.ok((await drawn(page, "roads")).some((/** @type {any} */ { kind }) => kind === "trunk"));
  assert.match((await page.locator(".maplibregl-ctrl-attrib").textContent()) ?? "", /made for GeoBit/);
  for (const url of requests) assert.ok(url.startsWith(server.origin) || url.startsWith("blob:"), url);
  const before = requests.length;

  await findWays(page, "12.65, -8", "11.32, -5.67");
  const answer = await roads.paths(BAMAKO, SIKASSO, { snapshot: demo });
  assert.ok(answer.paths.length >= 2, `${answer.paths.length} ways`);
  await assertWays(page, answer.paths);
  const said = (await tab(page).locator("[data-way=words]").textContent()) ?? "";
  assert.equal(said, answer.words);
  assert.doesNotMatch((await tab(page).textContent()) ?? "", /safe|predict|threat|recommend/i);

  // The curve has a point for each way, which the keyboard chooses; the map and the list follow.
  const curve = tab(page).getByRole("listbox");
  assert.equal(await curve.getByRole("option").count(), answer.paths.length);
  await curve.focus();
  await page.keyboard.press("ArrowRight");
  const selected = curve.locator("[aria-selected=true]");
  assert.match((await selected.getAttribute("aria-label")) ?? "", /^Way 2: /);
  assert.equal(await curve.getAttribute("aria-activedescendant"), await selected.getAttribute("id"));
  assert.deepEqual(
    (await drawn(page, "ways")).map((/** @type {any} */ { chosen }) => chosen),
    answer.paths.map((_, i) => i === 1),
  );

  // An area to avoid on the direct way: what is shown is taken away, and asked again.
  await addSite(page, "Bougouni", BOUGOUNI, 20);
  await assertWays(page, answer.paths);
  await tab(page).locator("[data-bar=as]").selectOption("avoid");
  await tab(page).locator("[data-way=status]", { hasText: "asked again" }).waitFor();
  assert.equal(await ways(page).count(), 0, "nothing old stands beside a new question");
  await ways(page).first().waitFor({ timeout: 60_000 });
  await settled(page);
  const area = {
    type: "Feature",
    properties: { radiusKm: 20 },
    geometry: { type: "Point", coordinates: BOUGOUNI },
  };
  const avoid = { type: "FeatureCollection", features: [area] };
  const round = await roads.paths(BAMAKO, SIKASSO, { snapshot: demo, avoid });
  assert.ok(round.paths[0].hours > answer.paths[0].hours);
  await assertWays(page, round.paths);

  // What is over bars nothing, and a step back makes it count again.
  await tab(page).locator("[data-bar=until]").fill("2020-01-01");
  await tab(page).locator("[data-bar=expired]").waitFor();
  await page.waitForFunction(
    (hours) => document.querySelector("[data-way-number]")?.textContent?.includes(hours),
    formatHours(answer.paths[0].hours),
  );
  await page.locator("[data-hook=undo]").click();
  await page.waitForFunction(
    (hours) => document.querySelector("[data-way-number]")?.textContent?.includes(hours),
    formatHours(round.paths[0].hours),
  );
  await settled(page);

  // A place that cannot be gone around is named.
  await addSite(page, "Around the start", BAMAKO, 10);
  await tab(page).locator("[data-bar=as]").nth(1).selectOption("avoid");
  await tab(page)
    .getByText("passes through Around the start because there is no other way")
    .first()
    .waitFor();
  await settled(page);
  await tab(page).locator("[data-bar=as]").nth(1).selectOption("");
  await tab(page).locator("[data-way=status]", { hasText: "asked again" }).waitFor();
  await ways(page).first().waitFor({ timeout: 60_000 });
  await settled(page);

  await ways(page)
    .first()
    .getByRole("button", { name: /^Use as a route/ })
    .click();
  await settled(page);
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (window).geobitPage.active().name),
    "12.650° N, 8.000° W – 11.320° N, 5.670° W, way 1",
  );
  const { route } = await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer());
  const [first] = round.paths;
  assert.ok(Math.abs(route.encounter.expected / Number(first.expected) - 1) < 2e-4);
  assert.ok(Math.abs(route.hours / first.hours - 1) < 1e-3, `${route.hours} h, ${first.hours} h`);
  assert.equal(await page.locator("[role=tab][aria-selected=true]").innerText(), "Summary");
  assert.deepEqual(
    await page.evaluate(() =>
      /** @type {any} */ (window).geobitPage.map.getLayoutProperty("ways-lines", "visibility"),
    ),
    "none",
    "ways are of their tab",
  );

  // Used once more, it is another route with another name.
  await page.getByRole("tab", { name: "Roads" }).click();
  await ways(page)
    .first()
    .getByRole("button", { name: /^Use as a route/ })
    .click();
  await settled(page);
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (window).geobitPage.active().name),
    "12.650° N, 8.000° W – 11.320° N, 5.670° W, way 1 (2)",
  );
  assert.deepEqual(requests.slice(before), [], "nothing is requested once roads are there");
  assert.deepEqual(faults, []);
  await close();
});

test("evacuation: the table of sites and havens, why there is no way, and reach on the map", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const before = requests.length;
  await addSite(page, "Camp", BAMAKO, 5);
  await addSite(page, "Sikasso", SIKASSO, 5);
  await addSite(page, "Ocean", [-30, 0], 5);
  const tick = (/** @type {string} */ name) => tab(page).getByRole("checkbox", { name }).check();
  await tick("Camp: Muster point");
  await tick("Sikasso: Haven");
  await tick("Ocean: Haven");
  await tab(page).getByRole("button", { name: "Make the table" }).click();
  const cell = tab(page).locator("[data-pair]");
  await cell.waitFor({ timeout: 60_000 });
  const matrix = await roads.matrix([BAMAKO], [SIKASSO], { snapshot: demo });
  const text = (await cell.textContent()) ?? "";
  for (const words of [
    formatHours(matrix.hours[0]),
    formatKm(matrix.km[0]),
    formatExpectedInTrips(matrix.expected[0], tripsOf([{ expected: matrix.expected[0] }])),
    `${matrix.independent[0]} independent ways`,
  ])
    assert.ok(text.includes(words), `${words} is in ${text}`);
  const all = (await tab(page).locator(".evacuation tbody").textContent()) ?? "";
  assert.match(all, /–Ocean: no road within 10 km; there is none far and wide/);
  assert.match((await tab(page).textContent()) ?? "", /draw another one where its track meets a road/);

  await tab(page).locator("[data-reach=site]").selectOption({ label: "Sikasso" });
  const hours = tab(page).locator("[data-reach=hours]");
  await hours.fill("two");
  assert.ok(await tab(page).locator("[data-reach=show]").isDisabled());
  await hours.fill("1, 3");
  await tab(page).locator("[data-reach=show]").click();
  await tab(page).locator("[data-reach=answer] li").nth(1).waitFor();
  const reach = await roads.reach(SIKASSO, [1, 3]);
  const reached = await tab(page).locator("[data-reach=answer] li").allTextContents();
  for (const [i, { properties }] of reach.features.entries())
    assert.ok(reached[i].includes(formatKm(properties.roadKm)), reached[i]);
  assert.deepEqual(
    (await drawn(page, "reach")).map((/** @type {any} */ one) => one.hours),
    [3, 1],
  );
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("a site off the road had the same numbers as one on the road: the table says how far it is", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  /** @type {LonLat} */
  const mine = [-5.67, 11.4];
  await addSite(page, "Camp", BAMAKO, 5);
  await addSite(page, "Mine", mine, 5);
  await tab(page).getByRole("checkbox", { name: "Camp: Muster point" }).check();
  await tab(page).getByRole("checkbox", { name: "Mine: Haven" }).check();
  await tab(page).getByRole("button", { name: "Make the table" }).click();
  await tab(page).locator("[data-pair]").waitFor({ timeout: 60_000 });
  const off = (await roads.snap(mine))?.km ?? 0;
  assert.ok(off > 2, `${off} km`);
  assert.equal(
    await tab(page).locator(".evacuation [scope=row]").textContent(),
    `MineHaven${formatRoadKm(off)} from the nearest road; this stretch is in no number`,
  );
  assert.deepEqual(faults, []);
  await close();
});

test("the table of an evacuation was cut at its edge, with the change in the cut part: all of it fits the panel", async () => {
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    const { page, faults, close } = await openPage(browser, server.origin, { viewport });
    await useDemo(page);
    /** @type {[string, LonLat, object][]} */
    const sites = [
      ["Camp Bamako", BAMAKO, { muster: true, haven: false }],
      ["Sikasso airstrip", SIKASSO, { muster: false, haven: true, airstrip: true }],
      ["Hospital Ségou", [-6.26, 13.44], { muster: false, haven: false, medical: true }],
      ["Bobo-Dioulasso", [-4.29, 11.18], { muster: false, haven: true, medical: true }],
    ];
    for (const [name, coordinates, evacuation] of sites)
      await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
        ...{ kind: "circle", name, km: 5, evacuation },
        geometry: { type: "Point", coordinates },
      });
    await addSite(page, "Bridge", BOUGOUNI, 20);
    await tab(page).locator("[data-evacuation=table]").click();
    await tab(page).locator("[data-pair]").first().waitFor({ timeout: 60_000 });
    await tab(page).locator("[data-evacuation=closure]").selectOption({ label: "Bridge" });
    await tab(page).locator("[data-closure]").first().waitFor({ timeout: 60_000 });
    assert.equal(await tab(page).locator("[data-closure]").count(), 3);
    const cut = await tab(page).evaluate((panel) => {
      const { left, right } = panel.getBoundingClientRect();
      const parts = [...panel.querySelectorAll("table :is(caption, th, td, input, [data-closure])")];
      return parts.flatMap((part) => {
        const box = part.getBoundingClientRect();
        const fits =
          box.left >= left - 1 && box.right <= right + 1 && part.scrollWidth <= part.clientWidth + 1;
        return fits || part.clientWidth === 0 ? [] : [`${part.textContent} ${box.left} ${box.right}`];
      });
    });
    assert.deepEqual(cut, [], `at ${viewport.width}`);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("own zones could not be set without roads: the tab has them always, and what was said of one comes back with it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Camp", BAMAKO, 5);
  await openTab(page, /** @type {any} */ ("Roads"));
  const zone = tab(page).locator("[data-bar=as]");
  await zone.selectOption("no-go");
  await tab(page).locator("[data-bar=source]").fill("Radio");
  await tab(page).locator("[data-bar=until]").fill("2027-01-31");
  assert.equal(await tab(page).locator("[data-way=find]").count(), 0, "there are no roads");
  assert.match((await tab(page).textContent()) ?? "", /Ways go around them once roads are open/);
  await zone.selectOption("");
  assert.equal(await tab(page).locator("[data-bar=source]").count(), 0);
  await zone.selectOption("avoid");
  assert.equal(await tab(page).locator("[data-bar=source]").inputValue(), "Radio");
  const { bar } = await page.evaluate(() => /** @type {any} */ (window).geobitPage.active());
  assert.deepEqual(bar, { as: "avoid", source: "Radio", reliability: "", until: "2027-01-31" });
  assert.deepEqual(faults, []);
  await close();
});

/** Whether all of the chosen way is on the part of the map that is seen. @param {Page} page @param {LonLat[]} line */
const isInView = (page, line) =>
  page.evaluate((places) => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const { clientWidth, clientHeight } = map.getContainer();
    return places.every((place) => {
      const { x, y } = map.project(place);
      return x > 0 && y > 0 && x < clientWidth && y < clientHeight;
    });
  }, line);

test("ways out of view stayed there: what is found and what is chosen is brought wholly into view", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const { paths } = await roads.paths(BAMAKO, SIKASSO, { snapshot: demo });
  const lines = paths.map(({ line }) => /** @type {LonLat[]} */ (line.geometry.coordinates));
  // The middle of the ways is in view, and neither of their ends.
  await lookAt(page, [-7.2, 11.7, -6.5, 12.2]);
  assert.equal(await isInView(page, lines[0]), false);
  await findWays(page, "12.65, -8", "11.32, -5.67");
  assert.ok(await isInView(page, lines.flat()));
  await lookAt(page, [-7.2, 11.7, -6.5, 12.2]);
  await tab(page).getByRole("listbox").focus();
  await page.keyboard.press("ArrowRight");
  await settled(page);
  assert.ok(await isInView(page, lines[1]));
  await lookAt(page, [10, 10, 12, 12]);
  await ways(page).first().getByRole("button", { name: "Way 1", exact: true }).click();
  await settled(page);
  assert.ok(await isInView(page, lines[0]));
  const before = await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getZoom());
  await ways(page).first().getByRole("button", { name: "Way 1", exact: true }).click();
  await settled(page);
  const after = await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getZoom());
  assert.equal(after, before, "what is in view moves nothing");
  assert.deepEqual(faults, []);
  await close();
});

test("the choice of a site or a town was cut on a phone: it has room for its words", async () => {
  const viewport = { width: 390, height: 844 };
  const { page, faults, close } = await openPage(browser, server.origin, { viewport });
  await useDemo(page);
  await addSite(page, "Camp", BAMAKO, 5);
  const missing = await tab(page)
    .locator("[data-way=from-site], [data-way=to-site]")
    .evaluateAll((selects) =>
      selects.map((select) => {
        const whole = /** @type {HTMLElement} */ (select.cloneNode(true));
        whole.style.flex = "none";
        select.after(whole);
        const { width } = whole.getBoundingClientRect();
        whole.remove();
        return width > select.getBoundingClientRect().width;
      }),
    );
  assert.deepEqual(missing, [false, false]);
  assert.deepEqual(faults, []);
  await close();
});

test("another language dropped roads that are no pack without a word: the page asks first", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  await page.locator("[data-hook=language]").selectOption("fr");
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  assert.match(
    (await dialog.textContent()) ?? "",
    /Demo roads: schematic, from town to town is closed and must be opened again/,
  );
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await tab(page).locator("[data-roads=loaded]").waitFor();
  assert.equal(await page.locator("[data-hook=language]").inputValue(), "en");
  assert.deepEqual(faults, []);
  await close();
});

test("zones looked like any shape and the legend had neither them nor roads, ways and reach", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Bougouni", BOUGOUNI, 20);
  await openTab(page, /** @type {any} */ ("Roads"));
  await page.locator(".map-legend summary").click();
  const legend = () =>
    page
      .locator(".map-legend [data-legend]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-legend")));
  const shows = (/** @type {string[]} */ ...names) =>
    page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll(".map-legend [data-legend]")]
          .map((one) => one.getAttribute("data-legend"))
          .join() === wanted,
      names.join(),
    );
  assert.deepEqual(await legend(), []);
  const zone = tab(page).locator("[data-bar=as]");
  await zone.selectOption("no-go");
  await shows("barred");
  assert.deepEqual(await drawn(page, "zones-barred"), [{ name: "Bougouni" }]);
  await tab(page).locator("[data-bar=until]").fill("2020-01-01");
  await shows();
  await tab(page).locator("[data-bar=until]").fill("");
  await zone.selectOption("avoid");
  await shows("restricted");
  assert.deepEqual(await drawn(page, "zones-barred"), []);
  await tab(page).getByRole("button", { name: "Use the demo’s roads" }).click();
  await shows("restricted", "roads");
  await findWays(page, "12.65, -8", "11.32, -5.67");
  await shows("restricted", "roads", "ways");
  await tab(page).locator("[data-reach=show]").click();
  await shows("restricted", "roads", "ways", "reach");
  assert.match((await page.locator(".map-legend").textContent()) ?? "", /Own zone in force: restricted/);
  await tab(page).getByRole("button", { name: "Hide", exact: true }).click();
  await shows("restricted", "roads", "ways");
  assert.deepEqual(faults, []);
  await close();
});

test("a route is laid onto roads, and back by one step", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  await addRoute(page, "Mine", [BAMAKO, BOUGOUNI, SIKASSO]);
  await openTab(page, /** @type {any} */ ("Roads"));
  const geometry = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.active().geometry);
  const mine = await geometry();
  await tab(page).getByRole("button", { name: "Lay Mine onto the roads" }).click();
  const said = tab(page).locator("[data-lay=said]", { hasText: "off roads" });
  await said.waitFor();
  const matched = await roads.match(mine);
  assert.ok(
    ((await said.textContent()) ?? "").includes(`${formatKm(matched.offRoadKm)} of it lie off roads`),
  );
  const laid = await geometry();
  assert.equal(laid.coordinates.length, matched.line.geometry.coordinates.length);
  await said.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await geometry(), mine);
  assert.equal(await said.count(), 0, "what was said is of what was laid");
  await settled(page);
  assert.deepEqual(faults, []);
  await close();
});

test("a dropped extract takes the place of other roads, a broken file is explained, and nothing is lost by it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const fixture = (/** @type {string} */ name) => readFile(join(root, "tests/fixtures/roads", name));
  await drop(page, "mali.roads", (await fixture("demo.roads")).subarray(0, 500));
  const banner = page.locator(".banner.error");
  await banner.waitFor();
  assert.match((await banner.textContent()) ?? "", /mali\.roads.*(cut|ends|length)/s);
  await banner.getByRole("button").first().click();
  await drop(page, "small", await fixture("small.osm.pbf"));
  const loaded = tab(page).locator("[data-roads=loaded]");
  await loaded.waitFor();
  await settled(page);
  assert.equal(await page.locator("[role=tab][aria-selected=true]").innerText(), "Roads");
  assert.match((await loaded.textContent()) ?? "", /OpenStreetMap/);
  const name = await loaded.textContent();
  await drop(page, "again.osm.pbf", (await fixture("small.osm.pbf")).subarray(0, -9));
  await banner.waitFor();
  assert.equal(await loaded.textContent(), name, "the roads of before stay");
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.summary().count), 12_000);

  await tab(page).getByRole("button", { name: "Remove these roads" }).click();
  await tab(page).getByRole("button", { name: "Use the demo’s roads" }).waitFor();
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getSource("roads")),
    undefined,
  );
  assert.equal(await tab(page).locator("[data-way=find]").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
for (const [device, options] of /** @type {const} */ ([
  ["a desktop", { viewport: { width: 1280, height: 800 } }],
  ["a phone", PHONE],
]))
  test(`fields ran out of the panel where a site has a long name, on ${device}`, async () => {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    await useDemo(page);
    const name =
      "The camp beside the river and the bridge, with a name of a hundred letters or so for the sake of it".slice(
        0,
        100,
      );
    await addSite(page, name, BAMAKO, 5);
    await addRoute(page, name.replaceAll(" ", ""), [BAMAKO, SIKASSO]);
    await openTab(page, /** @type {any} */ ("Roads"));
    await tab(page).locator("[data-way=from-site]").selectOption({ index: 1 });
    await tab(page).getByRole("checkbox").first().check();
    const beyond = await tab(page).evaluate((panel) => {
      const { left, right } = panel.getBoundingClientRect();
      return [...panel.querySelectorAll(".way-ends *, .bar-list *, [data-reach], [data-lay=route]")]
        .filter((one) => !one.matches("option, .visually-hidden"))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.left < left || box.right > right + 0.5))
        .map(({ one, box }) => `${one.outerHTML.slice(0, 80)}: ${box.right} of ${right}`);
    });
    assert.deepEqual(beyond, []);
    assert.deepEqual(faults, []);
    await close();
  });

test("roles were ticked in boxes of 13 pixels, on a phone", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  await useDemo(page);
  await addSite(page, "Camp", BAMAKO, 5);
  await openTab(page, /** @type {any} */ ("Roads"));
  const boxes = tab(page).locator(".evacuation-roles").getByRole("checkbox");
  assert.equal(await boxes.count(), 4);
  for (const one of await boxes.all()) {
    const box = await one.boundingBox();
    assert.ok(box && box.width >= 24 && box.height >= 24, `${box?.width} by ${box?.height}`);
  }
  const table = tab(page).locator(".evacuation-roles");
  const { wide, room } = await table.evaluate((one) => ({
    wide: one.getBoundingClientRect().width,
    room: /** @type {Element} */ (one.parentElement).getBoundingClientRect().width,
  }));
  assert.ok(wide <= room + 1, `${wide} of ${room}`);
  assert.deepEqual(faults, []);
  await close();
});

test("the keyboard focus fell out of the tab when a button was taken away by what it did", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openRoads(page);
  const press = async (/** @type {string} */ name) => {
    await tab(page).getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  const focused = () =>
    page.evaluate(() => {
      const one = document.activeElement;
      const isInTab = one?.closest("[data-hook=roads-tab]") !== null && !one?.matches(":disabled");
      return [isInTab, one?.textContent || one?.getAttribute("data-roads")];
    });
  await press("Use the demo’s roads");
  await tab(page).locator("[data-roads=loaded]").waitFor();
  assert.deepEqual(await focused(), [true, "file"]);
  await tab(page).locator("[data-way=from]").fill("12.65, -8");
  await tab(page).locator("[data-way=to]").fill("11.32, -5.67");
  await press("Find ways");
  await press("Cancel");
  assert.deepEqual(await focused(), [true, "Find ways"]);
  await addSite(page, "Camp", BAMAKO, 5);
  await press("Show on the map");
  await tab(page).locator("[data-reach=answer]").waitFor();
  await openTab(page, /** @type {any} */ ("Roads"));
  await press("Hide");
  assert.deepEqual(await focused(), [true, "Show on the map"]);
  await press("Remove these roads");
  assert.deepEqual(await focused(), [true, "Use the demo’s roads"]);
  assert.deepEqual(faults, []);
  await close();
});
