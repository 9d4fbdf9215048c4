// A second log beside the first, and the suspected duplicates among them, decided by a person.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addData, drop, openPage, openPart, settled, stat } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const HEADER = "id,start,lat,lon,kind,deaths,place,note\n";
const OURS = `${HEADER}a1,2026-03-01,12.64,-8.02,armedClash,3,Kati,Clash at the checkpoint
a2,2026-03-04,12.30,-7.60,abduction,,Fana,Two drivers taken
a3,2026-03-09,11.32,-5.67,explosion,5,Sikasso,
`;
const THEIRS = `${HEADER}b1,2026-03-02,12.645,-8.015,armedClash,4,Kati <b>town</b>,Fighting
b2,2026-03-04,12.305,-7.602,abduction,,\u202EFana,Crew of a fuel truck
b3,2026-03-08,13.45,-6.26,riot,,Segou,Market
`;

const summaryOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.summary());
const countOf = async (/** @type {Page} */ page) => (await summaryOf(page)).count;
const listOf = (/** @type {Page} */ page) => page.locator("[data-dialog=duplicates]");

/** Chooses a file with the button that adds it. @param {Page} page @param {string} name @param {string} content */
async function addLog(page, name, content) {
  const choosing = page.waitForEvent("filechooser");
  await addData(page, "Add another log…");
  await (await choosing).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.locator("[data-hook=banner]", { hasText: `${name} was added` }).waitFor();
  await settled(page);
}

/** @param {Page} page @param {string} name @param {string} content */
async function openLog(page, name, content) {
  await drop(page, name, bytes(content));
  await page.locator("[data-hook=data-mark] strong", { hasText: name }).waitFor();
  await settled(page);
}

/** @param {Page} page */
async function openList(page) {
  await page.locator("[data-undecided]").click();
  await listOf(page).locator(".duplicate, p").first().waitFor();
}

test("a second log is added, and its duplicates are accepted or kept apart", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  assert.equal(
    await page.locator("[data-hook=add-log]").getAttribute("hidden"),
    "",
    "nothing real is added to made-up incidents",
  );
  await openLog(page, "ours.csv", OURS);
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill("12.64, -8.02");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await stat(page, "certain"), "1");

  await addLog(page, "theirs.csv", THEIRS);
  assert.match((await page.locator("[data-hook=banner]").textContent()) ?? "", /2 suspected duplicates/);
  assert.equal(await countOf(page), 6, "nothing is merged unasked");
  assert.equal(await stat(page, "certain"), "2");
  const byOrigin = page.locator(".part", { hasText: "By origin" });
  assert.match((await byOrigin.locator("tbody").textContent()) ?? "", /ours\.csv1.*theirs\.csv1/);
  const panel = page.locator("[data-hook=snapshot]");
  assert.match(
    (await panel.locator(".sources").textContent()) ?? "",
    /ours\.csv3 incidents.*theirs\.csv3 incidents/,
  );

  await openList(page);
  const pairs = listOf(page).locator(".duplicate");
  assert.equal(await pairs.count(), 2);
  const first = (await pairs.first().textContent()) ?? "";
  assert.match(first, /4 Mar 2026.*Abduction.*Fana.*12\.300° N.*Fana.*0 days apart.*score 0\.85/s);
  assert.doesNotMatch(first, /\u202E/, "no mark turns the direction of the page");
  assert.match((await pairs.nth(1).textContent()) ?? "", /Kati <b>town<\/b>/, "text is text");

  await pairs.first().getByRole("button", { name: "Accept: one event" }).click();
  await settled(page);
  assert.deepEqual([await countOf(page), (await summaryOf(page)).superseded], [5, 1]);
  await pairs.nth(1).getByRole("button", { name: "Keep apart" }).click();
  await settled(page);
  assert.equal(await countOf(page), 5);
  assert.match(await stat(page, "pairs"), /2 pairs, 0 to decide/);
  await page.keyboard.press("Escape");
  await listOf(page).waitFor({ state: "detached" });
  assert.equal(await page.locator("[data-undecided]").getAttribute("data-undecided"), "0");

  // The other answer, and taking one back.
  await openList(page);
  await pairs.nth(1).getByRole("button", { name: "Accept: one event" }).click();
  await settled(page);
  assert.equal(await countOf(page), 4);
  assert.equal(await stat(page, "certain"), "1", "the report counts one event");
  await pairs.nth(1).getByRole("button", { name: "Accept: one event" }).click();
  await settled(page);
  assert.equal(await countOf(page), 5);
  await listOf(page).getByRole("button", { name: "Close" }).click();

  await panel.getByRole("button", { name: "Remove theirs.csv" }).click();
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.summary().name === "ours.csv");
  await settled(page);
  assert.equal(await panel.locator(".sources").count(), 0);
  assert.equal(await page.locator(".part", { hasText: "By origin" }).count(), 0);
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("all pairs above a score are accepted at once, and an empty list says so", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openLog(page, "ours.csv", OURS);
  await addLog(page, "far.csv", `${HEADER}c1,2026-01-02,14.9,-3.1,riot,,,\n`);
  await openList(page);
  await listOf(page).getByText("There are no suspected duplicates.").waitFor();
  await listOf(page).getByText("at most 2 km and 1 day apart").waitFor();
  assert.ok(await listOf(page).getByRole("button", { name: "Accept them" }).isHidden());
  await listOf(page).getByRole("button", { name: "Close" }).click();

  await addLog(page, "theirs.csv", THEIRS);
  assert.equal((await summaryOf(page)).origins.length, 3);
  await openList(page);
  const score = listOf(page).getByLabel("Accept all that are not decided");
  for (const wrong of ["", "2", "-1"]) {
    await score.fill(wrong);
    await listOf(page).getByRole("button", { name: "Accept them" }).click();
    await listOf(page).getByRole("alert").filter({ hasText: "from 0 to 1" }).waitFor();
  }
  await score.fill("0.8");
  await score.press("Enter");
  await listOf(page).getByText("1 pair accepted.").waitFor();
  await settled(page);
  assert.equal(await countOf(page), 6);
  await score.fill("0");
  await score.press("Enter");
  await settled(page);
  assert.equal(await countOf(page), 5);
  await page.keyboard.press("Escape");

  // A file that is opened replaces all of them.
  await openLog(page, "alone.csv", OURS);
  assert.deepEqual([(await summaryOf(page)).name, await countOf(page)], ["alone.csv", 3]);
  assert.equal(await page.locator("[data-undecided]").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("a log whose columns are asked about is added as well, and one that cannot be read leaves all as it is", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openLog(page, "ours.csv", OURS);
  const choosing = page.waitForEvent("filechooser");
  await addData(page, "Add another log…");
  const buffer = Buffer.from("quand,est,nord\n2026-01-02,-8,12\n");
  await (await choosing).setFiles({ name: "unknown.csv", mimeType: "text/csv", buffer });
  const dialog = page.locator("[data-dialog=columns]");
  await dialog.getByLabel("Day", { exact: true }).selectOption("quand");
  await dialog.getByLabel("Longitude", { exact: true }).selectOption("est");
  const top = async (/** @type {string} */ field) =>
    (await dialog.locator(`select[data-field=${field}]`).boundingBox())?.y;
  assert.equal(await top("lat"), await top("gps"), "a field that is marked as missing stays in its line");
  await dialog.getByLabel("Latitude", { exact: true }).selectOption("nord");
  await dialog.getByRole("button", { name: "Read the file" }).click();
  await page.locator("[data-hook=banner]", { hasText: "unknown.csv was added" }).waitFor();
  await settled(page);
  assert.deepEqual(
    (await summaryOf(page)).origins.map((/** @type {any} */ { name, count }) => [name, count]),
    [
      ["ours.csv", 3],
      ["unknown.csv", 1],
    ],
  );
  const again = page.waitForEvent("filechooser");
  await addData(page, "Add another log…");
  await (await again).setFiles({
    name: "bad.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("\u0000\u0001"),
  });
  await page.locator("[data-hook=banner].error", { hasText: "bad.csv could not be opened" }).waitFor();
  assert.equal(await countOf(page), 4);
  assert.deepEqual(faults, []);
  await close();
});
