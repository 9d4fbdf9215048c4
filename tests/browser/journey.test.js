// Everything that a person does to plan a movement: a track from a file, an alternative drawn with the mouse, the comparison, a
// departure, the brief and its print. Every number is the one that the package gives in Node for the same lines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { describeAgainst, describeEncounter } from "../../www/src/brief/sentences.js";
import {
  chooseTrips,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatLimits,
  formatPerTrips,
} from "../../www/src/format.js";
import { assertComparison, byNorth, bySouth, compare, compared, demo, openTab } from "./comparison.js";
import { activeShape, draw, drop, lookAt, openPage, settled, stat } from "./driver.js";
import { requestsAfter } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

test("from a GPX file and an alternative drawn with the mouse to the printed brief, with the package's numbers", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const requestsBefore = requests.length;
  await drop(page, "run.gpx", gpx("Fuel run"));
  await page.locator("[data-hook=result-title]", { hasText: "Fuel run" }).waitFor();
  await lookAt(page, [-10, 11, -5, 14.5]);
  await draw(page, "Route", byNorth);
  assert.equal((await activeShape(page)).name, "Route 1");

  await compare(page, 2);
  const { report, names } = await compared(demo, page);
  assert.deepEqual(names, ["Fuel run", "Route 1"]);
  await assertComparison(page, { report, names });
  const [pair] = report.pairs;
  assert.equal(pair.verdict, "more", "the southern road of the demo has clearly more");
  await openTab(page, "Summary");
  await assertPanel(page, report.routes[1]);

  await depart(page, "2026-11-24", "06:00");
  await assertPanel(page, report.routes[1]);
  await page.getByRole("button", { name: "Movement brief…" }).focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  await assertPrinted(page, await askedForBrief(page));
  await assertKeys(page);

  assert.deepEqual(requestsAfter(requests, requestsBefore), [], "no request is made for any of it");
  assert.deepEqual(faults, []);
  await close();
});

/** @param {string} name */
function gpx(name) {
  const points = bySouth.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"/>`).join("");
  return new TextEncoder().encode(
    `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>${name}</name><trkseg>${points}</trkseg></trk></gpx>`,
  );
}

/** @param {Page} page @param {string} date @param {string} time in UTC */
async function depart(page, date, time) {
  await page.locator("[data-hook=movement] summary").click();
  const field = (/** @type {string} */ name) => page.locator(`[data-hook=movement] [name="${name}"]`);
  await field("date").fill(date);
  await field("time").fill(time);
  await field("offset").selectOption("0");
  await settled(page);
}

/** Returns what the package answers for the route of the brief, which was drawn second, and for the other one. @param {Page} page */
async function askedForBrief(page) {
  /** @type {any[]} */
  const shapes = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  const features = shapes.map(({ geometry }) => ({
    ...{ type: /** @type {const} */ ("Feature"), properties: {} },
    geometry,
  }));
  return demo.routes({ type: "FeatureCollection", features: features.toReversed() }, { corridorKm: 5 });
}

/** @param {Page} page @param {import("geobit").RouteReport} route */
async function assertPanel(page, { lengthKm, hours: time, encounter }) {
  assert.equal(await stat(page, "length"), formatKm(lengthKm));
  assert.equal(await stat(page, "hours"), formatHours(time));
  const trips = chooseTrips([encounter]);
  assert.equal(await stat(page, "encounter"), formatExpectedInTrips(encounter.expected, trips));
  const method = page.locator(".provenance details:not([open]) > summary", { hasText: "Method" });
  if ((await method.count()) > 0) await method.click();
  assert.equal(await stat(page, "encounter-interval"), formatLimits(encounter.interval, trips));
}

/** Opens and closes the brief with keys alone, and checks that the focus goes back to where it was. @param {Page} page */
async function assertKeys(page) {
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  for (const name of ["Print or save as PDF", "GeoJSON", "CSV", "Text", "Picture", "Close"]) {
    await page.keyboard.press("Tab");
    assert.equal(await focused(), name);
  }
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[data-hook=brief]").isVisible(), false);
  assert.equal(await focused(), "Movement brief…");
}

/** Checks that the print has the pages of the brief and no more, and what is visible on it. @param {Page} page @param {import("geobit").RoutesReport} report */
async function assertPrinted(page, { routes, pairs }) {
  const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const parts = 1 + (await page.locator(".brief-second, .brief-continued").count());
  assert.equal([...pdf.toString("latin1").matchAll(/\/Type\s*\/Page(?![a-z])/gi)].length, parts);
  await page.emulateMedia({ media: "print" });
  const printed = (await page.locator("body").innerText()).replaceAll(/\s+/g, " ");
  await page.emulateMedia({ media: null });
  assert.doesNotMatch(printed, /Compare all|Movement brief…/, "the page around it is not printed");
  const [own] = routes;
  const trips = chooseTrips(routes.map(({ encounter }) => encounter));
  for (const words of [
    "Movement brief: Route 1",
    "24 Nov 2026, 06:00 UTC",
    `${formatKm(own.lengthKm)}, ${formatHours(own.hours)}`,
    describeEncounter(/** @type {any} */ ({ report: own, trips })),
  ])
    assert.ok(printed.includes(words), `${words} is in ${printed}`);
  const rows = await page.locator('[data-brief="alternatives"] tbody tr').allTextContents();
  for (const [i, { lengthKm, hours: time, encounter }] of routes.entries()) {
    for (const words of [formatKm(lengthKm), formatHours(time), formatPerTrips(encounter.expected, trips)])
      assert.ok(rows[2 * i].includes(words), `${words} is in ${rows[2 * i]}`);
    const beside = /** @type {any} */ ({
      ...{ ...encounter, isCovered: true },
      against: i === 0 ? null : pairs[0],
    });
    const against = describeAgainst(beside, trips, true);
    assert.ok(rows[2 * i + 1].startsWith(against), `${against} is in ${rows[2 * i + 1]}`);
  }
  assert.match(rows[3], /clearly more.*of its [\d.]+ km run along this route\./, "told from its side");
}
