// A site that nobody else has, typed, pasted, drawn, dropped, imported, printed and exported in every part of the page, while the browser
// logs all that it sends: nothing of it leaves the page, nothing of it is on the disk, and nothing is asked for after the first shape.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat as statFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { chromium } from "playwright";
import { draw, drop, lookAt, openPart, settled } from "./driver.js";
import { SWITCHES, servePage } from "./harness.js";
import { askedFor, bytesSent, netLogSwitches, readNetLog } from "./net-log.js";

/** @typedef {import("playwright").Page} Page */

const SITE = { lat: 12.739412, lon: -7.951613 };
const NAME = "Kokoro Canary";
const TYPED = `${SITE.lat}, ${SITE.lon}`;
/** The road begins at the site. Its other corners are places of their own, which are looked for as well. */
const ROAD = [
  [SITE.lon, SITE.lat],
  [-7.262915, 12.518473],
  [-6.839152, 12.114726],
];
const PASSPHRASE = "five words that nobody knows";

/** What would give the site away, as text of one or two bytes to a letter, and as numbers. @type {{ what: string, bytes: Buffer }[]} */
const SIGNS = [
  ...["12.7394", "-7.9516", "12.5184", "-7.2629", NAME].flatMap((what) => [
    { what, bytes: Buffer.from(what) },
    { what: `${what} in UTF-16`, bytes: Buffer.from(what, "utf16le") },
  ]),
  ...[SITE.lat, SITE.lon, ROAD[1][0]].map((what) => ({
    what: `${what} as a number`,
    bytes: Buffer.from(Float64Array.of(what).buffer),
  })),
];

/** @param {Buffer} bytes */
const signsIn = (bytes) => SIGNS.filter((sign) => bytes.includes(sign.bytes)).map(({ what }) => what);

/** @type {Awaited<ReturnType<typeof servePage>>} */
let server;
let folder = "";
before(async () => {
  server = await servePage();
  folder = await mkdtemp(join(tmpdir(), "geobit-canary-"));
});
/** @type {import("playwright").BrowserContext[]} */
const opened = [];
afterEach(() => Promise.all(opened.splice(0).map((context) => context.close())));
after(async () => {
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Opens the page in a browser with a profile of its own on the disk. @param {string} name */
async function openProfile(name) {
  const profile = join(folder, name);
  const log = join(folder, `${name}.json`);
  const context = await chromium.launchPersistentContext(profile, {
    ...{ executablePath: process.env.CHROME || undefined, reducedMotion: "reduce" },
    permissions: ["clipboard-read", "clipboard-write"],
    // What the browser itself wants of other hosts stays in its log.
    args: [...SWITCHES, ...netLogSwitches(log), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
  opened.push(context);
  const [page] = context.pages();
  /** @type {string[]} */
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`${server.origin}/`, { waitUntil: "commit" });
  await page.waitForSelector("html[data-ready][data-complete][data-offline=ready]", { timeout: 60_000 });
  await page.locator("[data-wall=lock]").waitFor();
  await settled(page);
  await page.waitForTimeout(1000);
  return { context, page, profile, log, said };
}

/** Saves a file by a button, and returns its name. @param {Page} page @param {import("playwright").Locator} button */
async function save(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  await download.path();
  return download.suggestedFilename();
}

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole("button", { name, exact: true });

/** Lists the files of a folder that give the site away. @param {string} path @returns {Promise<string[]>} */
async function signsOnDisk(path) {
  const found = [];
  for (const entry of await readdir(path, { recursive: true })) {
    const file = join(path, entry);
    if (!(await statFile(file)).isFile()) continue;
    for (const sign of signsIn(await readFile(file))) found.push(`${entry}: ${sign}`);
  }
  return found;
}

/** What a browser shows or keeps of a page by name. @param {Page} page */
async function namesOf(page) {
  const cdp = await page.context().newCDPSession(page);
  const { entries } = await cdp.send("Page.getNavigationHistory");
  const ofPage = await page.evaluate(async () => [
    ...[location.href, document.title, document.referrer, String(history.state)],
    ...Object.entries({ ...localStorage }).flat(),
    ...Object.entries({ ...sessionStorage }).flat(),
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await caches.keys()),
    ...performance.getEntries().map(({ name }) => name),
  ]);
  return [...entries.flatMap(({ url, title }) => [url, title]), ...ofPage].join("\n");
}

/** A site: typed, named, and all that is done to one. @param {Page} page @returns {Promise<string[]>} the names of files */
async function useSite(page) {
  await openPart(page, "try");
  await page.locator("[data-hook=coordinates]").fill(TYPED);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.locator("[data-shape=name]").fill(NAME);
  await settled(page);
  const files = [];
  // The incidents behind it, and beside others.
  await page.locator("[data-tab=incidents]").click();
  await page.locator(".incident-table").waitFor();
  for (const format of ["CSV", "GeoJSON"])
    files.push(
      await save(page, page.locator("[data-hook=incidents-tab]").getByRole("button", { name: format })),
    );
  await page.locator("[data-tab=compare]").click();
  await settled(page);
  // The region within it, measured from it, and groups in it.
  await page.locator("[data-tab=region]").click();
  await page.locator("[data-region=within]").check();
  await page.locator("[data-region=reference]").selectOption("site");
  await page.locator("[data-region=words]", { hasText: NAME }).waitFor();
  await page.locator("[data-region=look]").click();
  await page.locator("[data-region=groups]", { hasText: /\w/ }).waitFor();
  await page.locator("[data-tab=summary]").click();
  // A rule, the daily brief, an answer that is shared.
  await openPart(page, "rules");
  const rules = page.locator("[data-hook=rules]");
  await rules.locator("[data-rule=when]").selectOption("atLeast");
  await rules.locator("[data-rule=atLeast]").fill("2");
  await rules.locator("[data-rule=inDays]").fill("14");
  await press(page, "Add the rule").click();
  await rules.locator(".rule").waitFor();
  await openPart(page, "share");
  const share = page.locator("[data-hook=share]");
  for (const name of ["Save as text", "Save as a picture"])
    files.push(await save(page, share.getByRole("button", { name })));
  await press(page, "Daily brief").click();
  const brief = page.locator("[data-hook=brief]");
  await page.locator('[data-brief="daily"]').waitFor();
  await press(page, "Copy as text").click();
  await brief.getByText(/^Copied/).waitFor();
  files.push(await save(page, press(page, "Save a picture")));
  await page.pdf();
  await page.keyboard.press("Escape");
  return files;
}

/** A route: dropped, pasted, planned, printed and saved. @param {Page} page @returns {Promise<string[]>} the names of files */
async function useRoute(page) {
  const points = ROAD.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"/>`).join("");
  const gpx = `<gpx version="1.1" creator="test"><trk><name>${NAME} road</name><trkseg>${points}</trkseg></trk></gpx>`;
  await drop(page, `${NAME}.gpx`, new TextEncoder().encode(gpx));
  await page.locator("[data-hook=result-title]", { hasText: `${NAME} road` }).waitFor();
  await settled(page);
  const files = [];
  await openPart(page, "save-route");
  const details = page.locator("[data-hook=save-route]");
  for (const format of ["gpx", "kml", "kmz", "geojson", "csv"])
    files.push(await save(page, details.locator(`[data-save-line=${format}]`)));
  for (const format of ["geojson", "csv"])
    files.push(await save(page, details.locator(`[data-save-segments=${format}]`)));
  await details.getByRole("button", { name: "Copy" }).click();
  await details.getByRole("button", { name: "Copied" }).waitFor();
  const polyline = await page.evaluate(() => navigator.clipboard.readText());
  await page.locator("[data-hook=polyline]").focus();
  await page.keyboard.insertText(polyline);
  await page.locator("[data-hook=from-polyline] button").click();
  await press(page, "Use 5 digits").click();
  await settled(page);

  await page.locator("[data-hook=movement] summary").click();
  const field = (/** @type {string} */ name) => page.locator(`[data-hook=movement] [name="${name}"]`);
  await field("date").fill("2026-11-24");
  await field("time").fill("06:00");
  await field("offset").selectOption("0");
  await settled(page);
  await press(page, "Movement brief…").click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  await page.locator("[data-hook=brief] textarea").first().fill(`${NAME}, ${TYPED}`);
  for (const name of ["GeoJSON", "CSV", "Text", "Picture"])
    files.push(
      await save(page, page.locator("[data-hook=brief]").getByRole("button", { name, exact: true })),
    );
  await page.pdf();
  await page.keyboard.press("Escape");
  return files;
}

/** An incident entered by hand, a search, a filter, a drawing, help. @param {Page} page */
async function useTheRest(page) {
  await page.locator("[data-hook=own] > summary").click();
  await press(page, "Enter an incident…").click();
  const form = page.locator("form.entry");
  await form.locator("[data-field=gps]").fill(TYPED);
  await form.locator("[data-field=uncertainty_km]").fill("1");
  await form.locator("[data-field=start]").fill("2026-11-02");
  await form.locator("[data-field=kind]").selectOption("armedClash");
  await form.locator("[data-field=note]").fill(NAME);
  await form.getByRole("button", { name: "Add the incident" }).click();
  await form.waitFor({ state: "hidden" });
  await settled(page);
  const saved = await save(page, page.locator("[data-hook=own]").getByRole("button", { name: /CSV/ }));
  await page.locator("[data-hook=more-filters]").click();
  const filters = page.locator("[data-dialog=more-filters]");
  await filters.locator("input[type=text], input[type=search]").first().fill(NAME);
  await filters.getByRole("button", { name: "Cancel" }).click();
  await lookAt(page, [SITE.lon - 0.4, SITE.lat - 0.3, SITE.lon + 0.4, SITE.lat + 0.3]);
  await draw(page, "Area", [
    [SITE.lon - 0.1, SITE.lat - 0.1],
    [SITE.lon + 0.1, SITE.lat - 0.1],
    [SITE.lon, SITE.lat + 0.1],
  ]);
  const search = page.locator("[data-hook=search] input");
  await search.focus();
  await page.keyboard.insertText(TYPED);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.locator("[data-hook=help]").click();
  await page.locator("[data-help=report] > summary").click();
  const report = await page.locator("[data-help=report] textarea").inputValue();
  assert.deepEqual(signsIn(Buffer.from(report)), [], "a report of a problem");
  await page.keyboard.press("Escape");
  return [saved];
}

/** Two versions of a log around the site, compared. @param {Page} page */
async function useLogs(page) {
  const rows = (/** @type {number} */ count) =>
    Array.from(
      { length: count },
      (_, i) => `${i},2026-0${1 + (i % 9)}-01,${SITE.lat},${SITE.lon},armedClash,${NAME}\n`,
    );
  const log = (/** @type {number} */ count) =>
    Buffer.from(`id,start,lat,lon,kind,headline\n${rows(count).join("")}`);
  await drop(page, `${NAME}.csv`, log(5));
  await page.locator("[data-hook=data-mark] strong", { hasText: NAME }).waitFor({ timeout: 60_000 });
  await settled(page);
  await openPart(page, "news");
  await page
    .locator("[data-news=file]")
    .setInputFiles({ name: `${NAME} older.csv`, mimeType: "text/csv", buffer: log(3) });
  await page.locator("[data-news=words]").waitFor();
  await settled(page);
}

/** @param {Page} page */
async function openWorkspace(page) {
  await openPart(page, "workspace");
  await page.locator("[data-workspace=status]").waitFor();
}

/** @param {Page} page @param {string} name */
const action = (page, name) => page.locator(`[data-workspace-action=${name}]`);

/** @param {Page} page */
const statusOf = (page) => page.locator("[data-workspace=status]");

/** Saves all sites and routes in each format, and the workspace. @param {Page} page */
async function saveWorkspace(page) {
  await openWorkspace(page);
  const files = [];
  for (const name of ["save-geojson", "save-kml", "save-gpx", "save-csv", "save-file"])
    files.push(await save(page, action(page, name)));
  return files;
}

/** @param {Page} page */
async function keepWorkspace(page) {
  await openWorkspace(page);
  await page.locator("[data-workspace=keep]").check();
  await statusOf(page)
    .filter({ hasText: /^Kept, with every change/ })
    .waitFor();
}

/**
 * @param {Awaited<ReturnType<typeof openProfile>>} opened after it was closed
 * @param {number} firstShapeAt
 */
async function assertNothingLeft({ log, said }, firstShapeAt) {
  const { text, list } = await readNetLog(log);
  assert.ok(
    askedFor(list, 0).some((url) => url.startsWith(server.origin)),
    "the log has what was asked for",
  );
  // Once the worker that keeps the page has been idle for a while, Chromium itself asks whether there is a newer one.
  const asked = askedFor(list, firstShapeAt).filter((url) => url !== `${server.origin}/sw.js`);
  assert.deepEqual(
    asked.filter((url) => url.startsWith(server.origin)),
    [],
    "what is asked for after the first shape",
  );
  // The browser itself asks its makers; see docs/privacy.md. No page has a part in that.
  for (const url of asked)
    assert.match(url, /\b(google|googleapis|gstatic)\.com\b/, "what else is asked for");
  assert.deepEqual(signsIn(Buffer.from(text)), [], "the log of the network");
  assert.deepEqual(signsIn(bytesSent(list)), [], "the bytes that were sent");
  assert.deepEqual(signsIn(Buffer.from(said.join("\n"))), [], "what the console says");
}

test("nothing of a site leaves the page or is kept, whatever is done with it", {
  timeout: 600_000,
}, async () => {
  const profiled = await openProfile("unasked");
  const { context, page, profile } = profiled;
  const firstShapeAt = Date.now();
  const files = [
    ...(await useSite(page)),
    ...(await useRoute(page)),
    ...(await useTheRest(page)),
    ...(await saveWorkspace(page)),
  ];
  await useLogs(page);
  assert.deepEqual(signsIn(Buffer.from(await namesOf(page))), [], "addresses, titles, history, keys");
  // What a browser would write onto the disk to fill it in again after a crash, or look up in a dictionary that it fetches. Both happened,
  // to notes of incidents and to the fields of a brief.
  const watched = await page
    .locator("input:not([type=checkbox], [type=radio], [type=file]), select, textarea")
    .evaluateAll((fields) =>
      /** @type {HTMLInputElement[]} */ (fields)
        .filter(
          ({ autocomplete, spellcheck, type }) =>
            !["off", "new-password"].includes(autocomplete) ||
            (spellcheck && ["text", "search", "textarea"].includes(type)),
        )
        .map((field) => field.outerHTML),
    );
  assert.deepEqual(watched, []);
  // A person has given the site its name, which is in the names of files; its place is not.
  assert.ok(files.length > 15);
  assert.deepEqual(signsIn(Buffer.from(files.join("\n").replaceAll(NAME, ""))), []);
  assert.match((await page.locator("[data-wall=requests]").textContent()) ?? "", /: 0\.$/);
  await context.close();
  await assertNothingLeft(profiled, firstShapeAt);
  assert.deepEqual(await signsOnDisk(profile), [], "what is on the disk");
});

test("a workspace under a passphrase is on the disk, and nothing of its site can be read there", {
  timeout: 600_000,
}, async () => {
  const profiled = await openProfile("locked");
  const { context, page, profile } = profiled;
  const firstShapeAt = Date.now();
  await keepWorkspace(page);
  await action(page, "set-passphrase").click();
  const dialog = page.locator("[data-dialog=new-passphrase]");
  await dialog.locator("input").first().fill(PASSPHRASE);
  await dialog.locator("input").last().fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Lock" }).click();
  await statusOf(page)
    .filter({ hasText: /under a passphrase/ })
    .waitFor();
  await useSite(page);
  await page.waitForTimeout(1500);
  const names = await namesOf(page);
  assert.match(names, /geobit/);
  assert.deepEqual(signsIn(Buffer.from(names)), []);
  await context.close();
  await assertNothingLeft(profiled, firstShapeAt);
  assert.deepEqual(await signsOnDisk(profile), []);
});

test("a site that is kept by its person's choice is found on the disk, so the search would find a leak", {
  timeout: 300_000,
}, async () => {
  const { context, page, profile, log } = await openProfile("kept");
  await keepWorkspace(page);
  await openPart(page, "try");
  await page.locator("[data-hook=coordinates]").fill(TYPED);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.waitForTimeout(1500);
  // A leak that is planted is in the log as well.
  await page.evaluate((typed) => fetch(`./canary?${typed}`), TYPED.replace(", ", "&"));
  await context.close();
  assert.ok((await signsOnDisk(profile)).length > 0);
  const { text, list } = await readNetLog(log);
  assert.deepEqual(
    [signsIn(Buffer.from(text)), signsIn(bytesSent(list))].map((found) => found.includes("12.7394")),
    [true, true],
  );
});
