// `<geobit-map>` in a partner's page, from another origin.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "vite";
import { builtElement, dist, serveEmbedded, servePartner } from "./embedding.js";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let host;
/** @type {Awaited<ReturnType<typeof servePartner>>} */
let partner;
/** @type {Awaited<ReturnType<typeof builtElement>>} */
let built;

before(async () => {
  [browser, host, partner, built] = await Promise.all([
    launch(),
    serveEmbedded(),
    servePartner(),
    builtElement(),
  ]);
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.close(), partner?.close()]);
});

const script = () =>
  `<script type="module" src="${host.origin}/${built.file}" integrity="${built.integrity}" crossorigin></script>`;

/** Notes what the elements say. */
const NOTES = `<script>
  window.told = [];
  for (const name of ["ready", "report", "error"])
    document.addEventListener("geobit-" + name, ({ target, detail }) => told.push({ name, id: target.id, detail }));
</script>`;

const CAMP = { name: "Camp", lon: -8, lat: 12.6, km: 10 };

/** @param {import("playwright").Page} page @param {string} [selector] */
const settled = (page, selector = "geobit-map") =>
  page.locator(selector).evaluate(async (/** @type {any} */ element) => {
    await element.ready;
    await element.idle();
  });

/** @param {import("playwright").Page} page @returns {Promise<any[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);

/** Adds the camp to the element of a page. @param {import("playwright").Page} page */
const addCamp = (page) =>
  page.locator("geobit-map").evaluate((/** @type {any} */ element, site) => element.addSite(site), CAMP);

test("a tag and a script of another origin, with its integrity, answer for the sites of the page", async () => {
  const { page, requests, faults, close } = await watchedPage(browser);
  await partner.open(page, `<geobit-map id="a" snapshot="./incidents.csv"></geobit-map>`, {
    head: NOTES + script(),
  });
  await settled(page);
  const [id] = await page
    .locator("#a")
    .evaluate((/** @type {any} */ element, site) => [element.addSite(site)], CAMP);
  await settled(page);
  const report = await page.locator("#a").evaluate((/** @type {any} */ element) => {
    const { report, ...rest } = element.report;
    return { ...rest, certain: report.counts.certain, isArray: report.rows instanceof Uint32Array };
  });
  assert.deepEqual(report, { id, name: "Camp", kind: "geofence", certain: 2, isArray: true });
  assert.deepEqual(await page.locator("#a").evaluate((/** @type {any} */ element) => element.sites), [
    { id, ...CAMP },
  ]);
  const names = (await told(page)).map(({ name }) => name);
  assert.equal(names[0], "ready");
  assert.ok(names.includes("report") && !names.includes("error"), `${names}`);
  // The module, the data, and nothing else: its parts are in it.
  assert.deepEqual(
    requests.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:")),
    [page.url(), `${host.origin}/${built.file}`, `${partner.origin}/incidents.csv`],
  );
  assert.equal(await page.title(), "A partner");
  assert.deepEqual(
    await page.evaluate(() => [
      Object.keys(localStorage),
      Object.keys(sessionStorage),
      window.location.search,
    ]),
    [[], [], ""],
  );
  assert.deepEqual(faults, []);
  await close();
});

test("Data packs… did nothing where the element has no catalogue: the entry is there only with one", async () => {
  const { page, faults, close } = await watchedPage(browser);
  for (const [attribute, offers] of /** @type {const} */ ([
    ["", false],
    [`catalog="${partner.origin}/catalog.json"`, true],
  ])) {
    await partner.open(page, `<geobit-map snapshot="./incidents.csv" ${attribute}></geobit-map>`, {
      head: script(),
    });
    await settled(page);
    await page.locator("[data-hook=add-data] summary").click();
    await page.locator("[data-hook=open-file]").waitFor();
    assert.equal(await page.locator("[data-reveal=packs]").isVisible(), offers);
    assert.equal(await page.locator("[data-hook=packs]").isVisible(), offers);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("no style of the element reaches the page around, and its text has its own size", async () => {
  const { page, close } = await watchedPage(browser);
  const body = `<h1 id="h">Host</h1><button id="b">Host</button><p class="hint" id="p">Host</p>`;
  const measure = () =>
    page.evaluate(() =>
      ["h", "b", "p"].map((id) => {
        const { font, color, padding, margin, border } = getComputedStyle(
          /** @type {Element} */ (document.getElementById(id)),
        );
        return { font, color, padding, margin, border };
      }),
    );
  await partner.open(page, body, { head: "<style>html { font-size: 10px }</style>" });
  const before = await measure();
  await page.evaluate(async (address) => {
    await import(address);
    document.body.append(document.createElement("geobit-map"));
  }, `${host.origin}/${built.file}`);
  await settled(page);
  assert.deepEqual(await measure(), before);
  const { height, size } = await page.locator("geobit-map").evaluate((element) => ({
    height: element.clientHeight,
    size: getComputedStyle(/** @type {Element} */ (element.firstElementChild)).fontSize,
  }));
  assert.deepEqual({ height, size }, { height: 640, size: "15px" });
  await page.locator("geobit-map").evaluate((/** @type {HTMLElement} */ element) => {
    element.style.setProperty("--geobit-height", "500px");
    element.style.setProperty("--geobit-accent", "rgb(160, 48, 128)");
  });
  assert.equal(await page.locator("geobit-map").evaluate((element) => element.clientHeight), 500);
  const accent = await page
    .locator("geobit-map [data-tool=select]")
    .evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(accent, "rgb(160, 48, 128)");
  await close();
});

test("two elements share an engine, and have their own sites, themes and filters", async () => {
  const { page, faults, close } = await watchedPage(browser, { viewport: { width: 900, height: 1400 } });
  const body = `<geobit-map id="a" snapshot="./incidents.csv" theme="light"></geobit-map>
    <geobit-map id="b" snapshot="./incidents.csv" theme="dark" mode="compact"></geobit-map>`;
  await partner.open(page, body, { head: NOTES + script() });
  await Promise.all([settled(page, "#a"), settled(page, "#b")]);
  // There is one worker of the engine and one of the map, for both elements.
  assert.equal(
    page.workers().length,
    2,
    page
      .workers()
      .map((worker) => worker.url())
      .join(),
  );
  await page.evaluate((site) => {
    const [a, b] = /** @type {any[]} */ ([...document.querySelectorAll("geobit-map")]);
    a.sites = [site];
    b.sites = [{ ...site, name: "Depot", km: 1 }];
  }, CAMP);
  await Promise.all([settled(page, "#a"), settled(page, "#b")]);
  const counts = () =>
    page.evaluate(() =>
      /** @type {any[]} */ ([...document.querySelectorAll("geobit-map")]).map(
        ({ report }) => report && [report.name, report.report.counts.certain],
      ),
    );
  assert.deepEqual(await counts(), [
    ["Camp", 2],
    ["Depot", 0],
  ]);
  const grounds = await page
    .locator(".geobit-page")
    .evaluateAll((roots) => roots.map((root) => getComputedStyle(root).backgroundColor));
  assert.deepEqual(grounds, ["rgb(255, 255, 255)", "rgb(22, 29, 34)"]);
  assert.equal(await page.locator("#b header").isVisible(), false, "compact is the map and the answer");
  assert.equal(await page.locator("#b [data-stat=certain]").isVisible(), true);
  const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  // The first is removed, and the second still asks the engine that both had.
  await page.locator("#a").evaluate((element) => element.remove());
  await page.locator("#b").evaluate((/** @type {any} */ element) => {
    element.sites = [{ name: "Camp", lon: -8, lat: 12.6, km: 10 }];
  });
  await settled(page, "#b");
  assert.equal(
    await page.locator("#b").evaluate((/** @type {any} */ e) => e.report.report.counts.certain),
    2,
  );
  assert.deepEqual(faults, []);
  await close();
});

test("removed, the element frees its workers, its styles and what it listened with; moved, it goes on", async () => {
  const { page, faults, close } = await watchedPage(browser);
  // What listens beyond the element is noted.
  await page.addInitScript(() => {
    const notes = /** @type {any} */ (window);
    notes.listening = [];
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (/** @type {any[]} */ ...args) => {
        const [type, listener, options] = args;
        const isOver = () => options?.signal?.aborted;
        notes.listening.push({ target, type, listener, isOver });
        return /** @type {any} */ (addEventListener).apply(target, args);
      };
      target.removeEventListener = (/** @type {any[]} */ ...args) => {
        const [type, listener] = args;
        notes.listening = notes.listening.filter(
          (/** @type {any} */ one) => one.target !== target || one.type !== type || one.listener !== listener,
        );
        return /** @type {any} */ (removeEventListener).apply(target, args);
      };
    }
  });
  await partner.open(page, `<div id="one"></div><div id="two"></div>`, { head: NOTES + script() });
  await page.evaluate(async () => {
    await customElements.whenDefined("geobit-map");
    const element = document.createElement("geobit-map");
    element.setAttribute("snapshot", "./incidents.csv");
    /** @type {any} */ (window).element = element;
  });
  const show = async () => {
    await page.evaluate(() => document.querySelector("#one")?.append(/** @type {any} */ (window).element));
    await settled(page);
  };
  const remove = async () => {
    await page.evaluate(() => /** @type {any} */ (window).element.remove());
    for (let i = 0; page.workers().length > 0 && i < 100; i++) await page.waitForTimeout(50);
    return page.evaluate(() => {
      const { element, listening } = /** @type {any} */ (window);
      return {
        ...{ children: element.childElementCount, sheets: document.adoptedStyleSheets.length },
        left: document.body.querySelectorAll("canvas, dialog, [popover]").length,
        listening: listening.filter((/** @type {any} */ one) => !one.isOver()).length,
      };
    });
  };
  await show();
  const first = await remove();
  assert.deepEqual({ ...first, listening: 0 }, { children: 0, sheets: 0, left: 0, listening: 0 });
  assert.equal(page.workers().length, 0);

  await show();
  await page.locator("geobit-map").evaluate((/** @type {any} */ element, site) => {
    element.sites = [site];
  }, CAMP);
  await settled(page);
  const isSame = await page.locator("geobit-map").evaluate(async (element) => {
    const content = element.firstElementChild;
    document.querySelector("#two")?.append(element);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return element.firstElementChild === content;
  });
  assert.equal(isSame, true, "moved, it is the same page");
  assert.equal(page.workers().length, 2);
  assert.deepEqual(await remove(), first);
  assert.equal(page.workers().length, 0);

  await show();
  const count = await page
    .locator("geobit-map")
    .evaluate((/** @type {any} */ element) => element.report.report.counts.certain);
  assert.equal(count, 2, "back again, it is as it was");
  assert.deepEqual(faults, []);
  await close();
});

test("the element removed during a call, and while it starts, ends what it was asked for", async () => {
  const { page, faults, close } = await watchedPage(browser);
  await partner.open(page, "", { head: NOTES + script() });
  await page.evaluate(() => customElements.whenDefined("geobit-map"));
  const results = await page.evaluate(async () => {
    const outcome = (/** @type {Promise<unknown>} */ promise) =>
      promise.then(
        () => "done",
        (error) => error.name,
      );
    const starting = /** @type {any} */ (document.createElement("geobit-map"));
    document.body.append(starting);
    const first = outcome(starting.ready);
    await new Promise((resolve) => setTimeout(resolve, 30));
    starting.remove();
    const element = /** @type {any} */ (document.createElement("geobit-map"));
    document.body.append(element);
    await element.ready;
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},2026-03-01,-8.02,12.64,abduction`);
    const loading = outcome(
      element.load(new Blob([["id,start,lon,lat,kind", ...rows].join("\n")]), { name: "Many" }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    element.remove();
    const late = await outcome(Promise.resolve().then(() => element.addSite({ name: "x", lon: 0, lat: 0 })));
    return [
      await first,
      await Promise.race([loading, new Promise((r) => setTimeout(r, 10_000, "hangs"))]),
      late,
    ];
  });
  assert.equal(results[0], "AbortError");
  assert.ok(["AbortError", "GeobitError", "done"].includes(String(results[1])), `${results[1]}`);
  assert.equal(results[2], "Error");
  for (let i = 0; page.workers().length > 0 && i < 100; i++) await page.waitForTimeout(50);
  assert.equal(page.workers().length, 0);
  assert.deepEqual(faults, []);
  await close();
});

test("the element has the members that its manifest names, and no others: what the frame needs is none", async () => {
  const { modules } = JSON.parse(await readFile(join(root, "pkg/custom-elements.json"), "utf8"));
  const named = modules[0].declarations[0].members.map((/** @type {{ name: string }} */ { name }) => name);
  const { page, close } = await watchedPage(browser);
  await partner.open(page, "<geobit-map></geobit-map>", { head: script() });
  await page.locator("geobit-map").evaluate((/** @type {any} */ element) => element.ready);
  const own = await page
    .locator("geobit-map")
    .evaluate((element) => [
      ...Reflect.ownKeys(Object.getPrototypeOf(element)).map(String),
      ...Reflect.ownKeys(element).map(String),
    ]);
  assert.deepEqual(
    own
      .filter(
        (name) =>
          name !== "constructor" && !/^(dis)?connected.*Callback$|^attributeChangedCallback$/.test(name),
      )
      .toSorted(),
    named.toSorted(),
  );
  await close();
});

test("attributes are read as what they can say, and nothing of them becomes markup, a script or a request", async () => {
  const { page, requests, faults, close } = await watchedPage(browser);
  const hostile = `"><img src=x onerror=window.hacked=1>`.replaceAll('"', "&quot;");
  const body = `<geobit-map id="a" snapshot="javascript:window.hacked=1" catalog="data:text/html,x" center="${hostile}"
    zoom="1e400" theme="${hostile}" mode="${hostile}" lang="${hostile}" catalog-keys="${hostile}"></geobit-map>`;
  await partner.open(page, body, { head: NOTES + script() });
  await page.locator("#a").evaluate((/** @type {any} */ element) => element.ready);
  const errors = (await told(page)).filter(({ name }) => name === "error").map(({ detail }) => detail.at);
  assert.deepEqual(
    errors.sort(),
    ["catalog", "catalog-keys", "center", "mode", "snapshot", "theme", "zoom"].sort(),
  );
  const refused = await page.locator("#a").evaluate((/** @type {any} */ element) => {
    const outcome = (/** @type {() => void} */ work) => {
      try {
        work();
        return "accepted";
      } catch (error) {
        return /** @type {any} */ (error).at;
      }
    };
    const evil = JSON.parse('{"name":"x","lon":0,"lat":0,"__proto__":{"polluted":1}}');
    return [
      outcome(() => element.addSite(evil)),
      outcome(() => element.addSite({ name: "x", lon: 200, lat: 0 })),
      outcome(() => element.addSite({ name: "x".repeat(1000), lon: 0, lat: 0 })),
      outcome(() => {
        element.routes = [{ name: "r", line: [[0, 0]] }];
      }),
      outcome(() => {
        element.sites = Array.from({ length: 501 }, () => ({ name: "x", lon: 0, lat: 0 }));
      }),
      outcome(() => element.addSite({ name: "<img src=x onerror=window.hacked=1>", lon: -8, lat: 12.6 })),
    ];
  });
  assert.deepEqual(refused, ["site", "site.lon", "site.name", "routes[0].line", "sites", "accepted"]);
  await page.waitForTimeout(300);
  const { hacked, polluted } = await page.evaluate(() => ({
    hacked: /** @type {any} */ (window).hacked,
    polluted: /** @type {any} */ ({}).polluted,
  }));
  assert.deepEqual({ hacked, polluted }, { hacked: undefined, polluted: undefined });
  assert.equal(requests.filter((url) => url.startsWith(partner.origin)).length, 1);
  assert.deepEqual(faults, []);
  await close();
});

test("a second version on one page does not define the element, and says why", async () => {
  const { page, faults, close } = await watchedPage(browser);
  const other = (await readFile(join(dist, built.file), "utf8"))
    .replaceAll('"0.1.0"', '"9.9.9"')
    .replaceAll("`0.1.0`", "`9.9.9`");
  await partner.write("other.js", other);
  await partner.open(page, `<geobit-map></geobit-map>`, { head: NOTES + script() });
  await page.locator("geobit-map").evaluate((/** @type {any} */ element) => element.ready);
  const reason = await page.evaluate(
    async (address) => (await import(address)).refused,
    `${partner.origin}/other.js`,
  );
  assert.match(reason, /defined already, by version 0\.1\.0\. Version 9\.9\.9 /);
  const errors = (await told(page)).filter(({ name }) => name === "error");
  assert.deepEqual(
    errors.map(({ detail }) => detail.code),
    ["alreadyDefined"],
  );
  assert.deepEqual(
    faults.filter((fault) => !/defined already/.test(fault)),
    [],
  );
  await close();
});

test("a policy without wasm-unsafe-eval is refused with the reason", async () => {
  const { page, close } = await watchedPage(browser);
  const policy = `default-src 'none'; script-src ${host.origin} 'unsafe-inline'; img-src data:; worker-src blob:; connect-src 'self'`;
  await partner.open(page, `<geobit-map></geobit-map>`, {
    head: NOTES + script(),
    policy,
  });
  const error = await page
    .locator("geobit-map")
    .evaluate((/** @type {any} */ element) => element.ready.catch((/** @type {any} */ e) => e.message));
  assert.match(error, /script-src 'wasm-unsafe-eval'/);
  const errors = (await told(page)).filter(({ name }) => name === "error");
  assert.ok(
    errors.some(({ detail }) => /wasm-unsafe-eval/.test(detail.message)),
    JSON.stringify(errors),
  );
  assert.match(await page.locator("geobit-map .banner").innerText(), /wasm-unsafe-eval/);
  await close();
});

test("under a policy without workers there is no map, and the answers are there", async () => {
  const { page, close } = await watchedPage(browser);
  const policy = `default-src 'none'; script-src ${host.origin} 'unsafe-inline' 'wasm-unsafe-eval'; img-src data:; worker-src 'none'; connect-src 'self'`;
  await partner.open(page, `<geobit-map snapshot="./incidents.csv"></geobit-map>`, {
    head: NOTES + script(),
    policy,
  });
  await settled(page);
  await addCamp(page);
  await settled(page);
  const count = await page
    .locator("geobit-map")
    .evaluate((/** @type {any} */ e) => e.report.report.counts.certain);
  assert.equal(count, 2);
  assert.match(await page.locator("geobit-map .no-map").innerText(), /worker-src blob:/);
  assert.equal(page.workers().length, 0);
  await close();
});

test("without WebGL shapes come from the page and are answered", async () => {
  const dark = await launch(["--disable-gpu", "--disable-3d-apis"]);
  const { page, close } = await watchedPage(dark);
  await partner.open(page, `<geobit-map snapshot="./incidents.csv"></geobit-map>`, {
    head: NOTES + script(),
  });
  await settled(page);
  await addCamp(page);
  await settled(page);
  assert.equal(
    await page.locator("geobit-map").evaluate((/** @type {any} */ e) => e.report.report.counts.certain),
    2,
  );
  assert.equal(await page.locator("geobit-map .no-map").isVisible(), true);
  await close();
  await dark.close();
});

test("in a form of the page, no control of the element belongs to it, also when it is moved there", async () => {
  const { page, close } = await watchedPage(browser);
  const body = `<form action="./sent.html"><input name="own" value="1"><geobit-map></geobit-map><button>Send</button></form>
    <geobit-map id="b"></geobit-map><div id="host"></div>`;
  await partner.open(page, body, { head: NOTES + script() });
  await settled(page, "form geobit-map");
  await settled(page, "#b");
  await page.evaluate(() => {
    document.querySelector("form")?.append(/** @type {Element} */ (document.querySelector("#b")));
  });
  const { sent, within } = await page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
    return {
      sent: [...new FormData(form).keys()],
      within: [...form.elements].filter((control) => control.closest("geobit-map")).length,
    };
  });
  assert.deepEqual({ sent, within }, { sent: ["own"], within: 0 });
  // In a shadow root it takes its styles along.
  const display = await page.evaluate(() => {
    const shadow = /** @type {Element} */ (document.querySelector("#host")).attachShadow({ mode: "open" });
    const element = /** @type {Element} */ (document.querySelector("#b"));
    shadow.append(element);
    return getComputedStyle(/** @type {Element} */ (element.firstElementChild)).display;
  });
  assert.equal(display, "flex");
  await close();
});

test("roads are no part of the element: it has no tab for them, says so of a file, and requests nothing", async () => {
  const { page, requests, faults, close } = await watchedPage(browser);
  await partner.open(page, `<geobit-map snapshot="./incidents.csv"></geobit-map>`, {
    head: NOTES + script(),
  });
  await settled(page);
  await addCamp(page);
  assert.equal(await page.locator("geobit-map [data-tab=roads]").count(), 0);
  assert.equal(await page.locator("geobit-map [data-hook=add-roads]").count(), 0);
  const before = requests.length;
  const file = join(root, "tests/fixtures/roads/demo.roads");
  await page.locator("geobit-map [data-hook=file]").setInputFiles(file);
  const banner = page.locator("geobit-map .banner.error");
  await banner.waitFor();
  assert.match(await banner.innerText(), /Roads are not part of this map/);
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("the element keeps nothing, says so, and says where something cannot be kept", async () => {
  const { page, faults, close } = await watchedPage(browser);
  await partner.open(page, `<geobit-map snapshot="./incidents.csv"></geobit-map>`, {
    head: NOTES + script(),
  });
  await settled(page);
  await addCamp(page);
  assert.match(
    await page.locator("[data-hook=privacy]").innerText(),
    /keeps nothing after you close it.*The page around it sees all that is in it/s,
  );
  await page.locator("geobit-map").getByRole("button", { name: "Save", exact: true }).click();
  const keep = page.locator("[data-workspace=keep]");
  await keep.click();
  await settled(page);
  assert.equal(await keep.isChecked(), false);
  assert.match(
    await page.locator("[data-hook=workspace]").innerText(),
    /does not allow anything to be kept here/,
  );
  const kept = await page.evaluate(async () => [
    ...[Object.keys(localStorage), Object.keys(sessionStorage)],
    (await indexedDB.databases()).map(({ name }) => name),
  ]);
  assert.deepEqual(kept, [[], [], []]);
  assert.deepEqual(faults, []);
  await close();
});

test("from npm, Vite bundles it without settings", async () => {
  const folder = await mkdtemp(join(root, "examples/.element-"));
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><link rel="icon" href="data:,"><geobit-map></geobit-map><script type="module">import { refused } from "geobit/element"; window.refused = refused;</script>`,
  );
  await build({ ...{ configFile: false, root: folder, logLevel: "error" }, build: { outDir: "built" } });
  const server = await serve({ "/": join(folder, "built") });
  const { page, faults, close } = await watchedPage(browser);
  await page.goto(server.origin);
  await page.locator("geobit-map").evaluate(async (/** @type {any} */ element) => {
    await element.ready;
    await element.load(new Blob(["id,start,lon,lat,kind\n1,2026-03-01,-8,12.6,abduction"]), { name: "One" });
    element.sites = [{ name: "Camp", lon: -8, lat: 12.6 }];
    await element.idle();
  });
  const certain = await page
    .locator("geobit-map")
    .evaluate((/** @type {any} */ element) => element.report.report.counts.certain);
  assert.equal(certain, 1);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).refused), "");
  assert.deepEqual(faults, []);
  await close();
  await server.close();
  await rm(folder, { recursive: true });
});

test("the example of a tag has ten lines and answers", async () => {
  const text = await readFile(join(root, "examples/element.html"), "utf8");
  assert.ok((text.match(/^.*\S.*$/gm)?.length ?? 0) <= 10);
  assert.ok(text.includes(`/geobit/${built.file}`), "the example names the version that is built");
  const folder = await mkdtemp(join(tmpdir(), "geobit-example-"));
  await copyFile(join(root, "examples/incidents.csv"), join(folder, "incidents.csv"));
  const server = await serve({ "/": folder, "/geobit/": dist });
  const { page, faults, close } = await watchedPage(browser);
  await writeFile(join(folder, "element.html"), text.replace("sha384-…", built.integrity));
  await page.goto(`${server.origin}/element.html`);
  await page.locator("#answer", { hasText: "recorded" }).waitFor({ timeout: 30_000 });
  assert.equal(await page.locator("#answer").textContent(), "2 incidents are recorded around Camp.");
  assert.deepEqual(
    faults.filter((fault) => !fault.includes("404")),
    [],
  );
  await close();
  await server.close();
  await rm(folder, { recursive: true });
});
