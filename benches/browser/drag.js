// Times dragging on the built page, end to end. A file of synthetic incidents is opened as a user opens one. A circle, two
// polygons and a route are put on the map one after the other, and a corner of each is dragged with the mouse in small steps. A step lasts from the mouse's event to the end of the page's update with the new numbers.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lookAt, onScreen, openPage, settled } from "../../tests/browser/driver.js";
import { servePage } from "../../tests/browser/harness.js";
import { watch } from "./drag-watch.js";
import { csv } from "./synthetic-csv.js";
import { percentiles } from "./timing.js";
import { area, incidents, lineString, polygon, road } from "./workload.js";

/** @import { Browser, Page } from "playwright" */
/** @import { Drag, Dragged } from "./types.d.ts" */

const STEPS = 120;
/** Number of pixels after which a press is a drag and no longer a click. */
const START = 16;
/** How long the program that moves the mouse rests after a step: unlike a hand, it would need the processor meanwhile. */
const STILL_MS = 60;

const country = area().map(([lon, lat]) => [-1.5 + 10 * (lon + 1.5), 12.4 + 10 * (lat - 12.4)]);
/** The shapes, each with the index of the corner that is dragged. */
const SHAPES = [
  {
    name: "circle of 1 km",
    kind: "circle",
    km: 1,
    geometry: { type: "Point", coordinates: [0, 20] },
    corner: 0,
  },
  { name: "polygon of 60 km, 64 corners", kind: "polygon", km: 0, geometry: polygon(area()), corner: 16 },
  { name: "polygon of 600 km, 64 corners", kind: "polygon", km: 0, geometry: polygon(country), corner: 16 },
  { name: "route of 2,000 corners", kind: "route", km: 5, geometry: lineString(road()), corner: 900 },
];

/** @param {Browser} browser @param {number} count incidents @returns {Promise<Drag>} */
export async function measureDrag(browser, count) {
  const folder = await mkdtemp(join(tmpdir(), "geobit-drag-"));
  const server = await servePage();
  try {
    const file = join(folder, "synthetic.csv");
    await writeFile(file, csv(incidents(count)));
    const { page, faults, close } = await openPage(browser, server.origin, {
      viewport: { width: 1280, height: 800 },
    });
    await page.evaluate(watch);
    const opened = performance.now();
    await page.setInputFiles("[data-hook=file]", file);
    await page
      .locator("[data-hook=data-mark] strong", { hasText: "synthetic.csv" })
      .waitFor({ timeout: 300_000 });
    await settled(page);
    const openedMs = performance.now() - opened;
    await takeSteps(page);
    const shapes = [];
    for (const { corner, ...shape } of SHAPES) shapes.push(await dragShape(page, rounded(shape), corner));
    await close();
    return { count, steps: STEPS, openedMs, shapes, faults };
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * Puts a shape on the map, moves the map to it, drags a corner and removes the shape.
 * @param {Page} page @param {any} shape @param {number} corner @returns {Promise<Dragged>}
 */
async function dragShape(page, shape, corner) {
  await page.evaluate((made) => /** @type {any} */ (window).geobitPage.addShape(made), shape);
  const [wests, souths] = [0, 1].map((axis) => corners(shape.geometry).map((at) => at[axis]));
  await lookAt(page, [Math.min(...wests), Math.min(...souths), Math.max(...wests), Math.max(...souths)]);
  await calm(page);
  const dragged = { shape: shape.name, ...(await drag(page, corner)) };
  await page.getByRole("button", { name: `Remove ${shape.name}` }).click();
  await settled(page);
  return dragged;
}

/** @param {any} geometry @returns {number[][]} */
function corners({ type, coordinates: [first, ...rest] }) {
  if (type === "Polygon") return first;
  const around = [-0.5, 0.5].map((away) => [first + away, rest[0] + away]);
  return type === "Point" ? around : [first, ...rest];
}

/** Returns the shape with numbers of six decimals, as the drawing tools hold places. @template T @param {T} shape @returns {T} */
function rounded(shape) {
  return JSON.parse(
    JSON.stringify(shape, (_, value) => (typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value)),
  );
}

/** @param {Page} page @param {number} corner */
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
  // Playwright's own mouse would keep working while the step is answered, so the browser's protocol is used.
  const protocol = await page.context().newCDPSession(page);
  const held = /** @type {const} */ ({ type: "mouseMoved", button: "left", buttons: 1 });
  for (let step = 0; step < STEPS; step++) {
    // Up by 15 pixels in quarters, then from the start again.
    const to = { x: x + (step % 2), y: y - START - 1 - (step % 60) / 4 };
    await protocol.send("Input.dispatchMouseEvent", { ...held, ...to });
    await pause(STILL_MS);
    await page.evaluate(() => /** @type {any} */ (window).geobitBench.answered());
    const entries = await takeSteps(page);
    for (const { name, ms } of entries) {
      if (name === "step") {
        steps.push(ms);
        continue;
      }
      const part = name.replace("geobit:", "");
      parts[part] ??= [];
      parts[part].push(ms);
    }
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
    step: percentiles(steps),
    parts: Object.fromEntries(Object.entries(parts).map(([name, times]) => [name, percentiles(times)])),
  };
}

/** Returns what was recorded since the last call. @param {Page} page @returns {Promise<{ name: string, ms: number }[]>} */
function takeSteps(page) {
  return page.evaluate(() => /** @type {any} */ (window).geobitBench.take());
}

/** Waits until the map has drawn everything. @param {Page} page */
async function calm(page) {
  await settled(page);
  await page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const idle = new Promise((resolve) => map.once("idle", resolve));
    map.triggerRepaint();
    await idle;
  });
}
