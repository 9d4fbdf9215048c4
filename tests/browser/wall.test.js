// The wall around the page: a leak is planted at run time by each door, in a page of nobody, where it must be seen, in the page as it is
// served, and in the page once it is locked.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright";
import { drop, openPage, settled, stat, tryPlace } from "./driver.js";
import { builtPage, launch, root, SWITCHES, serve, servePage, watchedPage } from "./harness.js";
import {
  DATAGRAMS,
  FRAMES_ROUND_THE_LOCK,
  LEAKS,
  NAMES,
  OWN_LEAKS,
  ROUND_THE_LOCK,
  WAYS_OUT,
} from "./leaks.js";
import { netLogSwitches, readNetLog } from "./net-log.js";

/** @typedef {import("playwright").Page} Page */

const LONGEST_MS = 20_000;
/** How long nothing may come before it is taken for nothing. */
const SILENCE_MS = 1500;

/** @type {import("playwright").Browser} */
let browser;
/** A host of nobody's page, without a policy. @type {Awaited<ReturnType<typeof serve>>} */
let nobody;
/** The page's own host. @type {Awaited<ReturnType<typeof serve>>} */
let own;
/** Another host. @type {Awaited<ReturnType<typeof listen>>} */
let elsewhere;
/** @type {Awaited<ReturnType<typeof listenToDatagrams>>} */
let datagrams;
/** What the three hosts were asked for, of what leaks ask for. @type {Set<string>} */
const seen = new Set();

/** @param {string} path a form adds a question mark to it */
const note = (path) => path.startsWith("/canary/") && seen.add(path.replace(/\?$/, ""));

before(async () => {
  const { dist, headers } = await builtPage();
  [browser, nobody, own, elsewhere, datagrams] = await Promise.all([
    launch(),
    serve({ "/": join(root, "tests/browser") }, {}, note),
    serve({ "/": dist }, headers, note),
    listen(),
    listenToDatagrams(),
  ]);
});
after(async () => {
  await browser?.close();
  await Promise.all([nobody?.close(), own?.close(), elsewhere?.close(), datagrams?.close()]);
});

/** A host that answers every question, and notes it. */
async function listen() {
  const server = createServer(({ url = "" }, response) => {
    note(decodeURIComponent(url));
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/plain" }).end("0");
  });
  server.on("upgrade", ({ url = "" }, socket) => {
    note(decodeURIComponent(url));
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}

/** A port that counts what comes by UDP, as what looks for the address of a peer does. */
async function listenToDatagrams() {
  const socket = createSocket("udp4");
  const heard = { count: 0 };
  socket.on("message", () => {
    heard.count += 1;
  });
  await new Promise((resolve) => socket.bind(0, "127.0.0.1", () => resolve(undefined)));
  return {
    heard,
    port: String(socket.address().port),
    close: () => new Promise((resolve) => socket.close(() => resolve(undefined))),
  };
}

/**
 * Runs code in a page. What it throws, and what is refused of it later, is the wall's; a page that was left answers nothing.
 * @param {Page} page @param {string} code
 */
const plant = (page, code) => page.evaluate(`(async () => { ${code} })().catch(() => {}); 0`).catch(() => {});

/** @param {() => boolean} holds */
async function until(holds) {
  const end = Date.now() + LONGEST_MS;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return holds();
}

const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

/** @param {string} where @param {string} door */
const pathOf = (where, door) => `/canary/${where}/${door}`;
/** @param {string} origin @param {string} where @param {string} door */
const addressOf = (origin, where, door) => origin + pathOf(where, encodeURIComponent(door));
/** Returns the doors by which something came. @param {string} where */
const cameBy = (where) =>
  [...seen].filter((path) => path.startsWith(pathOf(where, ""))).map((path) => path.split("/").at(-1));

/** Opens a page of nobody. */
async function openNobody() {
  const { page, close } = await watchedPage(browser, { serviceWorkers: "allow" });
  await page.goto(`${nobody.origin}/blank.html`);
  return { page, close };
}

/** Plants each way out in a page of its own. @param {() => Promise<{ page: Page, close: () => Promise<void> }>} open @param {string} where */
async function plantWaysOut(open, where) {
  for (const [door, code] of Object.entries(WAYS_OUT)) {
    const { page, close } = await open();
    await plant(page, code.replaceAll("$", addressOf(elsewhere.origin, where, door)));
    await (where === "nobody" ? until(() => seen.has(pathOf(where, door))) : silence());
    await close();
  }
}

test("each door is one, where nobody closes it", async () => {
  const { page, close } = await openNobody();
  for (const [door, code] of Object.entries(LEAKS)) {
    await plant(page, code.replaceAll("$", addressOf(elsewhere.origin, "nobody", door)));
    assert.ok(await until(() => seen.has(pathOf("nobody", door))), door);
  }
  for (const [door, code] of Object.entries(OWN_LEAKS)) {
    await plant(page, code.replaceAll("$", addressOf(nobody.origin, "nobody", door)));
    assert.ok(await until(() => seen.has(pathOf("nobody", door))), door);
  }
  for (const [door, code] of Object.entries(DATAGRAMS)) {
    const { count } = datagrams.heard;
    await plant(page, code.replaceAll("#", datagrams.port));
    assert.ok(await until(() => datagrams.heard.count > count), door);
  }
  await close();
  await plantWaysOut(openNobody, "nobody");
  assert.deepEqual(
    Object.keys(WAYS_OUT).filter((door) => !seen.has(pathOf("nobody", door))),
    [],
  );
});

/** Waits until nothing more comes by UDP. */
async function untilQuiet() {
  for (let count = -1; count !== datagrams.heard.count; ) {
    count = datagrams.heard.count;
    await silence();
  }
}

test("nothing leaves the page for another host but by the doors that docs/privacy.md calls open", async () => {
  const { page, close } = await openPage(browser, own.origin, { serviceWorkers: "allow" });
  await untilQuiet();
  for (const [door, code] of Object.entries(LEAKS))
    await plant(page, code.replaceAll("$", addressOf(elsewhere.origin, "page", door)));
  const before = datagrams.heard.count;
  await plant(page, DATAGRAMS.WebRTC.replaceAll("#", datagrams.port));
  await silence();
  assert.deepEqual(cameBy("page"), []);
  assert.equal(datagrams.heard.count, before, "WebRTC is taken from the page");
  await close();

  await plantWaysOut(() => openPage(browser, own.origin), "way out of the page");
  assert.deepEqual(cameBy("way out of the page").sort(), [
    "link",
    "location",
    "refresh",
    "replace",
    "window",
  ]);
});

/** Opens the page and locks it. */
async function openLockedEmpty() {
  const opened = await openPage(browser, own.origin, { serviceWorkers: "block" });
  await opened.page
    .locator("[data-wall=lock]")
    .evaluate((button) => /** @type {HTMLElement} */ (button).click());
  return opened;
}

/** Opens the page, draws a shape and locks it. */
async function openLocked() {
  const opened = await openPage(browser, own.origin, { serviceWorkers: "allow" });
  await tryPlace(
    opened.page,
    (await opened.page.locator("[data-hook=places] button").first().textContent()) ?? "",
  );
  await settled(opened.page);
  await opened.page.locator("[data-wall=lock]").click();
  return opened;
}

test("a locked page sends nothing by any door, neither to another host nor to its own", async () => {
  const { page, close } = await openLocked();
  await untilQuiet();
  for (const [where, { origin }] of Object.entries({ "locked, elsewhere": elsewhere, "locked, own": own }))
    for (const [door, code] of Object.entries({ ...LEAKS, ...OWN_LEAKS, ...WAYS_OUT })) {
      await plant(page, code.replaceAll("$", addressOf(origin, where, door)));
      assert.match(page.url(), /^http:\/\/127\.0\.0\.1:\d+\/$/, `${door} leaves the page`);
    }
  const before = datagrams.heard.count;
  for (const code of Object.values(DATAGRAMS)) await plant(page, code.replaceAll("#", datagrams.port));
  await silence();
  assert.deepEqual(
    [...seen].filter((path) => path.includes("locked")),
    [],
  );
  assert.equal(datagrams.heard.count, before);
  assert.equal(page.context().pages().length, 1);
  await close();
});

/** Guards against a bug: the dialogs of the page are forms, which a locked page did not make. */
test("a locked page opens its dialogs and its forms", async () => {
  const { page, faults, close } = await openLocked();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  const help = page.locator("[data-dialog=help]");
  await help.locator("h2").waitFor();
  await help.locator("[data-help=licences] summary").click();
  const { length } = page.context().pages();
  await help.locator("[data-help=licences] a").first().click();
  await silence();
  assert.equal(page.context().pages().length, length, "a link of it opens no window");
  await help.locator("button[type=submit]").click();
  await help.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "More filters…" }).click();
  await page.locator("[data-dialog=more-filters] h2").waitFor();
  await page.keyboard.press("Escape");

  await page.locator("[data-hook=own] summary").first().click();
  await page.locator("[data-hook=own]").getByRole("button", { name: "Enter an incident…" }).click();
  await page.locator("[data-hook=own] form").waitFor();

  await drop(page, "odd.csv", Buffer.from("a;b;c;d\n1;2026-01-02;12,5;-8,1\n2;2026-01-03;12,6;-8,2\n"));
  await page.locator("[data-dialog=columns] h2").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(faults, []);
  await close();
});

/** Opens pages, plants each way in one of its own, and tells by which ones something came. @param {() => Promise<{ page: Page, close: () => Promise<void> }>} open @param {string} where */
async function plantRound(open, where) {
  for (const [way, code] of Object.entries(ROUND_THE_LOCK)) {
    const { page, close } = await open();
    await plant(page, code.replaceAll("$", addressOf(elsewhere.origin, where, way)));
    await (where === "nobody" ? until(() => seen.has(pathOf(where, way))) : silence());
    assert.equal(where === "nobody" || page.context().pages().length === 1, true, `${way} opens a window`);
    await close();
  }
  /** @type {string[]} */
  const heard = [];
  for (const [way, code] of Object.entries(FRAMES_ROUND_THE_LOCK)) {
    const { page, close } = await open();
    await untilQuiet();
    const { count } = datagrams.heard;
    await plant(page, code.replaceAll("#", datagrams.port));
    await (where === "nobody" ? until(() => datagrams.heard.count > count) : silence());
    if (datagrams.heard.count > count) heard.push(way);
    await close();
  }
  return [...Object.keys(ROUND_THE_LOCK).filter((way) => seen.has(pathOf(where, way))), ...heard];
}

/** Guards against bugs: links to windows, and methods that were put in the place of those that the lock called. */
test("no way round the lock leads out of a locked page, though each does where nobody closes it", async () => {
  const ways = [...Object.keys(ROUND_THE_LOCK), ...Object.keys(FRAMES_ROUND_THE_LOCK)];
  assert.deepEqual(await plantRound(openNobody, "nobody"), ways);
  assert.deepEqual(await plantRound(openLockedEmpty, "locked, round"), []);
});

test("the link by which a locked page saves files leads nowhere else", async () => {
  const { page, close } = await openLocked();
  await page.locator("[data-hook=workspace] summary").first().click();
  const save = page.locator("[data-workspace-action=save-geojson]");
  // What is planted breaks what is rendered later.
  await save.waitFor();
  const address = addressOf(elsewhere.origin, "locked, saving", "link");
  await plant(
    page,
    `URL.createObjectURL = () => "${address}";
    const { setAttribute } = Element.prototype;
    const other = { set() { setAttribute.call(this, "href", "${address}"); setAttribute.call(this, "target", "_blank"); } };
    for (const name of ["href", "download"]) Object.defineProperty(HTMLAnchorElement.prototype, name, other);
    Element.prototype.setAttribute = function () { other.set.call(this); };`,
  );
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  assert.match(download.url(), /^blob:/);
  await silence();
  assert.deepEqual(cameBy("locked, saving"), []);
  assert.equal(page.context().pages().length, 1);
  await close();
});

/** Guards against a bug: such a window has all doors of its own. */
test("a locked page opens no window over the others, when it is clicked on", async () => {
  for (const [open, expected] of /** @type {const} */ ([
    [openNobody, "opened"],
    [openLocked, "refused"],
  ])) {
    const { page, close } = await open();
    await page.evaluate(() => {
      const { documentElement } = document;
      document.addEventListener(
        "click",
        async () => {
          const { documentPictureInPicture: over } = /** @type {any} */ (window);
          try {
            await over.requestWindow();
            documentElement.dataset.over = "opened";
          } catch {
            documentElement.dataset.over = "refused";
          }
        },
        { once: true },
      );
    });
    await page.locator("html").click({ position: { x: 3, y: 3 } });
    await page.locator(`html[data-over=${expected}]`).waitFor();
    await close();
  }
});

/** Guards against a bug: what was set rode on the next request to the page's own host. */
test("a locked page sets no cookie, and goes back to no other page", async () => {
  const { page, close } = await openLocked();
  await plant(page, "document.cookie = 'canary=document; path=/'");
  await plant(page, "await cookieStore.set('canary', 'store')");
  await plant(
    page,
    "Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set.call(document, 'canary=setter')",
  );
  assert.deepEqual(await page.context().cookies(), []);
  for (const way of [
    "history.back()",
    "history.go(-1)",
    "navigation.back()",
    "navigation.traverseTo(navigation.entries()[0].key)",
  ])
    await plant(page, way);
  await silence();
  assert.equal(page.url(), `${own.origin}/`);
  await close();
});

test("a locked page has no voices, and says what stays open: its workers, its stores and its locks", async () => {
  const { page, close } = await openLocked();
  for (const name of ["speechSynthesis", "SpeechRecognition", "webkitSpeechRecognition", "Translator"])
    assert.equal(await page.evaluate((one) => typeof Reflect.get(window, one), name), "undefined", name);
  const part = page.locator("[data-hook=wall]");
  for (const text of ["can ask the page's own host for a file", "the names of locks", "ran before the lock"])
    await part.getByText(text).waitFor();
  // What the page cannot close: whoever finds it closed takes it off that list.
  const engine = page.workers().find((one) => /\/assets\/worker-[\w-]+\.js$/.test(one.url()));
  assert.ok(engine, "the engine's worker");
  const address = addressOf(own.origin, "own, worker", "import");
  await engine.evaluate((script) => void import(script).catch(() => {}), address);
  assert.ok(await until(() => cameBy("own, worker").length > 0));
  const isStored = await engine.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    await folder.getFileHandle("canary", { create: true });
    return true;
  });
  assert.ok(isStored);
  await page.evaluate(() => {
    navigator.locks.request("canary", () => new Promise(() => {}));
  });
  const other = await page.context().newPage();
  await other.goto(`${own.origin}/icon.svg`);
  assert.ok(
    await other.evaluate(async () =>
      (await navigator.locks.query()).held?.some(({ name }) => name === "canary"),
    ),
  );
  await close();
});

/** Guards against a bug: the page in another language was free, and nothing had said so. */
test("a locked page stays in its language, and says why", async () => {
  const { page, close } = await openLocked();
  const menu = page.locator("[data-hook=language]");
  assert.equal(await menu.isDisabled(), true);
  assert.match((await menu.getAttribute("title")) ?? "", /load the page again/);
  await page.locator("[data-hook=wall]").getByText("To choose another language").waitFor();
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.locator("[data-wall=lock]").waitFor();
  assert.equal(await menu.isDisabled(), false);
  await close();
});

/** A browser with a profile, as one without looks up no name that it is only told of; and with a log of the names that it looks up. */
async function openLogged() {
  const folder = await mkdtemp(join(tmpdir(), "geobit-names-"));
  const log = join(folder, "net-log.json");
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    ...{ executablePath: process.env.CHROME || undefined, reducedMotion: "reduce", serviceWorkers: "block" },
    args: [
      ...[...SWITCHES, ...netLogSwitches(log)],
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.invalid",
    ],
  });
  return {
    page: context.pages()[0],
    /** Ends it, and returns what was looked up. */
    async looked() {
      await context.close();
      const { list } = await readNetLog(log);
      await rm(folder, { recursive: true });
      return new Set(list.flatMap(({ params }) => (typeof params.host === "string" ? params.host : [])));
    },
  };
}

test("names of hosts are looked up for a script of the page, as docs/privacy.md says, and for none of a locked page", async () => {
  const { page, looked } = await openLogged();
  const doors = Object.keys(NAMES);
  const nameOf = (/** @type {string} */ where, /** @type {string} */ door) =>
    `canary-${where}-${doors.indexOf(door)}.invalid`;
  /** @param {string} where */
  async function plantNames(where) {
    for (const [door, code] of Object.entries(NAMES))
      await plant(page, code.replaceAll("$", nameOf(where, door)));
    await silence();
  }
  await page.goto(`${nobody.origin}/blank.html`);
  await plantNames("nobody");
  /** Opens the page, with a site on it. */
  async function open() {
    await page.goto(`${own.origin}/`);
    await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
    await page.locator("[data-wall=lock]").waitFor();
    await tryPlace(page, (await page.locator("[data-hook=places] button").first().textContent()) ?? "");
    await settled(page);
  }
  await open();
  await plantNames("page");
  await open();
  await page.locator("[data-wall=lock]").click();
  await plantNames("locked");
  const names = await looked();
  const byDoor = (/** @type {string} */ where) =>
    doors.filter((door) => [...names].some((name) => name.endsWith(nameOf(where, door))));
  assert.deepEqual(byDoor("nobody"), doors, "each door is one");
  assert.deepEqual(byDoor("page"), doors, "docs/privacy.md says that they are open");
  assert.deepEqual(byDoor("locked"), []);
});

test("a locked page looks as it did, though its links are taken out of it", async () => {
  const { page, requests, faults, close } = await openPage(browser, own.origin);
  const look = () =>
    page.evaluate(() =>
      ["body", "header", ".map-frame", ".toolbar button", "[data-hook=panel]", "[data-wall=state]"].map(
        (selector) => {
          const element = /** @type {Element} */ (document.querySelector(selector));
          const style = getComputedStyle(element);
          const { x, y, width } = element.getBoundingClientRect();
          return [x, y, width, style.display, style.color, style.backgroundColor, style.font, style.padding];
        },
      ),
    );
  const before = await look();
  const count = requests.length;
  await page.locator("[data-wall=lock]").evaluate((button) => /** @type {HTMLElement} */ (button).click());
  await silence();
  assert.deepEqual(await look(), before);
  assert.equal(await page.locator("link").count(), 0);
  assert.deepEqual(requests.slice(count), []);
  assert.deepEqual(faults, []);
  await close();
});

/** Guards against a bug: the rules of such a style cannot be read, and the lock ended there, with navigation open. */
test("a link to a style of another host does not stop the lock", async () => {
  const { page, close } = await openPage(browser, own.origin);
  const isReadable = await page.evaluate(async (href) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    await new Promise((resolve) => {
      link.onload = link.onerror = resolve;
      document.head.append(link);
    });
    try {
      return link.sheet === null || link.sheet.cssRules.length >= 0;
    } catch {
      return false;
    }
  }, `${elsewhere.origin}/style.css`);
  assert.equal(isReadable, false, "this is such a style");
  await page.locator("[data-wall=lock]").click();
  await page.locator("html[data-locked=true]").waitFor();
  assert.equal(await page.locator("link").count(), 0);
  await page.evaluate((href) => location.assign(href), `${elsewhere.origin}/left`);
  await silence();
  assert.equal(new URL(page.url()).origin, own.origin);
  await close();
});

test("on a host that sends no policy, a locked page imports nothing; its workers can, as it says itself", async () => {
  const { dist } = await builtPage();
  const bare = await serve({ "/": dist }, {}, note);
  const { page, close } = await openPage(browser, bare.origin);
  await page.locator("[data-wall=no-policy]").filter({ hasText: "sends no policy" }).waitFor();
  await page.locator("[data-wall=lock]").click();
  await page.getByText("A script that is in one of its workers already can import another").waitFor();
  for (const [where, { origin }] of Object.entries({ "bare, elsewhere": elsewhere, "bare, own": bare }))
    await plant(page, `import("${addressOf(origin, where, "import")}")`);
  await silence();
  assert.deepEqual([...cameBy("bare, elsewhere"), ...cameBy("bare, own")], []);
  // What the page cannot close: whoever finds it closed takes it off that list.
  const engine = page.workers().find((one) => /\/assets\/worker-[\w-]+\.js$/.test(one.url()));
  assert.ok(engine, "the engine's worker");
  const address = addressOf(elsewhere.origin, "bare, worker", "import");
  await engine.evaluate((script) => void import(script).catch(() => {}), address);
  assert.ok(await until(() => cameBy("bare, worker").length > 0));
  await close();
  await bare.close();
});

test("a locked page answers, opens and saves files, says what is open, counts no request, and is free again when it is loaded", async () => {
  const { page, faults, close } = await openLocked();
  const part = page.locator("[data-hook=wall]");
  await part.getByText("This page is locked until you load it again.").waitFor();
  for (const open of ["What no page can close:", "autofill", "Extensions"])
    await part.getByText(open, { exact: false }).first().waitFor();
  assert.equal(
    await part.locator("[data-wall=requests]").textContent(),
    "Requests of this page since your first shape: 0.",
  );
  assert.match(await stat(page, "certain"), /\d/);
  const csv = "id,start,lat,lon,kind\n1,2026-03-01,12.2,-8.7,armedClash\n2,2026-03-02,12.3,-8.6,abduction\n";
  await page.locator("[data-hook=file]").setInputFiles({
    ...{ name: "log.csv", mimeType: "text/csv", buffer: Buffer.from(csv) },
  });
  await page.locator("[data-hook=data-mark] strong", { hasText: "log.csv" }).waitFor();
  await settled(page);
  await page.locator("[data-tab=incidents]").click();
  await page.locator("[data-hook=workspace] summary").first().click();
  // KML is written as a document of its own.
  for (const format of ["geojson", "kml"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`[data-workspace-action=save-${format}]`).click(),
    ]);
    assert.ok(download.suggestedFilename().endsWith(`.${format}`));
  }
  assert.deepEqual(faults, []);
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.locator("[data-wall=lock]").waitFor();
  assert.equal(await page.evaluate(() => typeof fetch), "function");
  await close();
});

test("a request that is made after the first shape is counted", async () => {
  const { page, close } = await openPage(browser, own.origin);
  const counted = page.locator("[data-wall=requests]");
  await counted.filter({ hasText: "No shape is drawn yet" }).waitFor();
  await page.evaluate(() => fetch("./icon.svg?before"));
  await tryPlace(page, (await page.locator("[data-hook=places] button").first().textContent()) ?? "");
  await counted.filter({ hasText: "first shape: 0." }).waitFor();
  await page.evaluate(() => fetch("./icon.svg?after"));
  await counted.filter({ hasText: "first shape: 1." }).waitFor();
  await close();
});

test("a page whose host sends no policy with its scripts says so, and its workers have closed their doors", async () => {
  const { dist } = await builtPage();
  const bare = await serve({ "/": dist });
  const { page, faults, close } = await openPage(browser, bare.origin);
  const note = page.locator("[data-wall=no-policy]");
  await note.filter({ hasText: "sends no policy with its scripts" }).waitFor();
  assert.equal(await note.locator("a").getAttribute("href"), "./privacy.md");
  const document = await fetch(`${bare.origin}/privacy.md`);
  assert.match(await document.text(), /^# Privacy/);
  const workers = page.workers();
  assert.equal(workers.length >= 2, true, "those of the engine and of the map");
  for (const worker of workers)
    assert.equal(await worker.evaluate(() => typeof fetch), "undefined", worker.url());
  assert.deepEqual(faults, []);
  await close();
  await bare.close();
});

test("a page whose host sends the policy says nothing of it", async () => {
  const served = await servePage();
  const { page, faults, close } = await openPage(browser, served.origin);
  await page.locator("[data-wall=lock]").waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.hasPolicy()), true);
  assert.ok(await page.locator("[data-wall=no-policy]").isHidden());
  assert.deepEqual(faults, []);
  await close();
  await served.close();
});
