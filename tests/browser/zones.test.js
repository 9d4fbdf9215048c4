// Own zones and the roads, end to end: what closes in an evacuation, zones in the brief, among the rules and in files, and the fields of a brief
// that the roads fill. What is shown is what the package answers for the same question.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { open } from "geobit";
import { formatHours } from "../../www/src/format.js";
import { addRoute, openTab } from "./comparison.js";
import { drop, openPage, settled } from "./driver.js";
import { requestsAfter, root } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {[number, number]} LonLat */

/** @type {LonLat} */
const BAMAKO = [-8, 12.65];
/** @type {LonLat} */
const SIKASSO = [-5.67, 11.32];
/** On the direct way between them. @type {LonLat} */
const BOUGOUNI = [-7.48, 11.42];

/** @type {import("geobit").RoadNetwork} */
let roads;
before(async () => {
  const geobit = await open();
  const bytes = await readFile(join(root, "www/dist-test/on-demand/demo.roads"));
  roads = await geobit.roads(new Uint8Array(bytes));
});

const tab = (/** @type {Page} */ page) => page.locator("[data-hook=roads-tab]");
const part = (/** @type {Page} */ page, /** @type {string} */ name) =>
  tab(page).locator(`[data-evacuation=${name}]`);
const rules = (/** @type {Page} */ page) => page.locator("[data-hook=rules]");
const field = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.locator(`[data-field="${name}"]`);

/** @param {Page} page */
async function useDemo(page) {
  await page.locator("[data-hook=add-data] summary").click();
  await page.getByRole("button", { name: "Roads…", exact: true }).click();
  await tab(page).getByRole("button", { name: "Use the demo’s roads" }).click();
  await tab(page).locator("[data-roads=loaded]").waitFor();
  await settled(page);
}

/** @param {Page} page @param {string} name @param {LonLat} coordinates @param {number} km */
async function addSite(page, name, coordinates, km) {
  const shape = { kind: "circle", name, km, geometry: { type: "Point", coordinates } };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

/** Makes a shape a zone. @param {Page} page @param {string} name @param {string} as */
const setZone = (page, name, as) =>
  tab(page).locator("[data-barred]", { hasText: name }).locator("[data-bar=as]").selectOption(as);

/** @param {Page} page */
async function openBrief(page) {
  await page.getByRole("button", { name: "Movement brief…" }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
}

/** @param {Page} page @returns {Promise<any>} */
const active = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.active());

test("evacuation says in cells and sentences what changes if a drawn road or area closes", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const requestsOfStart = requests.length;
  await addSite(page, "Camp", BAMAKO, 5);
  await addSite(page, "Strip", SIKASSO, 5);
  await addSite(page, "Bridge", BOUGOUNI, 20);
  await tab(page).getByRole("checkbox", { name: "Camp: Muster point" }).check();
  await tab(page).getByRole("checkbox", { name: "Strip: Airstrip" }).check();
  await part(page, "table").click();
  const cell = tab(page).locator("[data-pair]");
  await cell.waitFor({ timeout: 60_000 });
  assert.match(
    (await tab(page).locator("table.evacuation [scope=row]").textContent()) ?? "",
    /Strip\s*Airstrip/,
  );
  assert.equal(await cell.locator("[data-closure]").count(), 0, "nothing more closes yet");
  const offered = await part(page, "closure").locator("option").allTextContents();
  assert.deepEqual(offered, ["Nothing more closes", "Bridge"], "who musters and is gone to does not close");

  await part(page, "closure").selectOption({ label: "Bridge" });
  await cell.locator("[data-closure]").waitFor({ timeout: 60_000 });
  const area = {
    type: "Feature",
    properties: { radiusKm: 20 },
    geometry: { type: "Point", coordinates: BOUGOUNI },
  };
  const closed = { type: "FeatureCollection", features: [area] };
  const was = await roads.matrix([BAMAKO], [SIKASSO]);
  const is = await roads.matrix([BAMAKO], [SIKASSO], { closed });
  const [more, left, of] = [is.hours[0] - was.hours[0], is.independent[0], was.independent[0]];
  assert.ok(more > 0.1 && left < of, `${more} h more, ${left} of ${of}`);
  assert.equal(
    await cell.locator("[data-closure]").textContent(),
    `then ${formatHours(more)} more (${formatHours(is.hours[0])}), ${left} of ${of} independent ways left`,
  );
  const said = (await part(page, "sentences").textContent()) ?? "";
  assert.ok(
    said.includes(`If Bridge closes, the way from Camp to Strip takes ${formatHours(more)} more.`),
    said,
  );

  // The only way is lost where the area lies around the camp; and what is closed already is not asked about.
  await addSite(page, "Around", BAMAKO, 12);
  await part(page, "closure").selectOption({ label: "Around" });
  await tab(page)
    .getByText(/^If Around closes, Camp loses (its only|every) way to Strip\.$/)
    .waitFor({ timeout: 60_000 });
  assert.equal(await cell.locator("[data-closure]").textContent(), "then no way");
  await setZone(page, "Around", "closed");
  await tab(page).getByText("no way on these roads").first().waitFor({ timeout: 60_000 });
  assert.deepEqual(await part(page, "closure").locator("option").allTextContents(), [
    "Nothing more closes",
    "Bridge",
  ]);
  assert.equal(await part(page, "closure").inputValue(), "");
  assert.deepEqual(requestsAfter(requests, requestsOfStart), []);
  assert.deepEqual(faults, []);
  await close();
});

test("the roads fill what is empty in a brief, in one step, and never touch what is written", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await addRoute(page, "Trip", [BAMAKO, BOUGOUNI, SIKASSO]);
  await openBrief(page);
  assert.equal(await page.locator("[data-brief=fill]").count(), 0, "there are no roads to fill it from");
  await page.keyboard.press("Escape");
  await useDemo(page);
  const requestsOfStart = requests.length;
  await addSite(page, "Camp", BAMAKO, 5);
  await addSite(page, "Clinic", SIKASSO, 5);
  await tab(page).getByRole("checkbox", { name: "Camp: Haven" }).check();
  await tab(page).getByRole("checkbox", { name: "Clinic: Medical" }).check();
  await page.locator("[data-hook=shapes]").getByText("Trip").first().click();
  await openTab(page, "Summary");
  await settled(page);
  await openBrief(page);
  await field(page, "medical").fill("Kit in vehicle 2");
  const fill = page.locator("[data-brief=fill]");
  const said = page.locator("[data-brief=fill-said]");
  await field(page, "medical").blur();
  // While it looks along the roads, the same button ends it.
  await fill.evaluate((/** @type {HTMLButtonElement} */ button) => {
    button.click();
    button.click();
  });
  await said.filter({ hasText: "Cancelled. Nothing is filled." }).waitFor();
  assert.deepEqual((await active(page)).plan.fields, { medical: "Kit in vehicle 2" });
  await fill.filter({ hasText: "Fill from the roads" }).click();
  await said.getByRole("button", { name: "Undo" }).waitFor({ timeout: 60_000 });
  const sentence = (await said.textContent()) ?? "";
  assert.match(
    sentence,
    /^Filled: No-go and turn-back points, Havens\. Left, as something is written there: Medical\./,
  );
  assert.equal(await field(page, "medical").inputValue(), "Kit in vehicle 2");
  const havens = await field(page, "havens").inputValue();
  const back = await roads.matrix([SIKASSO], [BAMAKO], { independent: false });
  const end = havens.split("\n").find((line) => line.startsWith("End, "));
  assert.ok(end?.includes(`: Camp, ${formatHours(back.hours[0])}, `), havens);
  assert.match(
    havens,
    /\nBy the roads “Demo roads: schematic, from town to town”, data of a day that is not known; /,
  );
  const noGo = await field(page, "noGo").inputValue();
  const [, km, there, on] =
    /^Turn-back point: km (\d+)[^.]*\. From there ([\d.]+) h by road back to the start, ([\d.]+) h on/.exec(
      noGo,
    ) ?? [];
  assert.ok(Number(km) > 50 && Math.abs(Number(there) - Number(on)) <= 0.2, noGo);
  const { fields } = (await active(page)).plan;
  assert.deepEqual(fields, { medical: "Kit in vehicle 2", havens, noGo });

  // One step back, without leaving the brief; and a second look at the roads is another step, which typing does not lose.
  await said.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual((await active(page)).plan.fields, { medical: "Kit in vehicle 2" });
  for (const name of ["havens", "noGo"]) assert.equal(await field(page, name).inputValue(), "");
  assert.equal(await said.textContent(), "");
  await fill.click();
  await said.getByRole("button", { name: "Undo" }).waitFor({ timeout: 60_000 });
  await field(page, "havens").fill("Ours");
  await field(page, "sender").fill("Somebody");
  await field(page, "sender").blur();
  assert.equal(await said.getByRole("button").count(), 0, "another step was done");
  assert.deepEqual((await active(page)).plan.fields, {
    ...{ medical: "Kit in vehicle 2", havens: "Ours", noGo, sender: "Somebody" },
  });
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.locator("[data-hook=undo]").click();
  assert.deepEqual((await active(page)).plan.fields, { medical: "Kit in vehicle 2", havens, noGo });
  assert.deepEqual(requestsAfter(requests, requestsOfStart), []);
  assert.deepEqual(faults, []);
  await close();
});

test("zones in force are in the brief and among the rules, until they are over, and come back from GeoJSON", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const requestsOfStart = requests.length;
  await addSite(page, "Bougouni", BOUGOUNI, 20);
  await addRoute(page, "Old road", [
    [-8, 12.7],
    [-8, 13.2],
  ]);
  await addRoute(page, "Trip", [BAMAKO, BOUGOUNI, SIKASSO]);
  await openTab(page, /** @type {any} */ ("Roads"));
  const summary = rules(page).locator("summary").first();
  assert.doesNotMatch((await summary.textContent()) ?? "", /zone/);
  await setZone(page, "Bougouni", "no-go");
  const zone = tab(page).locator("[data-barred]", { hasText: "Bougouni" });
  await zone.locator("[data-bar=source]").fill("Radio");
  await zone.locator("[data-bar=reliability]").selectOption("confirmed");
  await zone.locator("[data-bar=until]").fill("2099-03-01");
  await setZone(page, "Old road", "closed");
  await settled(page);
  // The rules are looked at once nothing is being dragged, which `settled` does not wait for.
  await summary.filter({ hasText: / · 1 zone touched$/ }).waitFor();
  await summary.click();
  await rules(page).getByText("Trip passes through Bougouni (no-go; until 1 Mar 2099).").waitFor();

  await openTab(page, "Summary");
  await settled(page);
  await openBrief(page);
  const line = page.locator(".sheet [data-brief=zones]");
  const along =
    "Own zones in force that it passes through: Bougouni (no-go; source: Radio; reliability: confirmed; until 1 Mar 2099).";
  assert.equal(await line.textContent(), along);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Text", exact: true }).click(),
  ]);
  assert.ok((await readFile(await download.path(), "utf8")).includes(along));
  await page.keyboard.press("Escape");

  // Both the area and the route are zones still when they come back from a file.
  await page.locator("[data-hook=workspace] > summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-workspace-action=save-geojson]").click(),
  ]);
  const content = await readFile(await file.path());
  const shapes = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  await page.evaluate(
    (ids) => {
      for (const id of ids) /** @type {any} */ (window).geobitPage.removeShape(id);
    },
    shapes.map((/** @type {any} */ { id }) => id),
  );
  await drop(page, "sites and routes.geojson", content);
  const dialog = page.locator("[data-dialog=found]");
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Add 3 to the map" }).click();
  await settled(page);
  const again = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  const barsOf = (/** @type {any[]} */ list) =>
    Object.fromEntries(list.map(({ name, bar }) => [name, bar ?? null]));
  assert.deepEqual(barsOf(again), barsOf(shapes));
  assert.deepEqual(
    [barsOf(again)["Old road"]?.as, barsOf(again).Bougouni?.as, barsOf(again).Trip],
    ["closed", "no-go", null],
  );

  // What is over is named in the brief as over, and among the rules no more.
  await openTab(page, /** @type {any} */ ("Roads"));
  await tab(page)
    .locator("[data-barred]", { hasText: "Bougouni" })
    .locator("[data-bar=until]")
    .fill("2020-01-01");
  await settled(page);
  await rules(page).locator("[data-rules=zones]").waitFor({ state: "detached" });
  assert.doesNotMatch((await summary.textContent()) ?? "", /zone/);
  await page.locator("[data-hook=shapes]").getByText("Trip").first().click();
  await openTab(page, "Summary");
  await settled(page);
  await openBrief(page);
  assert.equal(
    await line.textContent(),
    "It does not pass through the one own zone in force. Expired, and no longer counted: Bougouni (no-go; until 1 Jan 2020).",
  );
  assert.deepEqual(
    requestsAfter(requests, requestsOfStart).filter((url) => !url.startsWith("blob:")),
    [],
  );
  assert.deepEqual(faults, []);
  await close();
});

/** The colours of land within a zone, and of the outline of an area that a brief is about. */
const [GROUND, OUTLINE] = [
  [218, 218, 215],
  [75, 90, 100],
];

/** How many pixels of the picture of a brief have a colour. @param {Page} page @param {number[]} colour @returns {Promise<number>} */
const pixelsOf = (page, colour) =>
  page.locator(".sheet figure img").evaluate(async (/** @type {any} */ image, wanted) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (wanted.every((of, c) => Math.abs(data[i + c] - of) < 4)) count++;
    return count;
  }, colour);

/** Reads what a brief says below its map, and how much of the map is within zones. @param {Page} page @param {() => Promise<void>} open the brief */
async function mapOf(page, open) {
  await settled(page);
  await open();
  const found = {
    caption: await page.locator(".sheet figcaption").textContent(),
    ground: await pixelsOf(page, GROUND),
  };
  await page.keyboard.press("Escape");
  return found;
}

/** @param {Page} page */
async function openDaily(page) {
  await page.locator("[data-hook=site-brief] button").click();
  await page.locator('[data-hook=brief][data-brief="daily"]').waitFor({ timeout: 60_000 });
}

test("a no-go area is on the map of both briefs, unlike a site and only while it is in force", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await useDemo(page);
  const ring = [
    [-7.9, 11.7],
    [-7.3, 11.7],
    [-7.3, 12.3],
    [-7.9, 12.3],
    [-7.9, 11.7],
  ];
  const area = { kind: "polygon", name: "Quarter", km: 0 };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), {
    ...area,
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  await addRoute(page, "Old road", [
    [-8, 12.2],
    [-8, 11.8],
  ]);
  await addRoute(page, "Far away", [
    [20, 10],
    [21, 10],
  ]);
  await addRoute(page, "Trip", [BAMAKO, BOUGOUNI, SIKASSO]);
  /** Makes zones, and opens the briefs of a route through them. @param {[name: string, as: string][]} zones @param {string} [until] */
  async function mapsOf(zones, until = "") {
    await page.getByRole("tab", { name: "Roads" }).click();
    for (const [name, as] of zones) {
      await setZone(page, name, as);
      if (as)
        await tab(page).locator("[data-barred]", { hasText: name }).locator("[data-bar=until]").fill(until);
    }
    await openTab(page, "Summary");
    return [await mapOf(page, () => openBrief(page)), await mapOf(page, () => openDaily(page))];
  }
  const without = await mapsOf([]);
  for (const { caption } of without) assert.doesNotMatch(String(caption), /zone/);
  // A zone that is nowhere on the picture is not named.
  const zones = /** @type {[string, string][]} */ ([
    ["Quarter", "no-go"],
    ["Old road", "closed"],
    ["Far away", "closed"],
  ]);
  const within = await mapsOf(zones);
  for (const [i, { caption, ground }] of within.entries()) {
    assert.match(
      String(caption),
      /\. Dotted, own zones in force: Quarter \(no-go\), Old road \(closed\)\. Natural Earth/,
    );
    assert.ok(ground > without[i].ground + 3000, `${ground}, ${without[i].ground}`);
  }
  const over = await mapsOf(zones, "2020-01-01");
  for (const [i, { caption, ground }] of over.entries()) {
    assert.doesNotMatch(String(caption), /zone/);
    assert.ok(ground < without[i].ground + 100, `${ground}, ${without[i].ground}`);
  }
  // Guards against a bug: the map of a brief about an area had no area.
  await page.locator("[data-hook=shapes]").getByText("Quarter").first().click();
  await settled(page);
  await openDaily(page);
  const outline = await pixelsOf(page, OUTLINE);
  assert.ok(outline > 500, `${outline}`);
  await page.keyboard.press("Escape");
  const left = await page.evaluate(() =>
    /** @type {any} */ (window).geobitPage.map
      .getStyle()
      .layers.filter((/** @type {any} */ { id }) => id.startsWith("brief-")),
  );
  assert.deepEqual(left, [], "the map has them no more");
  assert.deepEqual(faults, []);
  await close();
});

test("whose roads are drawn is said on both briefs, in text and in files, and stays with what they fill", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addRoute(page, "Trip", [BAMAKO, BOUGOUNI, SIKASSO]);
  /** @param {string} name */
  async function saved(name) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
    return readFile(await download.path(), "utf8");
  }
  const caption = page.locator(".sheet figcaption");
  await openBrief(page);
  assert.doesNotMatch((await caption.textContent()) ?? "", /Roads:/);
  assert.equal(JSON.parse(await saved("GeoJSON")).metadata.roads, undefined);
  await page.keyboard.press("Escape");

  await useDemo(page);
  const { name, licence, attribution } = roads.summary;
  assert.ok(licence && attribution);
  const credit = `Roads: ${name} · ${licence} · ${attribution}`;
  await addSite(page, "Camp", BAMAKO, 5);
  await tab(page).getByRole("checkbox", { name: "Camp: Haven" }).check();
  await page.locator("[data-hook=shapes]").getByText("Trip").first().click();
  await openTab(page, "Summary");
  await settled(page);
  await openDaily(page);
  assert.ok((await caption.textContent())?.endsWith(` · ${credit}`));
  await page.keyboard.press("Escape");
  await openBrief(page);
  assert.ok((await caption.textContent())?.endsWith(` · ${credit}`));
  assert.ok((await saved("Text")).includes(`\n${credit}\n`));
  assert.deepEqual(JSON.parse(await saved("GeoJSON")).metadata.roads, { name, licence, attribution });
  assert.ok((await saved("CSV")).includes(credit));
  await page.locator("[data-brief=fill]").click();
  await page
    .locator("[data-brief=fill-said]")
    .getByRole("button", { name: "Undo" })
    .waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");

  // What was filled in from them still says whose they are when they are gone.
  await page.getByRole("tab", { name: "Roads" }).click();
  await tab(page).locator("[data-roads=remove]").click();
  await openTab(page, "Summary");
  await settled(page);
  await openBrief(page);
  assert.doesNotMatch((await caption.textContent()) ?? "", /Roads:/);
  assert.ok((await field(page, "havens").inputValue()).endsWith(` ${licence} · ${attribution}`));
  assert.match(
    await saved("Text"),
    /\n- Havens:\n {2}Start, .*\n {2}Middle, .*\n {2}End, .*\n {2}By the roads “/,
  );
  assert.deepEqual(faults, []);
  await close();
});
