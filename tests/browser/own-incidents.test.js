// Incidents entered by hand: typed or clicked, counted, edited, deleted, saved, read back, and kept only if that is ticked.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { clickMap, drop, lookAt, openPage, openPart, settled, stat } from "./driver.js";
import { requestsAfter } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const summaryOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.summary());
const ownOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.store.get().own);
const formOf = (/** @type {Page} */ page) => page.locator("form.entry");
const NOTE = '=HYPERLINK("x") <img src=x onerror=alert(1)> \u202Eabc';

/** @param {Page} page @param {Record<string, string>} typed by the names of fields */
async function fill(page, typed) {
  for (const [field, text] of Object.entries(typed)) {
    const control = formOf(page).locator(`[data-field=${field}]`);
    if (field === "kind") await control.selectOption(text);
    else await control.fill(text);
  }
}

/** @param {Page} page @param {Record<string, string>} typed */
async function enter(page, typed) {
  await page.getByRole("button", { name: "Enter an incident…" }).click();
  await fill(page, typed);
  await formOf(page).getByRole("button", { name: "Add the incident" }).click();
  await formOf(page).waitFor({ state: "hidden" });
  await settled(page);
}

/** The day before the machine's, which is not ahead of it in any time zone. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const CLASH = {
  ...{ gps: "23.5, -3.5", uncertainty_km: "1", start: yesterday, kind: "armedClash" },
  ...{ deaths: "2", note: NOTE },
};

test("an incident is entered, counted, edited, deleted, and brought back", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  // In the desert, where the demo data have nothing.
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill("23.5, -3.5");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await stat(page, "coverage"), /do not cover/);
  const { count, asOf } = await summaryOf(page);
  await page.locator("[data-hook=own] > summary").click();
  await enter(page, CLASH);
  assert.equal(await stat(page, "certain"), "1", "the report counts it");
  const summary = await summaryOf(page);
  assert.deepEqual([summary.count, summary.asOf], [count + 1, asOf], "and the windows end where they did");
  assert.equal(summary.origins[1].name, "Entered by hand");
  assert.match(
    (await page.locator(".part", { hasText: "By origin" }).textContent()) ?? "",
    /Entered by hand1/,
  );

  const item = page.locator(".own-incident");
  const shown = (await item.textContent()) ?? "";
  assert.match(shown, /=HYPERLINK\("x"\) <img src=x onerror=alert\(1\)> abc/);
  assert.doesNotMatch(shown, /\u202E/);
  assert.match(shown, /within 1 km · 2 deaths/);
  await page
    .locator("button.near", { hasText: "in the centre" })
    .or(page.locator(".nearest button.near"))
    .first()
    .click();
  const record = page.locator("[data-hook=record]");
  await record.getByText("Entered by hand").waitFor();
  assert.match((await record.textContent()) ?? "", /<img src=x onerror=alert\(1\)>/);

  await item.getByRole("button", { name: "Edit Armed clash" }).click();
  assert.equal(await formOf(page).locator("[data-field=note]").inputValue(), NOTE);
  await fill(page, { gps: "10, 10" });
  await formOf(page).getByRole("button", { name: "Save the changes" }).click();
  await formOf(page).waitFor({ state: "hidden" });
  await settled(page);
  assert.match(await stat(page, "coverage"), /do not cover/);
  assert.equal((await summaryOf(page)).count, count + 1);

  await item.getByRole("button", { name: "Delete Armed clash" }).click();
  await settled(page);
  assert.deepEqual([(await summaryOf(page)).count, await item.count()], [count, 0]);
  await page.locator("[data-hook=own]").getByRole("button", { name: "Undo" }).click();
  await settled(page);
  assert.deepEqual([(await summaryOf(page)).count, await item.count()], [count + 1, 1]);
  assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is kept that was not asked for");
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("each field says what is wrong with it, and the keyboard alone is enough", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await page.locator("[data-hook=own] > summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const field = (/** @type {string} */ name) => formOf(page).locator(`[data-field=${name}]`);
  assert.ok(await field("gps").evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Enter");
  const problemOf = async (/** @type {string} */ name) => {
    const id = await field(name).getAttribute("aria-describedby");
    return id ? page.locator(`#${id}`).textContent() : null;
  };
  await formOf(page).getByRole("alert").filter({ hasText: "4 fields need another answer" }).waitFor();
  assert.match((await problemOf("gps")) ?? "", /Click the place on the map/);
  assert.match((await problemOf("start")) ?? "", /the day/);
  assert.equal(await problemOf("deaths"), null);
  assert.ok(await field("gps").evaluate((element) => element === document.activeElement));

  await fill(page, {
    gps: "95, 3",
    uncertainty_km: "far",
    deaths: "some",
    start: "2199-01-01",
    kind: "riot",
  });
  await field("gps").press("Enter");
  await formOf(page).getByText("Give a latitude in degrees from -90 to 90.").waitFor();
  assert.match((await problemOf("uncertainty_km")) ?? "", /Give a radius in km/);
  assert.match((await problemOf("deaths")) ?? "", /Give a whole number/);
  assert.match((await problemOf("start")) ?? "", /not after today/);
  assert.equal(await field("kind").getAttribute("aria-invalid"), "false");
  await page.keyboard.press("Escape");
  assert.ok(await formOf(page).isHidden());
  assert.deepEqual(await ownOf(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test("a place is clicked on the map, also on a phone, and Escape ends the choice alone", async () => {
  for (const options of [undefined, { viewport: { width: 390, height: 844 } }]) {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    await lookAt(page, [-10, 10, -4, 15]);
    await page.locator("[data-hook=own] > summary").click();
    await page.getByRole("button", { name: "Enter an incident…" }).click();
    const pick = page.getByRole("button", { name: "Choose on the map" });
    await pick.click();
    await page.getByText("Click where it happened.").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await pick.getAttribute("aria-pressed"), "false");
    assert.ok(await formOf(page).isVisible());
    await pick.click();
    await page.evaluate(() => window.scrollTo(0, 0));
    await clickMap(page, [-7, 12.5]);
    const [lat, lon] = (await formOf(page).locator("[data-field=gps]").inputValue()).split(", ").map(Number);
    assert.ok(Math.abs(lat - 12.5) < 0.05 && Math.abs(lon + 7) < 0.05, `${lat}, ${lon}`);
    assert.ok(await page.locator("[data-hook=record]").isHidden(), "the click opens no record");
    assert.ok(await page.getByText("Click where it happened.").isHidden());
    assert.ok(
      (await page.evaluate(() => document.documentElement.scrollWidth)) <= (page.viewportSize()?.width ?? 0),
    );
    assert.deepEqual(faults, []);
    await close();
  }
});

test("what is saved as CSV holds no formula, is read back as it was typed, and opens as a log", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await page.locator("[data-hook=own] > summary").click();
  await enter(page, CLASH);
  await enter(page, { ...CLASH, gps: "-12.5, -8", deaths: "", note: "" });
  const list = await ownOf(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const download = await saving;
  assert.equal(download.suggestedFilename(), "incidents entered by hand.csv");
  const content = await readFile(/** @type {string} */ (await download.path()));
  assert.match(content.toString(), /,"'=HYPERLINK\(""x""\)/);
  assert.match(content.toString(), /,-12\.5,-8,/);

  for (const name of ["Delete Armed clash", "Delete Armed clash"])
    await page.getByRole("button", { name }).first().click();
  assert.deepEqual(await ownOf(page), []);
  for (const round of ["empty", "the same again"]) {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Add from a saved file…" }).click();
    await (await choosing).setFiles({ name: "saved.csv", mimeType: "text/csv", buffer: content });
    await page.locator("[data-hook=banner]", { hasText: "2 incidents read." }).waitFor();
    await page.locator("[data-hook=banner] button").click();
    const byId = (/** @type {any} */ a, /** @type {any} */ b) => a.id.localeCompare(b.id);
    assert.deepEqual((await ownOf(page)).sort(byId), list.sort(byId), round);
  }
  await settled(page);
  await drop(page, "saved.csv", content);
  await page.locator("[data-hook=data-mark] strong", { hasText: "saved.csv" }).waitFor();
  await settled(page);
  assert.deepEqual(
    (await summaryOf(page)).origins.map((/** @type {any} */ { name, count }) => [name, count]),
    [
      ["saved.csv", 2],
      ["Entered by hand", 2],
    ],
  );
  // What is recorded in a file as well is suspected to be the same.
  assert.equal(await page.locator("[data-undecided]").getAttribute("data-undecided"), "2");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add from a saved file…" }).click();
  await (await choosing).setFiles({
    name: "bad.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("a,b\n1,2\n"),
  });
  await page.locator("[data-hook=banner].error", { hasText: "bad.csv could not be added" }).waitFor();
  assert.deepEqual(requestsAfter(requests, before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("they are kept in the browser if that is ticked, and forgotten when it no longer is", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const { count } = await summaryOf(page);
  await page.locator("[data-hook=own] > summary").click();
  await page.getByLabel("Keep them in this browser").check();
  await enter(page, CLASH);
  const reopen = async () => {
    await page.reload();
    await page.waitForSelector("html[data-complete]");
    await settled(page);
  };
  await reopen();
  assert.equal((await summaryOf(page)).count, count + 1);
  assert.equal(await page.locator(".own-incident").count(), 1);
  // What another program wrote there is left out, and told.
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("geobit:own-incidents") ?? "[]");
    localStorage.setItem("geobit:own-incidents", JSON.stringify([...kept, { id: "x", lon: "<b>" }]));
  });
  await reopen();
  await page
    .locator("[data-hook=banner]", { hasText: "1 incident kept in this browser could not be read" })
    .waitFor();
  assert.equal((await summaryOf(page)).count, count + 1);
  // Another page of this browser follows, and adds to what both keep.
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.waitForSelector("html[data-complete]");
  await settled(other);
  await enter(other, { ...CLASH, gps: "11, -5" });
  await page.locator(".own-incident").nth(1).waitFor();
  await settled(page);
  assert.equal((await summaryOf(page)).count, count + 2);
  await other.close();
  await page.getByLabel("Keep them in this browser").uncheck();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await reopen();
  assert.equal((await summaryOf(page)).count, count);
  assert.deepEqual(faults, []);
  await close();
});
