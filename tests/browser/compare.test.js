// A route's worst stretches, the status of its corridor, and several routes compared: the page shows what the package answers in
// Node on the same file, with the lines that the page says were drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseTrips, formatCount, formatNumber, formatPercent, formatPeriod } from "../../www/src/format.js";
import { describeIndependent } from "../../www/src/panels/routes/sentences.js";
import { describeLaplace, describeLast } from "../../www/src/panels/status-sentences.js";
import {
  addRoute,
  assertComparison,
  byNorth,
  bySouth,
  compare,
  compared,
  comparison,
  demo,
  openTab,
  snapshotOf,
} from "./comparison.js";
import { clickMap, dropFile, openPage, settled, stat } from "./driver.js";
import { realData } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("./driver.js").LonLat} LonLat */
/** @typedef {import("playwright").Page} Page */

const mali = realData("ucdp_candidate_v26_0_7_mali_excerpt.csv");

test("routes are compared in their tab, each with its own corridor, without a network request", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await addRoute(page, "South", bySouth);
  assert.equal(await comparison(page).count(), 0, "one route has nothing to be compared with");
  await addRoute(page, "North", byNorth, 3);
  const markup = "<img src=x onerror=alert(1)>";
  await addRoute(page, markup, [bySouth[0], bySouth[1], bySouth[3]], 8);
  const requestsBefore = requests.length;
  await compare(page, 3);
  const expected = await compared(demo, page);
  await assertComparison(page, expected);
  assert.deepEqual(
    expected.report.routes.map(({ method }) => method.corridorKm),
    [5, 3, 8],
  );
  assert.equal(await page.locator(".panel img").count(), 0, "a name stays text");
  await assertTerms(page);
  const marked = () =>
    page.evaluate(async () => {
      const { map } = /** @type {any} */ (window).geobitPage;
      const { features } = await map.getSource("answer").getData();
      return features.filter((/** @type {any} */ one) => one.properties.part === "shared").length;
    });
  const parts = expected.report.pairs.reduce((sum, { shared }) => sum + shared.a.length, 0);
  assert.ok(parts > 0);
  assert.ok((await marked()) >= parts, "shared road is marked");
  const way = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter().lng);
  const [part] = expected.report.pairs[1].shared.a;
  assert.ok(part.fromKm === 0 && part.toKm > 50, "the first and the last begin on one road");
  await comparison(page).locator('[data-pair="0 2"] button').first().click();
  await settled(page);
  assert.ok(Math.abs((await way()) + 7.95) < 0.3, "and a click shows it on the map");

  // Independent routes are counted below a number, which the next comparison still has.
  const encounters = expected.report.routes.map(({ encounter }) => encounter);
  const trips = chooseTrips(encounters);
  const below = 10 * trips * Math.max(...encounters.map(({ interval }) => interval[1]));
  for (const [typed, words] of /** @type {const} */ ([
    [String(below), null],
    ["1e-12", null],
    ["0", "Give a number above 0."],
    [String(below / 10.5), null],
  ])) {
    await page.getByLabel("Count those with fewer than").fill(typed);
    await page.getByRole("button", { name: "Count", exact: true }).click();
    const { report, names } = await compared(demo, page, words ? {} : { below: Number(typed) / trips });
    const answer = words ?? describeIndependent(report, names);
    await page.locator('[data-stat="independent"]').filter({ hasText: answer }).waitFor();
  }
  assert.deepEqual(requests.slice(requestsBefore), [], "no request is made for it");

  // A comparison belongs to the shapes as they are: a change takes it away, and brings the next one.
  const old = await page.locator(".compared").elementHandle();
  await page.getByLabel("Corridor on either side, km").fill("6");
  assert.equal(await old?.evaluate((table) => table.isConnected), false);
  await compare(page, 3);
  await assertComparison(page, await compared(demo, page));
  assert.ok(await stat(page, "independent"), "the number typed is kept");
  await page.getByRole("button", { name: "Remove North" }).click();
  assert.equal(await page.locator(".compared tbody").count(), 0);
  await compare(page, 2);
  await assertComparison(page, await compared(demo, page));
  assert.ok((await marked()) > 0);
  await openTab(page, "Summary");
  assert.equal(await marked(), 0, "shared road is marked only beside the comparison");
  assert.deepEqual(faults, []);
  await close();
});

/** Checks that every term of the comparison shows its definition on a click. @param {Page} page */
async function assertTerms(page) {
  const terms = await comparison(page).locator(".term").all();
  assert.ok(terms.length >= 5);
  for (const term of terms) {
    await term.click();
    assert.ok(((await page.locator(".definition").textContent()) ?? "").length > 60);
    await page.keyboard.press("Escape");
  }
}

test("of many routes the active one's pairs come first, and more than sixteen are refused with a sentence", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  for (let i = 1; i <= 4; i++)
    await addRoute(page, `Way ${i}`, [bySouth[0], [-7.5, (57 + i) / 5], bySouth[3]]);
  await compare(page, 4);
  const shown = comparison(page).locator(".pairs li");
  assert.equal(await shown.count(), 3);
  await page.locator("summary", { hasText: "Pairs of the other routes" }).tap();
  await shown.nth(5).waitFor();
  await assertComparison(page, await compared(demo, page));
  assert.ok(
    (await page.evaluate(() => document.documentElement.scrollWidth)) <= 360,
    "no sideways scrolling",
  );
  for (let i = 5; i <= 17; i++) await addRoute(page, `Way ${i}`, [bySouth[0], [-7.5, (220 + i) / 20]]);
  await comparison(page).filter({ hasText: "17 routes" }).waitFor();
  const text = (await comparison(page).textContent()) ?? "";
  assert.match(text, /17 routes are drawn; up to 16 are compared at once\./);
  assert.deepEqual(faults, []);
  await close();
});

/** @param {Page} page @param {import("geobit").RouteReport} report */
async function assertStretches(page, { stretches }) {
  const items = page.locator(".stretch");
  const more = page.locator("summary", { hasText: /^and \d+ more$/ });
  assert.equal(await items.count(), Math.min(5, stretches.length));
  if (stretches.length > 5) {
    assert.equal(await more.textContent(), `and ${stretches.length - 5} more`);
    await more.click();
    await items.nth(stretches.length - 1).waitFor();
  }
  for (const [i, stretch] of stretches.entries()) {
    const text = (await items.nth(i).textContent()) ?? "";
    for (const words of [
      `km ${formatNumber(stretch.fromKm)}–${formatNumber(stretch.toKm)}`,
      formatPercent(stretch.share),
      `${formatCount(stretch.recent.count)} in ${formatPeriod(stretch.recent.from, stretch.recent.to)}, ${formatCount(stretch.baseline.count)} in the 336 days before`,
      stretch.count > 0 ? `${formatCount(stretch.count)} recorded` : "No recorded incidents",
    ])
      assert.ok(text.includes(words), `${words} is in ${text}`);
  }
  return stretches;
}

/** Finds a short road that the demo data cover, with nothing certain in its corridor. @returns {Promise<LonLat[]>} */
async function findEmptyRoad() {
  // In hundredths of a degree, as a map refuses more digits than it can draw.
  const [west, south, east, north] = (demo.summary.bbox ?? []).map((degrees) => Math.round(degrees * 100));
  for (let lon = west - 40; lon < east + 40; lon += 20)
    for (let lat = south - 40; lat < north + 40; lat += 20) {
      /** @type {LonLat[]} */
      const coordinates = [
        [lon / 100, lat / 100],
        [(lon + 1) / 100, lat / 100],
      ];
      const { coverage, status } = await demo.route({ type: "LineString", coordinates });
      if (coverage.inside === "all" && status.recency.daysSinceLast === null) return coordinates;
    }
  throw new Error("The demo data are meant to have such a road.");
}

/** @param {Page} page @param {import("geobit").RouteReport} report @param {string} [laplace] what is said of the trend */
async function assertStatus(page, { status }, laplace = describeLaplace(status)) {
  assert.equal(
    await page.locator('[data-stat="verdict"]').getAttribute("data-verdict"),
    status.change.verdict,
  );
  const weeks = `${formatCount(status.activeWeeks)} of ${status.weekly.counts.length}`;
  assert.equal(await stat(page, "active-weeks"), weeks);
  assert.equal(await stat(page, "laplace"), laplace);
  assert.equal(await stat(page, "last"), describeLast(status));
  for (const fact of await page.locator(".facts dd").allTextContents())
    assert.match(fact, /^[\p{Lu}\d]/u, "a fact stands alone, and begins with a capital or a number");
  const silent = page.locator('[data-stat="silence"]');
  assert.equal(await silent.count(), status.recent.count === 0 ? 1 : 0);
  if (status.recent.count === 0) {
    assert.match((await silent.textContent()) ?? "", /it does not say that the road is open\.$/);
    const { daysSinceLast } = status.recency;
    const days =
      daysSinceLast === null ? "all [\\d,]+ days? of the data" : `${formatCount(daysSinceLast)} days?`;
    assert.match((await silent.textContent()) ?? "", new RegExp(`in ${days}[,.]`));
  }
}

test("a route's worst stretches and its corridor's status are those of the package", async (t) => {
  const { page, faults, close } = await openPage(browser, server.origin);
  /** @type {LonLat[]} */
  const coordinates = [...bySouth, [-6.26, 13.45], bySouth[0]];
  await addRoute(page, "South, and back by Ségou", coordinates);
  const line = { type: /** @type {const} */ ("LineString"), coordinates };
  const report = await demo.route(line, { corridorKm: 5 });
  const stretches = await assertStretches(page, report);
  assert.ok(stretches.length > 5, "the route is meant to have more than are shown at once");
  await assertStatus(page, report);
  assert.ok(report.status.blockades);
  const { recent, baseline } = report.status.blockades;
  const period = formatPeriod(report.status.recent.from, report.status.recent.to);
  assert.ok((await stat(page, "blockades")).startsWith(`${recent} in ${period}, ${baseline} in the`));

  await t.test("a click shows the stretch, and the map marks all of them", async () => {
    const marks = await page.evaluate(async () => {
      const { map } = /** @type {any} */ (window).geobitPage;
      const { features } = await map.getSource("answer").getData();
      return features.filter((/** @type {any} */ one) => one.properties.part === "worst").length;
    });
    assert.ok(marks >= stretches.length);
    await page.locator(".stretch button").first().click();
    await settled(page);
    const { lng, lat } = await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
    const middle = (stretches[0].fromKm + stretches[0].toKm) / 2;
    const { rows, alongKm } = report;
    const near = [...rows.keys()].filter((i) => Math.abs(alongKm[i] - middle) < 5).map((i) => rows[i]);
    const incidents = await demo.incidents(near);
    assert.ok(
      incidents.some((one) => Math.hypot((one.lon ?? 0) - lng, (one.lat ?? 0) - lat) < 0.15),
      "the map looks at where the incidents of this stretch are",
    );
  });

  await t.test("kinds that are not chosen are not said to be absent", async () => {
    await page.locator('[data-hook=kinds] input[value="blockade"]').uncheck();
    await settled(page);
    assert.match(await stat(page, "blockades"), /^Not counted/);
    await page.locator('[data-hook=kinds] input[value="blockade"]').check();
    await settled(page);
  });

  await t.test("silence in the record is not said to be an open road", async () => {
    await addRoute(page, "Empty", await findEmptyRoad());
    const text = (await page.locator("[data-hook=result-body]").textContent()) ?? "";
    assert.match(
      text,
      /No recorded incidents in the corridor in all [\d,]+ days of the data[,.].*a gap in the record/,
    );
    assert.doesNotMatch(text, /\bsafe|is open(?!\.)|no incidents happened/i);
    // Of the fitted intensity, a part is the same everywhere, so something is expected on every road.
    assert.match(await page.locator(".stretch").innerText(), /No recorded incidents/);
  });

  await t.test("data that cannot contain blockades say so", async () => {
    const snapshot = await snapshotOf(mali);
    await dropFile(page, mali);
    /** @type {LonLat[]} */
    const coordinates = [
      [-4.2, 14.5],
      [-2, 15.3],
      [0, 16.3],
    ];
    await addRoute(page, "To Gao", coordinates);
    const real = await snapshot.route({ type: "LineString", coordinates }, { corridorKm: 5 });
    assert.equal(real.status.blockades, null);
    assert.equal(
      await stat(page, "blockades"),
      "This data cannot contain blockades: their absence here says nothing.",
    );
    await assertStretches(page, real);
    // The record of this file begins within the weeks that a trend is told by.
    await assertStatus(page, real, "Too few weeks to say: the record begins on 14 Jul 2026.");
    snapshot.close();
  });
  assert.deepEqual(faults, []);
  await close();
});

test("beside a half-drawn route no old answer is shown", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addRoute(page, "South", bySouth);
  await addRoute(page, "North", byNorth);
  await compare(page, 2);
  const old = await page.locator(".compared").elementHandle();
  await page.getByRole("button", { name: "Route", exact: true }).click();
  await clickMap(page, [-7, 12.4]);
  await settled(page);
  assert.equal(await old?.evaluate((table) => table.isConnected), false);
  await page.keyboard.press("Escape");
  assert.deepEqual(faults, []);
  await close();
});
