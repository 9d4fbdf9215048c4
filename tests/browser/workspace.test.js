// Sites and routes with names and colours, what is done to them undone, and the workspace: saved, kept, locked, erased.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { clickMap, drop, lookAt, openPage, settled } from "./driver.js";
import { requestsAfter } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const PASSPHRASE = "three words long";
const PLACE = { lon: -8.7213, lat: 12.2345 };

const shapesOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
const namesOf = async (/** @type {Page} */ page) =>
  (await shapesOf(page)).map((/** @type {{ name: string }} */ { name }) => name);
const action = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.locator(`[data-workspace-action=${name}]`);
const statusOf = (/** @type {Page} */ page) => page.locator("[data-workspace=status]");

/** Another place: a second circle at the first would be the same site. */
const NEARBY = { ...PLACE, lat: PLACE.lat + 1 };

/** Adds a circle by its coordinates, and gives it a name. @param {Page} page @param {string} name */
async function addSite(page, name, { lat, lon } = PLACE) {
  const field = page.getByLabel("Circle at latitude, longitude");
  if (!(await field.isVisible())) await page.locator("[data-hook=try] > summary").click();
  await field.fill(`${lat}, ${lon}`);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.locator("[data-shape=name]").fill(name);
  await settled(page);
}

/** @param {Page} page */
async function openWorkspace(page) {
  if (
    await statusOf(page)
      .isVisible()
      .catch(() => false)
  )
    return;
  await page.locator("[data-hook=workspace] > summary").click();
  await statusOf(page).waitFor();
}

/** @param {Page} page @param {RegExp} [expected] */
async function keep(page, expected = /^Kept, with every change/) {
  await openWorkspace(page);
  await page.locator("[data-workspace=keep]").check();
  await statusOf(page).filter({ hasText: expected }).waitFor();
}

/** @param {Page} page */
async function reload(page) {
  await page.reload();
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
}

/** @param {Page} page */
async function setPassphrase(page) {
  await action(page, "set-passphrase").click();
  const dialog = page.locator("[data-dialog=new-passphrase]");
  await dialog.locator("input").first().fill("short");
  await dialog.getByRole("button", { name: "Lock" }).click();
  assert.match((await dialog.locator(".problem").textContent()) ?? "", /at least 10 letters/);
  await dialog.locator("input").first().fill(PASSPHRASE);
  await dialog.locator("input").last().fill(`${PASSPHRASE}r`);
  await dialog.getByRole("button", { name: "Lock" }).click();
  assert.match((await dialog.locator(".problem").textContent()) ?? "", /not the same/);
  await dialog.locator("input").last().fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Lock" }).click();
  await statusOf(page)
    .filter({ hasText: /under a passphrase/ })
    .waitFor();
}

/** Everything that is kept in the browser, as one text. @param {Page} page @returns {Promise<string>} */
const storageOf = (page) =>
  page.evaluate(async () => {
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        texts.push(name, store, JSON.stringify(rows));
      }
      database.close();
    }
    return texts.join("\n");
  });

test("sites have names and colours, on the map and in the list, and all that is done to them is undone", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const [undo, redo] = ["Undo", "Redo"].map((name) =>
    page.getByRole("button", { name, exact: true }).first(),
  );
  assert.ok((await undo.isDisabled()) && (await redo.isDisabled()));
  await addSite(page, "<b>Clinic</b>");
  await addSite(page, "Depot", NEARBY);
  const label = page.locator(".name-label");
  assert.deepEqual(await label.allTextContents(), ["<b>Clinic</b>", "Depot"], "names are text on the map");
  const [one, two] = await shapesOf(page);
  assert.notEqual(one.colour, two.colour);
  await page.getByRole("radio", { name: "Black" }).check();
  assert.equal((await shapesOf(page))[1].colour, "black");
  assert.equal(
    await label
      .last()
      .locator(".name-patch")
      .evaluate((patch) => getComputedStyle(patch).backgroundColor),
    "rgb(34, 34, 34)",
  );

  await page.getByRole("button", { name: "Duplicate" }).click();
  await settled(page);
  assert.deepEqual(await namesOf(page), ["<b>Clinic</b>", "Depot", "Depot, copy"]);
  const all = await shapesOf(page);
  assert.deepEqual(all[2].geometry, all[1].geometry);
  await page.locator("[data-recent]").nth(2).waitFor();
  assert.match(
    (await page.locator("[data-recent]").nth(2).textContent()) ?? "",
    /recorded incidents? in the last 28 days/,
  );

  await page.getByRole("button", { name: "Remove Depot", exact: true }).click();
  await settled(page);
  assert.deepEqual(await namesOf(page), ["<b>Clinic</b>", "Depot, copy"]);
  assert.match((await page.locator("[data-hook=shape-removed]").textContent()) ?? "", /Depot was removed/);
  await page.locator("[data-hook=shape-removed] button").click();
  await settled(page);
  assert.deepEqual(await shapesOf(page), all, "what was removed is back, where it was in the list");
  assert.equal(await label.count(), 3);
  assert.equal((await page.locator("[data-hook=shape-removed]").textContent()) ?? "", "");

  await page.locator("h1").click();
  const modifier = "Control";
  for (let i = 0; i < 2; i++) await page.keyboard.press(`${modifier}+z`);
  await settled(page);
  assert.deepEqual(await namesOf(page), ["<b>Clinic</b>", "Depot"], "the copy and the colour are undone");
  assert.equal((await shapesOf(page))[1].colour, two.colour);
  for (let i = 0; i < 9; i++) await page.keyboard.press(`${modifier}+z`);
  await settled(page);
  assert.deepEqual(await namesOf(page), []);
  assert.equal(await label.count(), 0);
  for (let i = 0; i < 12; i++) await page.keyboard.press(`${modifier}+Shift+z`);
  await settled(page);
  assert.deepEqual(await namesOf(page), ["<b>Clinic</b>", "Depot, copy"], "the removal is done again, too");
  await page.keyboard.press(`${modifier}+z`);
  await settled(page);
  assert.deepEqual(await namesOf(page), namesAfter(all));
  // A shape that came back can be edited as before: it is on the drawing board again.
  await page.locator(".shape-name").nth(1).click();
  await page.locator("[data-hook=km]").fill("40");
  await settled(page);
  assert.equal((await shapesOf(page))[1].km, 40);
  assert.deepEqual(faults, []);
  await close();
});

/** @param {{ name: string }[]} all */
const namesAfter = (all) => all.map(({ name }) => name);

test("a drawing that is given up leaves nothing to undo, and undo in the middle of one ends it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await page.getByRole("button", { name: "Site", exact: true }).click();
  await page.mouse.click(400, 400);
  await page.waitForTimeout(350);
  await page.keyboard.press("Escape");
  await settled(page);
  assert.deepEqual(await namesOf(page), []);
  assert.ok(await page.getByRole("button", { name: "Undo", exact: true }).isDisabled());
  await addSite(page, "Depot", NEARBY);
  await page.getByRole("button", { name: "Site", exact: true }).click();
  await page.mouse.click(400, 400);
  await page.waitForTimeout(350);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await settled(page);
  assert.equal((await namesOf(page)).length, 1);
  assert.deepEqual(faults, []);
  await close();
});

test("all sites and routes are saved together, after the page has said what the file contains", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Clinic");
  await page.evaluate(() => {
    const coordinates = [
      [-8, 12],
      [-7, 12.5],
    ];
    const geometry = { type: "LineString", coordinates };
    /** @type {any} */ (window).geobitPage.addShape({ kind: "route", name: "Road", km: 5, geometry });
  });
  await openWorkspace(page);
  await page
    .locator("[data-hook=workspace]", { hasText: "the coordinates of 1 site and 1 route and their names" })
    .waitFor();
  for (const format of ["geojson", "kml", "gpx", "csv"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      action(page, `save-${format}`).click(),
    ]);
    assert.equal(download.suggestedFilename(), `sites and routes.${format}`);
    const before = await shapesOf(page);
    await drop(page, download.suggestedFilename(), await readFile(await download.path()));
    const dialog = page.locator("[data-dialog=found]");
    await dialog.waitFor();
    const boxes = dialog.getByRole("checkbox");
    // Only a file of this page that says so has its sites ticked beside a route.
    assert.equal(await boxes.last().isChecked(), format === "geojson", format);
    await boxes.last().check();
    await dialog.getByRole("button", { name: "Add 2 to the map" }).click();
    await settled(page);
    const added = (await shapesOf(page)).slice(before.length);
    const byName = Object.fromEntries(
      added.map((/** @type {{ name: string }} */ shape) => [shape.name, shape]),
    );
    assert.deepEqual(byName.Clinic.geometry.coordinates, [PLACE.lon, PLACE.lat], format);
    assert.equal(byName.Road.geometry.coordinates.length, 2, format);
    assert.equal(byName.Clinic.km, format === "geojson" ? 25 : 5, format);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await settled(page);
    assert.deepEqual(await namesOf(page), namesAfter(before), "what a file brought is one step");
  }
  assert.deepEqual(faults, []);
  await close();
});

test("nothing is kept until the person says so; then all of it is there after a reload, until it is erased", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await addSite(page, "Canary clinic");
  await openWorkspace(page);
  assert.doesNotMatch(await storageOf(page), /Canary|8\.72/);
  await keep(page);
  await page.getByLabel("Heat map").check();
  await page.locator("[data-shape=name]").fill("Canary clinic 2");
  await page.waitForFunction(async () => {
    await /** @type {any} */ (window).geobitPage.idle();
    return true;
  });
  await page.waitForTimeout(1500);
  const shapes = await shapesOf(page);
  await reload(page);
  assert.deepEqual(await shapesOf(page), shapes);
  assert.deepEqual(await namesOf(page), ["Canary clinic 2"]);
  assert.ok(await page.getByLabel("Heat map").isChecked());
  assert.ok(
    await page.getByRole("button", { name: "Undo", exact: true }).isDisabled(),
    "a start cannot be undone",
  );
  // The number of the next shape is one that no shape has.
  await addSite(page, "Second", NEARBY);
  assert.equal(new Set((await shapesOf(page)).map((/** @type {{ id: string }} */ { id }) => id)).size, 2);

  await openWorkspace(page);
  const keys = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...(await indexedDB.databases()).map(({ name }) => name),
    location.href,
    document.title,
  ]);
  for (const key of keys) assert.doesNotMatch(String(key), /Canary|8\.72|12\.23/);
  await action(page, "erase").click();
  await page
    .locator("[data-workspace=note]", { hasText: "Erased from this browser: the workspace" })
    .waitFor();
  assert.doesNotMatch(await storageOf(page), /Canary|8\.72/);
  assert.equal((await namesOf(page)).length, 2, "what is on the page stays");
  await reload(page);
  assert.deepEqual(await namesOf(page), []);
  const own = requestsAfter(requests, before).filter((url) => /8\.72|12\.23|Canary/.test(url));
  assert.deepEqual(own, []);
  assert.deepEqual(faults, []);
  await close();
});

test("under a passphrase nothing can be read of what is kept, a wrong one is refused, and the page starts without it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Canary clinic");
  await keep(page);
  await setPassphrase(page);
  assert.doesNotMatch(await storageOf(page), /Canary|8\.7213|12\.2345/);
  const shapes = await shapesOf(page);

  await reload(page);
  const dialog = page.locator("[data-dialog=passphrase]");
  await dialog.waitFor();
  assert.deepEqual(await namesOf(page), []);
  await dialog.locator("input").fill("three words wrong");
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await dialog.locator(".problem", { hasText: "does not open it" }).waitFor();
  await dialog.locator("input").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await dialog.waitFor({ state: "detached" });
  await settled(page);
  assert.deepEqual(await shapesOf(page), shapes);

  await reload(page);
  await dialog.getByRole("button", { name: "Start without it" }).click();
  await addSite(page, "Other");
  await openWorkspace(page);
  await statusOf(page)
    .filter({ hasText: /A locked workspace is kept here/ })
    .waitFor();
  await page.waitForTimeout(1000);
  await reload(page);
  await dialog.locator("input").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual(
    await namesOf(page),
    ["Canary clinic"],
    "what was drawn without it has not written over it",
  );
  assert.deepEqual(faults, []);
  await close();
});

test("a workspace file is recognised by its content; a damaged, a later and a locked one leave the page as it is", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Canary clinic");
  await openWorkspace(page);
  await page
    .locator("[data-hook=workspace]", {
      hasText: "This file contains the coordinates of 1 site and its name",
    })
    .waitFor();
  const saveFile = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), action(page, "save-file").click()]);
    assert.equal(download.suggestedFilename(), "geobit-workspace.json");
    return readFile(await download.path());
  };
  const plain = await saveFile();
  const shapes = await shapesOf(page);
  const note = page.locator("[data-hook=banner]");

  for (const [text, reason] of /** @type {[string, RegExp][]} */ ([
    [String(plain).replace(/"version":\d+/, '"version":9'), /later version of this page/],
    [String(plain).slice(0, -20), /damaged: it is no JSON/],
  ])) {
    await drop(page, "any name.txt", Buffer.from(text));
    await note.filter({ hasText: reason }).waitFor();
    assert.match((await note.textContent()) ?? "", /What is on the page is as it was/);
    assert.deepEqual(await shapesOf(page), shapes);
  }

  await page.getByRole("button", { name: "Remove Canary clinic" }).click();
  await addSite(page, "Other");
  await drop(page, "renamed.txt", plain);
  await note.filter({ hasText: "1 site or route opened" }).waitFor();
  assert.deepEqual(await namesOf(page), ["Canary clinic"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await settled(page);
  assert.deepEqual(await namesOf(page), ["Other"], "what was drawn before is one step away");

  await page.locator("[data-workspace=keep]").check();
  await statusOf(page).filter({ hasText: /^Kept/ }).waitFor();
  await setPassphrase(page);
  const locked = await saveFile();
  assert.doesNotMatch(String(locked), /Other|8\.7213/);
  await drop(page, "locked.json", locked);
  const dialog = page.locator("[data-dialog=passphrase]");
  await dialog.locator("input").fill("wrong words here");
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await dialog.locator(".problem").filter({ hasText: "does not open it" }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(await namesOf(page), ["Other"]);
  assert.deepEqual(faults, []);
  await close();
});

/** Puts another text in the place of the workspace that is kept. @param {Page} page @param {(text: string) => string} change */
async function changeKept(page, change) {
  const [text, state] = await page.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("geobit-workspace");
      request.onsuccess = () => resolve(request.result);
    });
    const kept = await new Promise((resolve) => {
      const request = database.transaction("workspace").objectStore("workspace").get("only");
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return [kept.text, kept.state];
  });
  await page.evaluate(
    ([next, number]) =>
      new Promise((resolve) => {
        const request = indexedDB.open("geobit-workspace");
        request.onsuccess = () => {
          const transaction = request.result.transaction("workspace", "readwrite");
          transaction.objectStore("workspace").put({ text: next, state: number }, "only");
          transaction.oncomplete = resolve;
        };
      }),
    [change(text), state],
  );
}

test("a far year locks the workspace: it cannot be typed, and one that is kept from before opens without it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Camp");
  await addSite(page, "Depot", NEARBY);
  await page.locator("[data-hook=add-data] summary").click();
  await page.getByRole("button", { name: "Roads…", exact: true }).click();
  await page.getByRole("button", { name: "Use the demo’s roads" }).click();
  await page.locator("[data-roads=loaded]").waitFor();
  const zone = page.locator("[data-barred]").filter({ hasText: "Camp" });
  await zone.locator("[data-bar=as]").selectOption("closed");
  const until = zone.locator("[data-bar=until]");
  await until.fill("2027-01-03");
  const barOf = async () => (await shapesOf(page))[0].bar;
  assert.equal((await barOf()).until, "2027-01-03");
  // One digit too many, as the keyboard gives it.
  await until.evaluate((/** @type {HTMLInputElement} */ input) => {
    input.value = "20271-01-03";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  assert.equal((await barOf()).until, "2027-01-03", "what was there before counts");
  assert.match(
    await until.evaluate((/** @type {HTMLInputElement} */ input) => input.validationMessage),
    /no such day/,
  );

  await keep(page);
  await changeKept(page, (text) => text.replace("2027-01-03", "20271-01-03"));
  await reload(page);
  const said = page.locator("[data-hook=banner]");
  await said
    .filter({ hasText: /Not all of the workspace.*“Camp”: at shapes\[0\]\.bar\.until, a day/ })
    .waitFor();
  assert.deepEqual(await namesOf(page), ["Camp", "Depot"]);
  assert.deepEqual([(await barOf()).as, (await barOf()).until], ["closed", ""]);
  // It is kept with every change again, and what was kept is there as it was.
  await page.locator("[data-shape=name]").fill("Depot 2");
  await openWorkspace(page);
  while (!/Depot 2/.test(await storageOf(page))) await page.waitForTimeout(200);
  assert.match(await statusOf(page).textContent().then(String), /^Kept, with every change/);
  await reload(page);
  assert.deepEqual(await namesOf(page), ["Camp", "Depot 2"]);
  await openWorkspace(page);
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "save-aside").click()]);
  assert.match(String(await readFile(await download.path())), /20271-01-03/);
  // A passphrase is for all that is kept, and so is the erasing.
  await setPassphrase(page);
  await page.waitForTimeout(600);
  assert.doesNotMatch(await storageOf(page), /Camp|Depot|20271/);
  await action(page, "erase").click();
  await page.locator("[data-workspace=note]", { hasText: "Erased from this browser" }).waitFor();
  assert.equal(await action(page, "save-aside").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("a route drawn over the antimeridian locks the workspace: it opens again, and its removal is undone", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addSite(page, "Depot");
  await lookAt(page, [178, -1, 182, 3]);
  await page.getByRole("button", { name: "Route", exact: true }).click();
  for (const at of /** @type {[number, number][]} */ ([
    [179, 0.5],
    [180.5, 1.5],
    [180.5, 1.5],
  ]))
    await clickMap(page, at);
  await settled(page);
  const lines = async () =>
    (await shapesOf(page)).map((/** @type {any} */ { geometry }) => geometry.coordinates).slice(1);
  const [[[, first], [east]]] = await lines();
  assert.ok(Math.abs(first - 0.5) < 0.1);
  assert.ok(east > 180, `drawn on to ${east}`);
  await page.locator("[data-shape=name]").fill("Ferry");
  await page.getByRole("button", { name: "Remove Ferry", exact: true }).click();
  await settled(page);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await settled(page);
  assert.deepEqual(await namesOf(page), ["Depot", "Ferry"]);

  await keep(page);
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "save-file").click()]);
  const file = await readFile(await download.path());
  for (const again of [
    () => reload(page),
    () => changeKept(page, (text) => text.replace(/-179\.\d+/, String(east))).then(() => reload(page)),
    () => drop(page, "saved.json", file),
  ]) {
    await again();
    await settled(page);
    assert.deepEqual(await namesOf(page), ["Depot", "Ferry"]);
    const [[, [lon]]] = await lines();
    assert.ok(Math.abs(lon - (east - 360)) < 1e-6, `${lon}`);
    assert.doesNotMatch(String(await page.locator("[data-hook=banner]").textContent()), /could|Not all/);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("leaving the page warns if something is drawn that is not kept, and only then", async () => {
  const { page, close } = await openPage(browser, server.origin);
  const warns = () =>
    page.evaluate(() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });
  assert.equal(await warns(), false);
  await addSite(page, "Clinic");
  assert.equal(await warns(), true);
  await openWorkspace(page);
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "save-file").click()]);
  await download.path();
  await page.locator("[data-workspace=note]", { hasText: "saved" }).waitFor();
  assert.equal(await warns(), false, "it is in a file");
  await page.locator("[data-shape=name]").fill("Clinic 2");
  assert.equal(await warns(), true);
  await keep(page);
  assert.equal(await warns(), false, "it is kept");
  await close();
});

test("a second tab is told, and neither writes over the other in silence", async () => {
  const { page, close } = await openPage(browser, server.origin);
  await addSite(page, "First tab");
  await keep(page);
  const second = await page.context().newPage();
  await second.goto(`${server.origin}/`);
  await second.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await openWorkspace(second);
  await statusOf(second)
    .filter({ hasText: /open in another tab as well/ })
    .waitFor();
  await second.locator("[data-shape=name]").fill("Second tab");
  await settled(second);
  await second.waitForTimeout(1200);
  assert.match(await storageOf(page), /First tab/);
  assert.doesNotMatch(await storageOf(page), /Second tab/);

  await action(second, "use-this").click();
  await statusOf(second).filter({ hasText: /^Kept/ }).waitFor();
  await statusOf(page)
    .filter({ hasText: /Another tab has changed/ })
    .waitFor();
  await page.locator("[data-shape=name]").fill("First tab again");
  await settled(page);
  await page.waitForTimeout(1200);
  assert.match(await storageOf(page), /Second tab/);
  assert.doesNotMatch(await storageOf(page), /First tab again/);
  await action(page, "use-kept").click();
  await statusOf(page).filter({ hasText: /^Kept/ }).waitFor();
  assert.deepEqual(await namesOf(page), ["Second tab"]);
  await close();
});

test("where a browser keeps nothing, or has no room, that is said and nothing on the page is lost", async () => {
  for (const [how, sentence] of /** @type {const} */ ([
    ["denied", /does not allow anything to be kept here/],
    ["full", /has no room left/],
  ])) {
    const { page, faults, close } = await openPage(browser, server.origin);
    await addSite(page, "Clinic");
    await page.evaluate((kind) => {
      if (kind === "denied")
        IDBFactory.prototype.open = () => {
          throw new DOMException("denied", "SecurityError");
        };
      else
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
    }, how);
    await openWorkspace(page);
    await page.locator("[data-workspace=keep]").click();
    await page.locator("[data-workspace=note]").filter({ hasText: sentence }).waitFor();
    assert.equal(await page.locator("[data-workspace=keep]").isChecked(), false, how);
    assert.deepEqual(await namesOf(page), ["Clinic"]);
    assert.deepEqual(faults, [], how);
    await close();
  }
});

/** Returns the names of the chunks of a PNG, in which texts would be. @param {Buffer} png */
function chunksOf(png) {
  const names = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    names.push(png.toString("latin1", at + 4, at + 8));
  return names;
}

test("what is shared of an answer has no coordinate, no name and no map", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await addSite(page, "Canary clinic");
  const share = page.locator("[data-hook=share]");
  await share.locator("summary").click();
  await share.getByText("no coordinate, name or map").waitFor();
  const shown = (await share.locator(".share-text").textContent()) ?? "";
  assert.match(shown, /A site: a circle of 25 km around it/);
  assert.match(shown, /Made-up demo data/);
  const saved = async (/** @type {string} */ label) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      share.getByRole("button", { name: label }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
  const text = await saved("Save as text");
  assert.equal(String(text.content), shown);
  const picture = await saved("Save as a picture");
  assert.deepEqual([text.name, picture.name], ["geobit-answer.txt", "geobit-answer.png"]);
  assert.deepEqual(
    chunksOf(picture.content).filter(
      (name) => !["IHDR", "IDAT", "IEND", "sRGB", "gAMA", "cHRM", "sBIT", "pHYs"].includes(name),
    ),
    [],
  );

  // A route, of which the towns and the coordinates of its places are beside the map.
  await page.evaluate(() => {
    const coordinates = [
      [-8.0031, 12.6391],
      [-6.6472, 11.8233],
      [-5.6661, 11.3172],
    ];
    const geometry = { type: "LineString", coordinates };
    /** @type {any} */ (window).geobitPage.addShape({ kind: "route", name: "Canary road", km: 5, geometry });
  });
  await settled(page);
  await share.locator(".share-text", { hasText: /A route of \d+ km/ }).waitFor();
  const route = (await share.locator(".share-text").textContent()) ?? "";
  assert.match(route, /km \d+ to \d+/);
  for (const content of [shown, route])
    assert.doesNotMatch(
      content,
      /Canary|12\.2|8\.72|8\.00|12\.6|11\.8|6\.64|5\.66|Bamako|Sikasso|Bougouni|Mali|°|SYN-/,
    );
  assert.deepEqual(requestsAfter(requests, before), []);
  assert.deepEqual(faults, []);
  await close();
});
