// Dragging, end to end, in headless Chromium on the built page: `node benches/browser/drag.js [incidents]`, after
// `cargo xtask build` and `npm run build -w www`. A file of synthetic incidents is opened as a user opens one, a polygon
// and a route are put on the map, and one corner of each is dragged with the mouse in small steps. A step lasts from the
// mouse's event to the end of the page's update with the new numbers. Prints JSON, then a table.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookAt, onScreen, openPage, settled } from "../../tests/browser/driver.js";
import { launch, servePage } from "../../tests/browser/harness.js";
import { area, incidents, road } from "./workload.js";

const STEPS = 60;
const START = 16;
const count = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(count) || count < 1) {
  console.error(`The number of incidents is ${process.argv[2]}; a whole number from 1 is wanted.`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "geobit-drag-"));
const [browser, server] = await Promise.all([launch(), servePage()]);
try {
  const file = join(folder, "synthetic.csv");
  await writeFile(file, incidents(count));
  const { page, faults } = await openPage(browser, server.origin, {
    viewport: { width: 1280, height: 800 },
  });
  await page.evaluate(watch);
  const opened = performance.now();
  await page.setInputFiles("#file", file);
  await page.locator("#data-mark strong", { hasText: "synthetic.csv" }).waitFor({ timeout: 300_000 });
  await settled(page);
  const openedMs = performance.now() - opened;
  const [{ ms: columnsMs }] = await takeSteps(page, "geobit:columns");

  const reports = [];
  for (const [name, shape, corner] of /** @type {const} */ ([
    ["tiny circle", { kind: "circle", km: 1, geometry: { type: "Point", coordinates: [0, 20] } }, 0],
    ["polygon, 64 corners", { kind: "polygon", km: 0, geometry: rounded(area()) }, 16],
    [
      "polygon of a country's size, 64 corners",
      {
        kind: "polygon",
        km: 0,
        geometry: rounded({ type: "Polygon", coordinates: [area().coordinates[0].map(widen)] }),
      },
      16,
    ],
    ["route, 2,000 corners", { kind: "route", km: 5, geometry: rounded(road()) }, 900],
  ])) {
    await page.evaluate((made) => /** @type {any} */ (window).geobitPage.addShape(made), { name, ...shape });
    const [wests, souths] = [0, 1].map((axis) => corners(shape.geometry).map((at) => at[axis]));
    await lookAt(page, [Math.min(...wests), Math.min(...souths), Math.max(...wests), Math.max(...souths)]);
    await calm(page);
    reports.push({ shape: name, ...(await drag(page, corner)) });
    await page.getByRole("button", { name: `Remove ${name}` }).click();
    await settled(page);
  }
  const result = {
    ...{ incidents: count, chromium: browser.version(), steps: STEPS },
    ...{ openedMs: round(openedMs), columnsMs: round(columnsMs), reports, faults },
  };
  console.log(JSON.stringify(result, null, 2));
  console.log(
    "\n| dragged | hits | step p50 | p95 | engine | panel | hits' bytes | shapes | event | map frame | its GPU |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|---|");
  for (const { shape, hits, step, parts } of reports) {
    const ms = ["engine", "panel", "hits", "shapes", "event", "frame", "gpu"].map(
      (part) => parts[part]?.p50 ?? "–",
    );
    console.log(`| ${shape} | ${hits} | ${[step.p50, step.p95, ...ms].join(" | ")} |`);
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}

/** @param {any} geometry @returns {number[][]} */
function corners({ type, coordinates: [first, ...rest] }) {
  if (type === "Polygon") return first;
  const around = [-0.5, 0.5].map((away) => [first + away, rest[0] + away]);
  return type === "Point" ? around : [first, ...rest];
}

/** To six digits, as the drawing tools hold places. @param {{ type: string, coordinates: any }} geometry */
function rounded(geometry) {
  return JSON.parse(
    JSON.stringify(geometry, (_, value) =>
      typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value,
    ),
  );
}

/** Ten times as large. @param {number[]} corner */
function widen([lon, lat]) {
  return [-1.5 + 10 * (lon + 1.5), 12.4 + 10 * (lat - 12.4)];
}

/** @param {import("playwright").Page} page @param {number} corner */
async function drag(page, corner) {
  const at = await page.evaluate((index) => {
    const { geometry } = /** @type {any} */ (window).geobitPage.active();
    const { coordinates } = geometry;
    if (geometry.type === "Point") return coordinates;
    return (geometry.type === "Polygon" ? coordinates[0] : coordinates)[index];
  }, corner);
  const { x, y } = await onScreen(page, at);
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.down();
  // The first pixels of a drag could still be a click.
  await page.mouse.move(x, y - START, { steps: 6 });
  await settled(page);
  await takeSteps(page);
  /** @type {number[]} */
  const steps = [];
  /** @type {Record<string, number[]>} */
  const parts = {};
  for (let step = 0; step < STEPS; step++) {
    await page.mouse.move(x + (step % 2), y - START - 1 - step / 4);
    await page.evaluate(() => /** @type {any} */ (window).geobitBench.answered());
    const entries = await takeSteps(page);
    for (const { name, ms } of entries) {
      const part = name.replace("geobit:", "");
      parts[part] ??= [];
      parts[part].push(ms);
    }
    steps.push(...entries.filter(({ name }) => name === "step").map(({ ms }) => ms));
  }
  await page.mouse.up();
  await settled(page);
  parts.gpu = await page.evaluate(() => /** @type {any} */ (window).geobitBench.gpu());
  const hits = await page.evaluate(() => {
    const answer = /** @type {any} */ (window).geobitPage.answer();
    return (answer.geofence ?? answer.route).rows.length;
  });
  return {
    hits,
    step: summary(steps),
    parts: Object.fromEntries(Object.entries(parts).map(([name, times]) => [name, summary(times)])),
  };
}

/** The entries since the last time. @param {import("playwright").Page} page @param {string} [name] @returns {Promise<{ name: string, ms: number }[]>} */
async function takeSteps(page, name) {
  const entries = await page.evaluate(() => /** @type {any} */ (window).geobitBench.take());
  return name ? entries.filter((/** @type {any} */ entry) => entry.name === name) : entries;
}

/** Waits until the map has drawn everything. @param {import("playwright").Page} page */
async function calm(page) {
  await settled(page);
  await page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const idle = new Promise((resolve) => map.once("idle", resolve));
    map.triggerRepaint();
    await idle;
  });
}

/** @param {number[]} times */
function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** @param {number} ms */
function round(ms) {
  return Math.round(ms * 100) / 100;
}

/** Runs in the page: notes when the mouse moved, what the page measures of itself, and what a frame costs. */
function watch() {
  const { map, idle } = /** @type {any} */ (window).geobitPage;
  /** @type {{ name: string, ms: number }[]} */
  let entries = [];
  let moved = 0;
  const note = (/** @type {string} */ name, /** @type {number} */ ms) => entries.push({ name, ms });
  let began = 0;
  window.addEventListener(
    "pointermove",
    () => {
      began = performance.now();
      moved = began;
    },
    { capture: true },
  );
  window.addEventListener("pointermove", () => note("event", performance.now() - began));
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      note(name, duration);
      if (name === "geobit:answer" && moved) {
        note("step", startTime + duration - moved);
        moved = 0;
      }
    }
  }).observe({ entryTypes: ["measure"] });
  const render = map._render.bind(map);
  map._render = (/** @type {unknown[]} */ ...args) => {
    const start = performance.now();
    const result = render(...args);
    note("frame", performance.now() - start);
    return result;
  };
  const pixel = new Uint8Array(4);
  /** @type {any} */ (window).geobitBench = {
    take() {
      const taken = entries;
      entries = [];
      return taken;
    },
    async answered() {
      await idle();
      // Observers are told a moment later.
      await new Promise((resolve) => setTimeout(resolve, 30));
      moved = 0;
    },
    /** How long the graphics card, here a program, works on a frame after the page is done with it. */
    gpu() {
      const gl = map.getCanvas().getContext("webgl2");
      return Array.from({ length: 5 }, () => {
        map.redraw();
        const start = performance.now();
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        return performance.now() - start;
      });
    },
  };
}
