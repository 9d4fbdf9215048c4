// Uses the page as a person does, with places that nobody else has, and looks at what left it.
import assert from "node:assert/strict";
import { LEAKS, OWN_LEAKS, WAYS_OUT } from "../browser/leaks.js";
import { NotRun } from "./programs.js";

const LONGEST_MS = 120_000;
/** How long nothing may come before it is taken for nothing. */
const SILENCE_MS = 1500;
/** Fewer doors than these in a page of nobody say that this browser is not watched as it should be. */
const LEAST_DOORS = 10;

/** The site and the route: no place of the page has these digits. */
const SITE = { typed: "12.739481, -7.951627" };
const ROAD = [
  [-7.951627, 12.739481],
  [-7.262915, 12.518473],
  [-6.839152, 12.114726],
];
const NAME = "Canary Kokoro";
const CANARY = /739481|951627|262915|518473|839152|114726|canary kokoro/i;

const gpx = `<gpx version="1.1" creator="test"><trk><name>${NAME}</name><trkseg>${ROAD.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"/>`).join("")}</trkseg></trk></gpx>`;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {import("./run.js").Driver} driver @param {string} code an expression
 * @param {string} what
 */
async function until(driver, code, what) {
  const limit = Date.now() + LONGEST_MS;
  for (;;) {
    // While a document gives way to the next, nobody answers.
    const holds = await driver.run(`return Boolean(${code})`).catch(() => false);
    if (holds) return;
    if (Date.now() > limit) throw new Error(`the page does not come to this: ${what}`);
    await wait(100);
  }
}

/** @param {{ length: number }} list */
async function untilQuiet(list) {
  for (let seen = -1; seen !== list.length; ) {
    seen = list.length;
    await wait(SILENCE_MS);
  }
}

const idle = "await window.geobitPage.idle();";
/** The answer that is shown, as text that is the same for the same numbers. */
const ANSWER = `${idle}
  const plain = (value) =>
    ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value, plain)
    : typeof value === "object" && value !== null ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, plain(value[key])]))
    : typeof value === "number" && !Number.isFinite(value) ? String(value)
    : value;
  const { geofence, route } = window.geobitPage.answer();
  return JSON.stringify(plain(geofence ?? route));`;

/** @param {string} name @param {string} content */
const dropped = (name, content) => `
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));`;

/** Plants leaks one after the other. @param {import("./run.js").Driver} driver @param {Record<string, string>} leaks @param {string} address */
async function plant(driver, leaks, address) {
  for (const [door, code] of Object.entries(leaks)) {
    const leak = code.replaceAll("$", `${address}/${encodeURIComponent(door)}`);
    await driver.run(`(async () => { ${leak} })().catch(() => {});`).catch(() => {});
  }
}

/** Returns the doors by which something came to an address. @param {import("./network.js").Noted[]} list @param {string} start of the path */
const cameBy = (list, start) => [
  ...new Set(
    list.flatMap(({ path }) =>
      path.startsWith(start) ? path.slice(start.length + 1).replace(/\?$/, "") : [],
    ),
  ),
];

/**
 * @param {import("./run.js").Driver} driver
 * @param {Awaited<ReturnType<typeof import("./network.js").startNetwork>>} network
 */
export async function use(driver, { requests, origins }) {
  await driver.open(`${origins.own}/`);
  await until(
    driver,
    `"ready" in document.documentElement.dataset && "complete" in document.documentElement.dataset`,
    "it can be used",
  );
  await until(driver, `document.documentElement.dataset.offline !== "fetching"`, "it is kept, or cannot be");
  await until(driver, `document.querySelector("[data-wall=lock]")`, "it can be locked");
  await untilQuiet(requests.own);
  const before = { own: requests.own.length, proxied: requests.proxied.length };
  const address = await driver.run("return location.href + document.title + history.length");

  await driver.run(`document.querySelector("[data-hook=try]").open = true;`);
  await driver.type("[data-hook=coordinates]", SITE.typed);
  await until(driver, "window.geobitPage.shapes().length === 1", "a circle that was typed is there");
  const answers = [await driver.run(ANSWER)];
  await driver.run(dropped(`${NAME}.gpx`, gpx));
  await until(driver, "window.geobitPage.shapes().length === 2", "a route that was dropped is there");
  answers.push(await driver.run(ANSWER));
  await driver.type("[data-hook=search] input", SITE.typed);
  await driver.run(`document.querySelector("[data-tab=incidents]").click(); ${idle}`);
  await driver.run(`document.querySelector("[data-tab=compare]").click(); ${idle}`);
  await driver.run(
    dropped(
      `${NAME}.csv`,
      `id,start,lat,lon,kind,headline\n1,2026-03-01,12.739481,-7.951627,armedClash,${NAME}\n`,
    ),
  );
  await until(
    driver,
    `document.querySelector("[data-hook=data-mark]").textContent.includes(${JSON.stringify(NAME)})`,
    "a log that was dropped is shown",
  );
  await driver.run(idle);
  await untilQuiet(requests.own);

  assert.deepEqual(
    requests.own.slice(before.own).map(({ path }) => path),
    [],
    "requests after the first shape",
  );
  assert.equal(
    await driver.run("return location.href + document.title + history.length"),
    address,
    "the address, the title and the history",
  );
  const counted = await driver.run(`return document.querySelector("[data-wall=requests]").textContent`);
  assert.match(counted, /: 0\.$/, "what the page counts");
  const hasPolicy = `return document.querySelector("[data-wall=no-policy]").hidden && (await window.geobitPage.hasPolicy())`;
  assert.equal(await driver.run(hasPolicy), true, "the worker's policy");
  const kept = await driver.run(
    `return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases?.(), await caches.keys()])`,
  );
  assert.doesNotMatch(kept, CANARY, "what is kept");
  for (const { text } of [...requests.own, ...requests.elsewhere, ...requests.proxied])
    assert.doesNotMatch(text, CANARY, "what was sent");
  const others = new Set(requests.proxied.slice(before.proxied).map(({ path }) => path));

  // The page is as it is served: nothing goes to another host, but by the doors that this browser keeps open.
  await plant(driver, LEAKS, `${origins.elsewhere}/page`);
  await wait(SILENCE_MS);
  assert.deepEqual(cameBy(requests.elsewhere, "/page"), driver.openDoors, "leaks to another host");

  await driver.run(`document.querySelector("[data-wall=lock]").click();`);
  const said = await driver.run(`return document.querySelector("[data-hook=wall]").textContent`);
  const stopsNavigation = await driver.run(`return "navigation" in window`);
  assert.equal(said.includes("does not let a page stop that"), !stopsNavigation);
  const leaks = { ...LEAKS, ...OWN_LEAKS, ...(stopsNavigation && WAYS_OUT) };
  await plant(driver, leaks, `${origins.elsewhere}/locked`);
  await plant(driver, leaks, `${origins.own}/locked`);
  await wait(SILENCE_MS);
  assert.deepEqual(cameBy(requests.elsewhere, "/locked"), [], "leaks of a locked page to another host");
  assert.deepEqual(cameBy(requests.own, "/locked"), [], "leaks of a locked page to its own host");
  const counts = await driver.run(`${idle} return window.geobitPage.shapes().length`);
  assert.equal(counts, 2, "a locked page goes on");

  await driver.open(`${origins.nobody}/blank.html`);
  await until(
    driver,
    `location.href.endsWith("/blank.html") && document.readyState === "complete"`,
    "a page of nobody is there",
  );
  await plant(driver, LEAKS, `${origins.elsewhere}/nobody`);
  await wait(2 * SILENCE_MS);
  const open = cameBy(requests.elsewhere, "/nobody");
  if (open.length < LEAST_DOORS)
    throw new NotRun(`in a page of nobody only ${open.join(", ")} were seen: too few to show anything`);

  const byItself = others.size > 0 ? `; the browser itself asked for ${[...others].join(", ")}` : "";
  return {
    answers: answers.join("\n"),
    says: `no request after the first shape, no canary, ${open.length} doors closed${stopsNavigation ? ", navigation too once locked" : "; navigation stays open when locked, as the page says"}${byItself}`,
  };
}
