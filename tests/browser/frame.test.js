// The frame, in a partner's page that must not see its visitors' sites.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, serveEmbedded, servePartner } from "./embedding.js";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let host;
/** @type {Awaited<ReturnType<typeof servePartner>>} */
let partner;

before(async () => {
  [browser, host, partner] = await Promise.all([launch(), serveEmbedded(), servePartner()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.close(), partner?.close()]);
});

const CAMP = { name: "Camp", lon: -8, lat: 12.6, km: 10 };

/**
 * Opens a partner's page with a frame made by the helper, and notes all that comes out of the frame.
 * @param {import("playwright").Page} page @param {{ sandbox?: string, options?: object }} [how]
 */
async function openFrame(page, { sandbox = "allow-scripts", options = {} } = {}) {
  const body = `<div id="map"></div><script type="module">
    import { connect } from "${host.origin}/geobit-embed.js";
    window.heard = [];
    addEventListener("message", ({ data, origin }) => heard.push({ by: "window", origin, ...data }));
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "${sandbox}");
    if (!"${sandbox}") frame.removeAttribute("sandbox");
    frame.src = "${host.origin}/embed.html";
    frame.style.cssText = "width:100%;height:300px;border:0";
    window.frame = connect(frame, ${JSON.stringify(options)});
    for (const type of ["ready", "height", "shared", "failed", "accepted", "refused", "closed"])
      window.frame.on(type, ({ detail }) => heard.push({ by: "port", ...detail }));
    map.append(frame);
  </script>`;
  await partner.open(page, body);
  await page.waitForFunction(() => /** @type {any} */ (window).frame);
  await page.evaluate(() => /** @type {any} */ (window).frame.ready);
  const inner = page.frames().find((frame) => frame.url() === `${host.origin}/embed.html`);
  assert.ok(inner);
  return inner;
}

/** @param {import("playwright").Page} page @returns {Promise<any[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard);

/** @param {import("playwright").Frame} inner */
const settled = (inner) =>
  inner.locator("geobit-map").evaluate((/** @type {any} */ element) => element.idle());

/** Gives the frame the partner's data and a site. @param {import("playwright").Page} page */
const give = (page) =>
  page.evaluate(async (site) => {
    const { frame } = /** @type {any} */ (window);
    const content = await (await fetch("./incidents.csv")).arrayBuffer();
    return Promise.all([frame.data(content, "Incidents of our own"), frame.sites([site])]);
  }, CAMP);

for (const sandbox of ["allow-scripts", "allow-scripts allow-downloads allow-forms", ""])
  test(`sandbox="${sandbox}": shapes and data go in, and nothing comes out but how high it is`, async () => {
    const { page, requests, faults, close } = await watchedPage(browser);
    const inner = await openFrame(page, { sandbox });
    const before = requests.length;
    await give(page);
    await inner.locator("[data-stat=certain]").waitFor();
    await settled(inner);
    assert.match(await inner.locator("[data-stat=certain]").innerText(), /^2/);
    assert.equal(
      await inner.evaluate(() => window.origin),
      sandbox.startsWith("allow") ? "null" : host.origin,
    );
    // What the visitor draws, types and reads is told to nobody.
    await inner.locator("[data-hook=km]").fill("20");
    await inner.locator("[data-hook=add-data] summary").click();
    await inner.locator("[data-reveal=try]").click();
    await inner.locator("[data-hook=coordinates]").fill("12.23, -8.72");
    await inner.locator("[data-hook=at-coordinates] button").click();
    await settled(inner);
    assert.equal(
      await inner.locator("geobit-map").evaluate((/** @type {any} */ element) => element.sites.length),
      2,
      "forms work without allow-forms",
    );
    assert.deepEqual((await heard(page)).map(({ by, type, geobit }) => `${by} ${type ?? geobit}`).sort(), [
      "port accepted",
      "port accepted",
      "port height",
      "port ready",
      "window hello",
    ]);
    assert.deepEqual(
      requests.slice(before).filter((url) => !/^(blob|data):/.test(url)),
      [`${partner.origin}/incidents.csv`],
    );
    assert.equal(page.frames()[1].url(), `${host.origin}/embed.html`, "no site is in its address");
    assert.equal(await inner.title(), "GeoBit");
    assert.match(
      await inner.locator("[data-hook=privacy]").innerText(),
      /sees nothing of it but what you share/,
    );
    assert.deepEqual(faults, []);
    await close();
  });

test("what is shared is shown before, and is sent when the button is pressed: numbers first, the place if that is ticked", async () => {
  const { page, close } = await watchedPage(browser);
  const inner = await openFrame(page);
  await give(page);
  await inner.locator("[data-stat=certain]").waitFor();
  await settled(inner);
  const share = inner.getByRole("button", { name: "Share with this site" });
  await share.click();
  const dialog = inner.getByRole("dialog");
  const text = await dialog.locator("pre").innerText();
  assert.match(
    await dialog.innerText(),
    new RegExp(`${partner.origin}, the site around this map, gets this text`),
  );
  assert.doesNotMatch(text, /Camp|12\.6|-8/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  const shared = async () => (await heard(page)).filter(({ type }) => type === "shared");
  assert.deepEqual(await shared(), []);

  await share.click();
  await inner.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
  await page.waitForFunction(() =>
    /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.type === "shared"),
  );
  const [{ by, type, ...numbers }] = await shared();
  assert.deepEqual(Object.keys(numbers), ["text"]);
  assert.equal(numbers.text.trim(), text.trim());

  await share.click();
  await inner.getByRole("dialog").getByRole("checkbox").check();
  await inner.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
  await page.waitForFunction(
    () =>
      /** @type {any} */ (window).heard.filter((/** @type {any} */ one) => one.type === "shared").length ===
      2,
  );
  const [, { place }] = await shared();
  assert.equal(place.shape.name, "Camp");
  assert.equal(place.report.counts.certain, 2);
  await close();
});

/** Guards against a bug: the report was taken when the button was pressed, and so was that of another site. */
test("what is shared is what was shown, also when the page around takes its sites away meanwhile", async () => {
  const { page, close } = await watchedPage(browser);
  const inner = await openFrame(page);
  await give(page);
  await inner.locator("[data-stat=certain]").waitFor();
  await settled(inner);
  await inner.getByRole("button", { name: "Share with this site" }).click();
  const dialog = inner.getByRole("dialog");
  await dialog.getByRole("checkbox").check();
  await page.evaluate(() => /** @type {any} */ (window).frame.send("clear"));
  await inner.locator("[data-stat=certain]").waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Share", exact: true }).click();
  await page.waitForFunction(() =>
    /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.type === "shared"),
  );
  const { place } = (await heard(page)).find(({ type }) => type === "shared");
  assert.deepEqual([place.shape.name, place.report.counts.certain], ["Camp", 2]);
  await close();
});

test("a hostile page around: malformed and huge messages, prototypes, another window, a flood", async () => {
  const { page, faults, close } = await watchedPage(browser);
  const inner = await openFrame(page);
  const codes = await page.evaluate(async () => {
    const { frame } = /** @type {any} */ (window);
    const send = (/** @type {string} */ type, /** @type {object} */ members) =>
      frame.send(type, members).then(
        () => "accepted",
        (/** @type {any} */ error) => `${error.code}: ${error.message}`,
      );
    const site = { name: "x", lon: 0, lat: 0 };
    return [
      await send("eval", { code: "1" }),
      await send("__proto__", {}),
      await send("sites", { sites: "x" }),
      await send("sites", { sites: Array.from({ length: 100_000 }, () => site) }),
      await send("sites", { sites: [JSON.parse('{"name":"x","lon":0,"lat":0,"__proto__":{"polluted":1}}')] }),
      await send("sites", { sites: [{ ...site, lon: Number.NaN }] }),
      await send("sites", { sites: [{ ...site, name: "x".repeat(1e6) }] }),
      await send("sites", { sites: [site], constructor: { prototype: { polluted: 1 } } }),
      await send("routes", { routes: [{ name: "r", line: new Array(30_000).fill([0, 0]) }] }),
      await send("data", { name: "d", content: new ArrayBuffer(65 * 1024 * 1024) }),
      await send("data", { name: "d", content: "id,start" }),
      await send("view", { center: [0, 0, 0] }),
      await send("theme", { theme: "url(x)" }),
    ];
  });
  assert.deepEqual(
    codes.map((code) => code.split(":")[0]),
    codes.map(() => "badValue"),
    codes.join("\n"),
  );
  assert.equal(await inner.evaluate(() => /** @type {any} */ ({}).polluted), undefined);
  // Another window cannot speak to it, and a second connection is not taken.
  await page.evaluate(async () => {
    const inside = /** @type {Window} */ (document.querySelector("iframe")?.contentWindow);
    const other = document.createElement("iframe");
    document.body.append(other);
    const speak = /** @type {any} */ (other.contentWindow).Function(
      "target",
      "target.postMessage({ geobit: 'connect', protocol: 1 }, '*', [new MessageChannel().port2])",
    );
    speak(inside);
    inside.postMessage({ geobit: "connect", protocol: 1, options: { theme: "dark" } }, "*", [
      new MessageChannel().port2,
    ]);
    inside.postMessage({ type: "sites", sites: [{ name: "x", lon: 0, lat: 0 }] }, "*");
    // What pretends to be the frame is not believed.
    window.postMessage({ geobit: "hello", protocol: 9 }, "*");
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  assert.deepEqual(
    await inner
      .locator("geobit-map")
      .evaluate((/** @type {any} */ element) => [element.sites, element.getAttribute("theme")]),
    [[], null],
  );
  const flood = await page.evaluate(async () => {
    const { frame } = /** @type {any} */ (window);
    for (let i = 0; i < 2000; i++) frame.send("theme", { theme: "dark" }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { heard } = /** @type {any} */ (window);
    const of = (/** @type {string} */ type) =>
      heard.filter((/** @type {any} */ one) => one.type === type).length;
    return { accepted: of("accepted"), refused: of("refused"), closed: of("closed") };
  });
  assert.ok(flood.accepted <= 40, `${flood.accepted} of a flood were accepted`);
  assert.ok(flood.refused <= 213 + 40, `${flood.refused} answers to a flood`);
  assert.equal(flood.closed, 1);
  await inner.locator("[data-tool=circle]").click();
  assert.equal(await inner.locator("[data-hook=tool-hint]").isVisible(), true, "the visitor goes on");
  assert.deepEqual(faults, []);
  await close();
});

test("the page around replaces and removes what it has brought, and nothing of the visitor's", async () => {
  const { page, close } = await watchedPage(browser);
  const inner = await openFrame(page, {
    options: { lang: "fr", theme: "dark", center: [-8, 12.6], zoom: 7 },
  });
  await give(page);
  await inner.locator("[data-stat=certain]").waitFor();
  await inner.locator("geobit-map").evaluate((/** @type {any} */ element) => {
    element.addSite({ name: "The visitor's", lon: -7, lat: 12, km: 5 });
  });
  const names = () =>
    inner
      .locator("geobit-map")
      .evaluate((/** @type {any} */ element) =>
        [...element.sites, ...element.routes].map(({ name }) => name),
      );
  await page.evaluate(() =>
    /** @type {any} */ (window).frame.sites([{ name: "Other", lon: -8, lat: 12, km: 5 }]),
  );
  await inner.waitForFunction(() =>
    /** @type {any} */ (document.querySelector("geobit-map")).sites.some(
      (/** @type {any} */ one) => one.name === "Other",
    ),
  );
  assert.deepEqual((await names()).sort(), ["Other", "The visitor's"]);
  await page.evaluate(() => /** @type {any} */ (window).frame.send("clear"));
  await inner.waitForFunction(
    () => /** @type {any} */ (document.querySelector("geobit-map")).sites.length === 1,
  );
  assert.deepEqual(await names(), ["The visitor's"]);
  assert.equal(await inner.locator(".geobit-page").getAttribute("lang"), "fr");
  assert.equal(await inner.locator(".geobit-page").getAttribute("data-theme"), "dark");
  await close();
});

test("the example of a frame has ten lines and shows its sites", async () => {
  const text = await readFile(join(root, "examples/frame.html"), "utf8");
  assert.ok((text.match(/^.*\S.*$/gm)?.length ?? 0) <= 10);
  const folder = await mkdtemp(join(tmpdir(), "geobit-example-"));
  await copyFile(join(root, "examples/incidents.csv"), join(folder, "incidents.csv"));
  await copyFile(join(root, "examples/frame.html"), join(folder, "frame.html"));
  const server = await serve({ "/": folder, "/geobit/": dist }, { "access-control-allow-origin": "*" });
  const { page, faults, close } = await watchedPage(browser);
  await page.goto(`${server.origin}/frame.html`);
  const inner = page.frameLocator("iframe");
  await inner.locator("[data-stat=certain]").waitFor({ timeout: 30_000 });
  assert.match(await inner.locator("[data-stat=certain]").innerText(), /^2/);
  assert.equal(
    await page.locator("iframe").evaluate((frame) => frame.clientHeight),
    460,
    "as high as it wants",
  );
  assert.equal(await page.locator("#shared").textContent(), "Nothing is shared.");
  assert.deepEqual(
    faults.filter((fault) => !fault.includes("404")),
    [],
  );
  await close();
  await server.close();
  await rm(folder, { recursive: true });
});
