// Every file that is being opened can be cancelled, and its reading ends by itself; what was there before stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { drop, openPage, settled, stat, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const ROAD = `<gpx><trk><name>RN7</name><trkseg><trkpt lat="12.6" lon="-8"/><trkpt lat="11.3" lon="-5.7"/></trkseg></trk></gpx>`;
const INCIDENTS = "id,start,lon,lat\n1,2026-01-01,-8,12\n";

/** From now on the engine hears neither of a route called stuck… nor of a slice of incidents, as if they never came to an end. @param {Page} page */
const holdBack = (page) =>
  page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ ...rest) {
      const isStuckRoute = message?.method === "readRoutes" && message.args[1].fileName?.startsWith("stuck");
      if (isStuckRoute || message?.method === "push") return;
      postMessage.call(this, message, ...rest);
    };
  });

/** @param {Page} page */
async function openWithAnswer(page) {
  await tryPlace(page, "Morila mine");
  await settled(page);
  return stat(page, "expected");
}

/** @param {Page} page @param {string} before the answer that was shown */
async function assertKept(page, before) {
  assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /Demo data/);
  assert.equal(await stat(page, "expected"), before);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length), 1);
}

const banner = (/** @type {Page} */ page) => page.locator("[data-hook=banner]");

for (const [what, name, content] of /** @type {const} */ ([
  ["a route", "stuck.gpx", bytes(ROAD)],
  ["a packed route", "stuck.gpx.gz", gzipSync(ROAD)],
  ["incidents", "slow.txt", bytes(INCIDENTS)],
])) {
  test(`finding G: the reading of ${what} is cancelled with the keyboard, is announced, and takes nothing with it`, async () => {
    const { page, requests, faults, close } = await openPage(browser, server.origin);
    const before = await openWithAnswer(page);
    const sofar = requests.length;
    await holdBack(page);
    await drop(page, name, content);
    const cancel = banner(page).getByRole("button", { name: "Cancel" });
    await cancel.waitFor();
    assert.match((await banner(page).textContent()) ?? "", new RegExp(`Reading ${name}…`));
    const live = page.locator("[data-hook=live]");
    await live
      .filter({ hasText: `${name} is being read. The button Cancel ends it.` })
      .waitFor({ state: "attached" });

    await page.getByLabel("Language", { exact: true }).focus();
    await page.keyboard.press("Tab");
    assert.ok(
      await cancel.evaluate((button) => button === document.activeElement),
      "the next stop of the keyboard",
    );
    await page.keyboard.press("Enter");
    await banner(page).waitFor({ state: "hidden" });
    await live.filter({ hasText: `${name} was cancelled.` }).waitFor({ state: "attached" });
    const addData = page.locator("[data-hook=add-data] summary");
    assert.ok(await addData.evaluate((summary) => summary === document.activeElement), "focus");
    await assertKept(page, before);

    // The next file of the same kind is read. Nothing is asked for but, later, by the engine that replaces the stuck one, what the first
    // one had asked for: its script and its libraries. When it does is its own affair.
    if (name.endsWith(".txt")) return close();
    await drop(page, "road.gpx", bytes(ROAD));
    await page.locator("[data-hook=result-title]", { hasText: "RN7" }).waitFor();
    const first = new Set(requests.slice(0, sofar));
    assert.deepEqual(
      requests.slice(sofar).filter((url) => !first.has(url)),
      [],
    );
    assert.deepEqual(faults, []);
    await close();
  });
}

test("finding G: a reading that stands still for a minute ends by itself with a sentence", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const before = await openWithAnswer(page);
  await holdBack(page);
  await page.clock.install();
  for (const [name, content] of /** @type {const} */ ([
    ["stuck.gpx", ROAD],
    ["slow.txt", INCIDENTS],
  ])) {
    await drop(page, name, bytes(content));
    await page.clock.runFor(1000);
    await banner(page).getByRole("button", { name: "Cancel" }).waitFor();
    // On a busy machine, word that the reading moved comes late. After the clock ran, it would begin the minute anew. These two seconds
    // count as well.
    await page.waitForTimeout(2_000);
    await page.clock.runFor(56_000);
    assert.equal(await banner(page).getByRole("button", { name: "Cancel" }).count(), 1, "not yet");
    await page.clock.runFor(2_000);
    const error = page.locator("[data-hook=banner].error [role=alert]");
    await error.filter({ hasText: `${name} could not be opened.` }).waitFor();
    assert.match(
      (await error.textContent()) ?? "",
      /stood still for 60 seconds and was ended\. What was loaded and drawn before is still here/,
    );
    await assertKept(page, before);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a route is opened while incidents are being read, whose reading goes on and can be cancelled", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await holdBack(page);
  await drop(page, "slow.txt", bytes(INCIDENTS));
  const reading = banner(page).filter({ hasText: "Reading slow.txt…" });
  await reading.waitFor();
  await drop(page, "road.gpx", bytes(ROAD));
  await page.locator("[data-hook=shapes] li", { hasText: "RN7" }).waitFor();
  await reading.waitFor();
  await banner(page).getByRole("button", { name: "Cancel" }).click();
  await settled(page);
  assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /Demo data/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length), 1);
  assert.deepEqual(faults, []);
  await close();
});

test("files that are opened one right after the other are all read", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  for (const name of ["one", "two", "three"])
    await drop(page, `${name}.gpx`, bytes(ROAD.replace("RN7", name)));
  await settled(page);
  const names = await page.evaluate(() =>
    /** @type {any} */ (window).geobitPage.shapes().map((/** @type {{ name: string }} */ { name }) => name),
  );
  assert.deepEqual(names, ["one", "two", "three"]);
  assert.deepEqual(faults, []);
  await close();
});

test("finding J: an archive with a wrong checksum is refused, and one with several KMLs says which was read", async () => {
  const { readFile } = await import("node:fs/promises");
  const { archive } = await import("../js/archives.js");
  const { fixtures } = await import("../js/data.js");
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "kmz-crc.kmz", await readFile(`${fixtures}/breaking/kmz-crc.kmz`));
  await page.locator("[data-hook=banner].error", { hasText: /doc\.kml.*checksum/ }).waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length), 0);
  const kml = `<kml><Placemark><name>RN7</name><LineString><coordinates>-8,12 -7,11</coordinates></LineString></Placemark></kml>`;
  await drop(page, "two.kmz", archive({ "a.kml": kml, "b.kml": kml }));
  const note = page.locator("[data-hook=banner].note", { hasText: "two.kmz is open." });
  await note.waitFor();
  assert.match((await note.textContent()) ?? "", /b\.kml/);
  assert.deepEqual(faults, []);
  await close();
});
