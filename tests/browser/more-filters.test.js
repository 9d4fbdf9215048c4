// More filters: by actor, deaths, words, how well the place is known, and source. They hold for the map and for every number, list
// and sheet alike, and the page says so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { addData, drop, openPage, openPart, settled, stat } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const HEADER = "id,start,lat,lon,uncertainty_km,kind,deaths,place,actor1,note\n";
const OURS = `${HEADER}a1,2026-03-01,12.64,-8.02,0,armedClash,3,Kati,<b>Army</b>,Clash at the checkpoint
a2,2026-03-04,12.65,-8.00,5,abduction,,Fana,Bandits,Two drivers taken
a3,2026-03-09,12.63,-8.01,0,explosion,5,Ménaka,Rebels,
a4,2026-03-10,12.63,-8.00,0,explosion,0,Ménaka,Rebels,
`;
const THEIRS = `${HEADER}b1,2026-03-02,13.645,-7.015,0,riot,4,Ségou,Crowd,Fighting\n`;

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const dialogOf = (/** @type {Page} */ page) => page.locator("[data-dialog=more-filters]");
const chipOf = (/** @type {Page} */ page) => page.locator("[data-hook=filtered]");
const countOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.summary().count);
const textOf = async (/** @type {import("playwright").Locator} */ locator) =>
  (await locator.textContent()) ?? "";

/** Reads the workspace that this browser keeps. @param {Page} page */
const keptOf = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("geobit-workspace");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction("workspace").objectStore("workspace").get("only");
          reading.onsuccess = () => resolve(JSON.parse(reading.result.text));
        };
      }),
  );

/** @param {Page} page */
async function openForm(page) {
  await page.getByRole("button", { name: "More filters…" }).click();
  await dialogOf(page).waitFor();
  return dialogOf(page);
}

/** @param {Page} page */
async function send(page) {
  await dialogOf(page).getByRole("button", { name: "Filter", exact: true }).click();
  await dialogOf(page).waitFor({ state: "detached" });
  await settled(page);
}

/** Opens the first log, with a site around all of it. @param {Page} page */
async function openOurs(page) {
  await drop(page, "ours.csv", bytes(OURS));
  await page.locator("[data-hook=data-mark] strong", { hasText: "ours.csv" }).waitFor();
  await settled(page);
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill("12.64, -8.01");
  await page.keyboard.press("Enter");
  await settled(page);
}

/** Returns what axe finds. @param {Page} page @returns {Promise<string[]>} */
async function findings(page) {
  const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(await readFile(path, "utf8"));
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, {
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
    });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ { target }) => `${id}: ${target.join(" ")}`),
    );
  });
}

test("what is filtered holds for every number and says so, by the keyboard alone; it is undone and taken away", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await openOurs(page);
  assert.equal(await stat(page, "certain"), "4");
  const before = requests.length;

  await page.getByRole("button", { name: "More filters…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page);
  await dialog.waitFor();
  assert.equal(await dialog.evaluate((element) => element.contains(document.activeElement)), true);
  assert.match(
    await textOf(dialog.locator(".filter-actors")),
    /Rebels2.*<b>Army<\/b>1/s,
    "the most frequent first",
  );
  assert.equal(await dialog.locator(".filter-sources").count(), 0, "there is one source");
  assert.deepEqual(await findings(page), []);
  await dialog.getByLabel("Find an actor").fill("REB");
  assert.equal(await dialog.locator(".filter-actors li").count(), 1);
  await page.keyboard.press("Enter");
  assert.ok(await dialog.getByRole("checkbox", { name: /Rebels/ }).isChecked());
  await dialog.getByLabel("Deaths recorded, at least").fill("1.5");
  await page.keyboard.press("Enter");
  assert.match(await textOf(dialog.locator(".problem")), /whole number/);
  await dialog.getByLabel("Deaths recorded, at least").fill("1");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await settled(page);

  assert.match(
    await textOf(chipOf(page)),
    /Filtered: actor Rebels; at least 1 recorded death\. 1 of 4 incidents/,
  );
  assert.equal(await countOf(page), 1);
  assert.equal(await stat(page, "certain"), "1");
  assert.match(await stat(page, "filtered"), /^Filtered: actor Rebels; at least 1 recorded death\./);
  assert.match(await stat(page, "verdict"), /^Only incidents that match a filter count here: 1 of 4\./);
  const counts = await page.locator(".kind-choice .count").allTextContents();
  assert.deepEqual(counts, ["0", "0", "1"], "kinds stay, with the incidents that match");
  assert.match(await textOf(page.locator("[data-hook=data-mark]")), /4 /, "what is loaded is as it was");
  await page.getByRole("tab", { name: "Incidents" }).click();
  await settled(page);
  assert.match(await stat(page, "listed"), /^Filtered: actor Rebels.* 1 recorded incident: /);
  await page.getByRole("tab", { name: "Summary" }).click();
  assert.deepEqual(await findings(page), []);

  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await settled(page);
  assert.ok(await chipOf(page).isHidden());
  assert.deepEqual([await countOf(page), await stat(page, "certain")], [4, "4"]);
  await page.getByRole("button", { name: "Redo", exact: true }).first().click();
  await settled(page);
  assert.equal(await countOf(page), 1);

  await openForm(page);
  assert.ok(
    await dialog.getByRole("checkbox", { name: /Rebels/ }).isChecked(),
    "the form has what is chosen",
  );
  await page.keyboard.press("Escape");
  assert.equal(await countOf(page), 1);
  await page.getByRole("button", { name: "Remove the filter" }).click();
  await settled(page);
  assert.deepEqual([await countOf(page), await chipOf(page).isHidden()], [4, true]);
  assert.equal(await page.locator("[data-stat=filtered]").count(), 0);
  assert.doesNotMatch(await stat(page, "verdict"), /filter/);
  assert.deepEqual(requests.slice(before), [], "nothing is asked of the page's host");
  assert.deepEqual(faults, []);
  await close();
});

test("words, precision and sources; what matches nothing is no finding; the workspace has the filter", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, { acceptDownloads: true });
  await openOurs(page);
  let dialog = await openForm(page);
  await dialog.getByLabel("Words").fill("menaka");
  await dialog.getByLabel("Place known within").selectOption({ label: "Exact places" });
  await send(page);
  assert.match(await textOf(chipOf(page)), /“menaka”; exact places\. 2 of 4 incidents/);
  assert.equal(await stat(page, "certain"), "2");

  await openPart(page, "workspace");
  const download = page.waitForEvent("download");
  await page.locator("[data-workspace-action=save-file]").click();
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  assert.deepEqual(saved.matching, { text: "menaka", maxUncertaintyKm: 0, files: ["ours.csv"] });

  dialog = await openForm(page);
  await dialog.getByLabel("Words").fill("nowhere");
  await send(page);
  assert.equal(await countOf(page), 0);
  assert.match(await stat(page, "verdict"), /^None of the 4 incidents matches the filter/);
  assert.match(await stat(page, "coverage"), /The data cover this place up to/);

  await drop(page, "work.json", bytes(JSON.stringify(saved)));
  await chipOf(page).filter({ hasText: "2 of 4" }).waitFor();
  await settled(page);
  assert.equal(await countOf(page), 2, "the workspace brings its filter");

  const choosing = page.waitForEvent("filechooser");
  await addData(page, "Add another log…");
  await (await choosing).setFiles({ name: "theirs.csv", mimeType: "text/csv", buffer: Buffer.from(THEIRS) });
  await page.locator("[data-hook=banner]", { hasText: "theirs.csv was added" }).waitFor();
  await settled(page);
  assert.equal(await countOf(page), 5, "other files are shown whole");
  dialog = await openForm(page);
  await dialog.getByRole("checkbox", { name: "ours.csv" }).uncheck();
  await dialog.getByRole("checkbox", { name: "theirs.csv" }).uncheck();
  await dialog.getByRole("button", { name: "Filter", exact: true }).click();
  assert.match(await textOf(dialog.locator(".problem")), /at least one source/);
  await dialog.getByRole("checkbox", { name: "theirs.csv" }).check();
  await send(page);
  assert.equal(await countOf(page), 1);
  assert.match(await stat(page, "coverage"), /do not cover/, "what the other source tells is not known");
  assert.match(await textOf(page.locator("[data-hook=snapshot] .sources")), /ours\.csv.*theirs\.csv/s);
  assert.deepEqual(faults, []);
  await close();
});

test("a filter of a kept workspace waits for its file, which is opened after the demo data, and counts then", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openOurs(page);
  const dialog = await openForm(page);
  await dialog.getByLabel("Words").fill("menaka");
  await send(page);
  await openPart(page, "workspace");
  await page.locator("[data-workspace=keep]").check();
  await page.locator("[data-workspace=status]").filter({ hasText: "Kept, with every change" }).waitFor();
  const kept = await keptOf(page);
  assert.deepEqual(kept.matching, { text: "menaka", files: ["ours.csv"] });

  page.on("dialog", (question) => question.accept());
  await page.reload();
  await page.waitForSelector("html[data-ready][data-complete]");
  await settled(page);
  assert.match(await textOf(chipOf(page)), /A filter waits for ours\.csv: “menaka”\. All incidents count/);
  assert.equal(await page.locator("[data-stat=filtered]").count(), 0);
  // What is kept is written again, with the filter.
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill("13.4, -7.2");
  await page.keyboard.press("Enter");
  await settled(page);
  await page.waitForTimeout(600);
  await settled(page);
  assert.deepEqual((await keptOf(page)).matching, kept.matching);
  assert.equal((await keptOf(page)).shapes.length, 2);

  await drop(page, "ours.csv", bytes(OURS));
  await chipOf(page).filter({ hasText: "2 of 4" }).waitFor();
  await settled(page);
  assert.equal(await countOf(page), 2);
  await page.getByRole("button", { name: "Remove the filter" }).click();
  await settled(page);
  await page.waitForTimeout(600);
  await settled(page);
  assert.equal((await keptOf(page)).matching, null, "the person has removed it");
  assert.deepEqual(faults, []);
  await close();
});

test("a workspace may be opened before its log, and another language keeps the filter of the demo data", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const saved = { geobit: "workspace", version: 3, matching: { text: "menaka", files: ["ours.csv"] } };
  await drop(page, "work.json", bytes(JSON.stringify(saved)));
  await chipOf(page).filter({ hasText: "waits for ours.csv" }).waitFor();
  await drop(page, "ours.csv", bytes(OURS));
  await chipOf(page).filter({ hasText: "2 of 4" }).waitFor();
  await settled(page);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.waitForSelector("html[data-ready][data-complete]");
  await settled(page);
  assert.ok(await chipOf(page).isHidden(), "nothing is kept unasked");

  const dialog = await openForm(page);
  await dialog.getByLabel("Deaths recorded, at least").fill("2");
  await send(page);
  const count = await countOf(page);
  await page.locator("[data-hook=language]").selectOption("fr");
  await page.waitForSelector("html[lang=fr][data-ready][data-complete]");
  await settled(page);
  assert.match(await textOf(chipOf(page)), /Filtré\s: au moins 2 morts enregistrés\./);
  assert.equal(await countOf(page), count);
  assert.deepEqual(faults, []);
  await close();
});

test("lists, briefs and shared answers say which filter applies, and a brief of nothing says so once", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openOurs(page);
  const dialog = await openForm(page);
  assert.match(await textOf(dialog), /must stand together there, in this order/);
  await dialog.getByLabel("Deaths recorded, at least").fill("9999999999");
  await page.keyboard.press("Enter");
  assert.match(await textOf(dialog.locator(".problem")), /from 0 to 999,999,999\./);
  await dialog.getByLabel("Deaths recorded, at least").fill("");
  await dialog.getByLabel("Words").fill("\u200Bno\u00ADwhere");
  await send(page);
  const filter = /Filtered: “nowhere”\. Whatever does not match counts in no number here\./;
  await page.locator("[data-hook=shapes-legend]").filter({ hasText: filter }).waitFor();
  await page.locator("[data-hook=share] summary").click();
  assert.match(await textOf(page.locator(".share-text")), /Filtered: by words\. Whatever/);
  await page.locator("[data-hook=site-brief] button").click();
  const brief = page.locator("[data-hook=brief]");
  await brief.locator("[data-brief=verdict]").waitFor();
  assert.match(await textOf(brief.locator("[data-brief=filter]")), filter);
  assert.equal((await textOf(brief.locator(".sheet"))).match(/no recorded incidents\./gi)?.length, 1);
  await page.keyboard.press("Escape");

  await openPart(page, "try");
  await page.locator("[data-hook=places]").getByRole("button", { name: "Bamako–Kayes", exact: true }).click();
  await settled(page);
  await page.locator("[data-hook=movement] summary").click();
  await page.locator("[data-hook=movement] button", { hasText: "brief" }).first().click();
  await brief.locator("[data-brief=daylight]").waitFor();
  assert.match(await textOf(brief.locator("[data-brief=filter]")), filter);
  await page.keyboard.press("Escape");

  // Words that nobody sees are no filter.
  await openForm(page);
  await dialog.getByLabel("Words").fill("\u200B\u200B");
  await send(page);
  assert.ok(await chipOf(page).isHidden());
  assert.deepEqual(faults, []);
  await close();
});

test("on a phone, the first sight tells of a filter that matches nothing before any site is drawn", async () => {
  const viewport = { width: 360, height: 740 };
  const { page, faults, close } = await openPage(browser, server.origin, { viewport });
  const saved = { geobit: "workspace", version: 3, matching: { minFatalities: 9999, files: [] } };
  await drop(page, "work.json", bytes(JSON.stringify(saved)));
  const strip = page.locator("[data-hook=filtered-strip]");
  await strip.filter({ hasText: /^Filtered: at least 9,999 recorded deaths\. 0 of / }).waitFor();
  await page.locator("[data-hook=banner] button").click();
  const box = await strip.boundingBox();
  assert.ok(box && box.y > 0 && box.y + box.height <= 740 && box.x >= 0 && box.x + box.width <= 360);
  const isOnTop = await strip.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  assert.ok(isOnTop, "nothing lies over it");
  assert.deepEqual(faults, []);
  await close();
});

test("a worker that ends itself is replaced, so that the form of filters opens", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openOurs(page);
  const worker = page.workers().find((one) => /\/worker-[\w-]+\.js$/.test(one.url()));
  await worker?.evaluate(() => self.close());
  const dialog = await openForm(page);
  assert.match(await textOf(dialog.locator(".filter-actors")), /Rebels2/);
  await dialog.getByLabel("Words").fill("menaka");
  await send(page);
  assert.equal(await countOf(page), 2);
  assert.deepEqual(faults, []);
  await close();
});
