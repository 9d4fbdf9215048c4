// The ground of the map from a file, incidents as groups, points and heat with their legends, and the drawer of records.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BOUNDS, groundFile, MOTORWAY_LAT } from "../js/ground-file.js";
import { clickMap, drop, lookAt, moveOver, onScreen, openPage, settled, unfold } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./driver.js").LonLat} LonLat */

const HEADER = "id,start,lon,lat,uncertainty_km,kind,deaths_best";
const RECORDS = [
  "a,2026-01-01,-8,12,0,armedClash,3",
  "b,2026-01-05,-8,12,0,protest,0",
  "c,2026-02-01,-7.96,12,0,abduction,",
  "d,2026-03-01,-6.5,12.5,0,riot,1",
];
/** @type {LonLat} */
const TOGETHER = [-8, 12];
/** @type {LonLat} */
const ALONE = [-6.5, 12.5];

/** @param {Page} page @param {string} name @param {string[]} records */
async function open(page, name, records, header = HEADER) {
  await drop(page, name, new TextEncoder().encode(`${[header, ...records].join("\n")}\n`));
  await page.locator("[data-hook=data-mark] strong", { hasText: name }).waitFor();
  await settled(page);
}

/** @param {Page} page @param {"Points" | "Groups" | "Heat map"} name */
const show = (page, name) => page.locator(".view").getByText(name, { exact: true }).click();
/** @param {Page} page */
const record = (page) => page.locator("[data-hook=record]");
/** @param {Page} page */
const ground = (page) => page.locator("[data-hook=ground]");

/** The counts of the groups that are drawn. @param {Page} page */
async function counts(page) {
  await settled(page);
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.areTilesLoaded());
  return page.evaluate(() => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const seen = map.querySourceFeatures("groups").map((/** @type {any} */ { properties }) => properties);
    const byIndex = new Map(seen.map((/** @type {any} */ group) => [group.index, group]));
    return [...byIndex.values()].map(({ count }) => count).sort((a, b) => b - a);
  });
}

/** Returns the layers of the map file that are drawn at a place. @param {Page} page @param {LonLat} at @returns {Promise<string[]>} */
async function drawnAt(page, at) {
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.areTilesLoaded());
  return page.evaluate((place) => {
    const { map } = /** @type {any} */ (window).geobitPage;
    map.redraw();
    const { x, y } = map.project(place);
    const box = [
      [x - 2, y - 2],
      [x + 2, y + 2],
    ];
    const ids = map.queryRenderedFeatures(box).map((/** @type {any} */ { layer }) => layer.id);
    return ids.filter((/** @type {string} */ id) => id.startsWith("tiles-"));
  }, at);
}

/** Returns what is written along the roads of the map file. @param {Page} page @returns {Promise<string[]>} */
async function namesOfRoads(page) {
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.areTilesLoaded());
  return page.evaluate(() => {
    const { map } = /** @type {any} */ (window).geobitPage;
    map.redraw();
    const layers = ["tiles-names-small-roads", "tiles-names-large-roads"].filter((id) => map.getLayer(id));
    const seen = map.queryRenderedFeatures({ layers });
    return [...new Set(seen.map((/** @type {any} */ { properties }) => properties.ref ?? properties.name))];
  });
}

test("groups count what the filters leave and tell what the answer counts; a click looks closer or opens a list", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "groups.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  await show(page, "Groups");
  assert.deepEqual(await counts(page), [3, 1]);
  const legend = page.locator(".map-legend");
  assert.match(
    (await legend.textContent()) ?? "",
    /2 to 9 incidents.*One incident, by its kind.*only what the filters leave/s,
  );
  // It would lie over what is clicked.
  await legend.locator("summary").click();
  await page.locator('[data-hook=kinds] input[value="protest"]').uncheck();
  assert.deepEqual(await counts(page), [2, 1]);
  await page.locator('[data-hook=kinds] input[value="protest"]').check();

  await page.evaluate(
    (geometry) =>
      /** @type {any} */ (window).geobitPage.addShape({ kind: "circle", name: "site", km: 2, geometry }),
    {
      type: "Point",
      coordinates: TOGETHER,
    },
  );
  await settled(page);
  await lookAt(page, [-9, 11, -6, 13]);
  await counts(page);
  await moveOver(page, [-7.99, 12]);
  const hover = page.locator(".map-hover");
  await hover.getByText("3 incidents").waitFor();
  assert.match((await hover.textContent()) ?? "", /2 counted in the answer/);

  await clickMap(page, [-7.99, 12]);
  await settled(page);
  assert.deepEqual(await counts(page), [2, 1], "the map has come closer, where one stands apart");
  assert.ok(await record(page).isHidden());
  await clickMap(page, TOGETHER);
  await record(page).waitFor();
  const text = (await record(page).textContent()) ?? "";
  assert.match(text, /2 incidents at this place/);
  assert.match(text, /Protest · 5 Jan 2026 · 0 deaths.*Armed clash · 1 Jan 2026 · 3 deaths/s);
  await record(page)
    .getByRole("button", { name: /Armed clash · 1 Jan/ })
    .click();
  await record(page).getByText("2 of 2").waitFor();
  assert.equal(
    await record(page).locator("[aria-current=true]").textContent(),
    "Armed clash · 1 Jan 2026 · 3 deaths",
  );
  assert.deepEqual(faults, []);
  await close();
});

test("each view has its legend, and the mouse is told the kind, the day and the deaths", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "views.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  const legend = page.locator(".map-legend");
  assert.equal(await legend.getAttribute("open"), null);
  await legend.locator("summary").click();
  await legend.getByText("Hollow: the place is uncertain").waitFor();
  await show(page, "Heat map");
  await legend.getByText("few", { exact: true }).waitFor();
  assert.match((await legend.textContent()) ?? "", /many.*compare places, not days/s);
  await show(page, "Points");
  await moveOver(page, ALONE);
  const hover = page.locator(".map-hover");
  await hover.getByText("Riot").waitFor();
  assert.equal(await hover.textContent(), "Riot1 Mar 20261 death");
  await moveOver(page, TOGETHER);
  await hover.getByText("and 1 more here").waitFor();
  await moveOver(page, [-7.2, 11.4]);
  await hover.waitFor({ state: "hidden" });
  assert.deepEqual(faults, []);
  await close();
});

test("the drawer never lies over the incident: beside it on a desk, below it on a phone", async () => {
  for (const options of [
    { viewport: { width: 1440, height: 900 } },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  ]) {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    await open(page, "drawer.csv", RECORDS);
    // The incident is where the drawer will be.
    const canvas = await page.locator("canvas.maplibregl-canvas").boundingBox();
    assert.ok(canvas);
    const [dx, dy] = options.hasTouch ? [0, canvas.height / 2 - 230] : [canvas.width / 2 - 90, 0];
    await page.evaluate(
      ([x, y, [lon, lat]]) => {
        const { map } = /** @type {any} */ (window).geobitPage;
        map.jumpTo({ center: [lon, lat], zoom: 8 });
        map.panBy([-x, -y], { animate: false });
      },
      /** @type {const} */ ([dx, dy, ALONE]),
    );
    await settled(page);
    const at = await onScreen(page, ALONE);
    if (options.hasTouch) await page.touchscreen.tap(at.x, at.y);
    else await page.mouse.click(at.x, at.y);
    await record(page).waitFor();
    await page.waitForTimeout(100);
    await settled(page);
    await page.waitForFunction(() => !(/** @type {any} */ (window).geobitPage.map.isMoving()));
    const now = await onScreen(page, ALONE);
    const drawer = await record(page).boundingBox();
    assert.ok(drawer);
    if (options.hasTouch) assert.ok(now.y < drawer.y && now.y > canvas.y, `${now.y} of ${drawer.y}`);
    else assert.ok(now.x < drawer.x && now.x > canvas.x, `${now.x} of ${drawer.x}`);
    assert.equal(await page.locator(".map-hover").isVisible(), false);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("the record says what the file calls the incident, and leaves no code without words", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const header =
    "id,type_of_violence,where_prec,date_prec,date_start,date_end,longitude,latitude,dyad_name,side_a,side_b,best,high,low,source_headline";
  const row =
    "1,1,1,1,2026-01-01,2026-01-01,-8,12,Government - Group,Government,Group,9,9,9,Suicide bombing at a checkpoint";
  await open(page, "ucdp.csv", [row], header);
  await lookAt(page, [-9, 11, -6, 13]);
  await clickMap(page, TOGETHER);
  await record(page).waitFor();
  const text = (await record(page).textContent()) ?? "";
  assert.match(text, /In the fileState-based conflict \(code 1\) · Government - Group/);
  assert.match(text, /Shown asArmed clash/);
  assert.match(text, /says who fought and not how/);
  await open(page, "coded.csv", ["x,2026-01-01,-8,12,42"], "id,start,lon,lat,type");
  await lookAt(page, [-9, 11, -6, 13]);
  await clickMap(page, TOGETHER);
  await record(page).waitFor();
  assert.match((await record(page).textContent()) ?? "", /code 42 of the file, without a word for it/);
  assert.deepEqual(faults, []);
  await close();
});

test("a map file gives roads, rivers, borders and places, is kept if asked to, and makes no request", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await unfold(page, "Map ground");
  const before = requests.length;
  for (const schema of /** @type {const} */ (["protomaps", "openmaptiles"])) {
    await drop(page, `${schema}.pmtiles`, groundFile({ schema }));
    await ground(page)
      .locator("[data-ground=drawn]", { hasText: `${schema}.pmtiles` })
      .waitFor();
    await lookAt(page, [...BOUNDS]);
    assert.ok((await drawnAt(page, [-8.8, MOTORWAY_LAT])).includes("tiles-road-motorway"), schema);
    assert.ok(
      (await drawnAt(page, [-7.7, 11.7])).some((/** @type {string} */ id) => id.startsWith("tiles-river")),
      schema,
    );
    assert.ok(
      (await drawnAt(page, [-6.7, 12.45])).some((/** @type {string} */ id) => id.startsWith("tiles-area")),
      schema,
    );
    assert.ok((await drawnAt(page, [-7.5, MOTORWAY_LAT])).includes("tiles-city"), schema);
    await page.evaluate(() =>
      /** @type {any} */ (window).geobitPage.map.jumpTo({ center: [-8.4, 12], zoom: 9 }),
    );
    await settled(page);
    assert.deepEqual(await namesOfRoads(page), ["N99"], schema);
    assert.match((await page.locator(".maplibregl-ctrl-attrib").textContent()) ?? "", /© OpenStreetMap/);
  }
  assert.deepEqual(
    requests.slice(before).filter((url) => !url.includes("/assets/")),
    [],
    "its bytes come from the file",
  );

  // Within the file the bundled towns give way, and come back with them.
  const bamako = async () => {
    await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.areTilesLoaded());
    return page.evaluate(() => {
      const { map } = /** @type {any} */ (window).geobitPage;
      map.redraw();
      const layers = [1, 2, 3, 4].map((rank) => `towns-${rank}`);
      return map
        .queryRenderedFeatures({ layers })
        .some((/** @type {any} */ { properties }) => properties.name === "Bamako");
    });
  };
  assert.equal(await bamako(), false);
  await ground(page)
    .getByRole("button", { name: /^Keep it in this browser \(/ })
    .click();
  await ground(page).getByText("openmaptiles.pmtiles is kept in this browser.").waitFor();
  await page.reload();
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await settled(page);
  await lookAt(page, [...BOUNDS]);
  assert.ok((await drawnAt(page, [-8.8, MOTORWAY_LAT])).includes("tiles-road-motorway"), "at the next visit");
  await unfold(page, "Map ground");
  await ground(page).getByRole("button", { name: "Remove it from this browser" }).click();
  await ground(page).getByText("openmaptiles.pmtiles was removed from this browser.").waitFor();
  await settled(page);
  assert.deepEqual(await drawnAt(page, [-8.8, MOTORWAY_LAT]), []);
  assert.equal(await bamako(), true);
  const left = await page.evaluate(async () => {
    const names = [];
    for await (const name of /** @type {any} */ (await navigator.storage.getDirectory()).keys())
      names.push(name);
    return {
      names: names.filter((name) => name.includes("ground")),
      flag: localStorage.getItem("geobit:ground"),
    };
  });
  assert.deepEqual(left, { names: [], flag: null });
  assert.deepEqual(faults, []);
  await close();
});

test("a map file that cannot be drawn is refused in words, and the ground before stays", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const whole = groundFile();
  await drop(page, "good.pmtiles", whole);
  await ground(page).locator("[data-ground=drawn]", { hasText: "good.pmtiles" }).waitFor();
  await lookAt(page, [...BOUNDS]);
  for (const [name, bytes, reason] of /** @type {const} */ ([
    ["cut.pmtiles", whole.slice(0, 900), /cut\.pmtiles could not be opened.*It is cut off.*still here/s],
    ["pictures.pmtiles", groundFile({ tileType: 2 }), /of the type Png and not vector tiles.*Accepted is/s],
    ["brotli.pmtiles", groundFile({ compression: 3 }), /compressed with Brotli/],
    ["table.pmtiles", new TextEncoder().encode("id,start\n1,2\n"), /does not begin as a PMTiles file does/],
    ["other.pmtiles", groundFile({ layers: ["streets"] }), /another schema/],
  ])) {
    await drop(page, name, bytes);
    const banner = page.locator("[data-hook=banner]");
    await banner.getByText(name, { exact: false }).first().waitFor();
    await page.waitForFunction(
      ([source]) =>
        new RegExp(source, "s").test(document.querySelector("[data-hook=banner]")?.textContent ?? ""),
      [reason.source],
    );
    await settled(page);
    assert.ok((await drawnAt(page, [-8.8, MOTORWAY_LAT])).includes("tiles-road-motorway"), name);
  }
  assert.deepEqual(faults, []);
  await close();
});
