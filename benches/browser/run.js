// Times the package in headless Chromium: the workloads of one user's session, cold and warm.
//
//   cargo xtask bench [incidents]      default 100000
//
// Prints a Markdown table. A shared machine is noisy: quote medians, and ratios of one run.
import { fileURLToPath } from "node:url";
import { launch, root, serve } from "../../tests/browser/harness.js";

const count = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(count) || count < 1) {
  console.error(`The number of incidents is ${process.argv[2]}; a whole number from 1 is wanted.`);
  process.exit(2);
}

const here = fileURLToPath(new URL(".", import.meta.url));
const server = await serve({ "/": here, "/pkg/": `${root}pkg` });
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/bench.html`);
  const { rows, memory } = await page.evaluate(measure, count);
  console.log(`${count.toLocaleString("en")} incidents, Chromium ${browser.version()}, milliseconds\n`);
  console.log("| what | first | median | fastest | slowest | runs |\n|---|---|---|---|---|---|");
  for (const { what, times } of rows) {
    const warm = times.slice(1).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
    const shown = [times[0], warm[warm.length >> 1], warm[0], warm.at(-1)];
    console.log(
      `| ${what} | ${shown.map((ms) => (ms === undefined ? "–" : ms.toFixed(2))).join(" | ")} | ${times.length} |`,
    );
  }
  console.log(`\nWebAssembly memory with the snapshot: ${(memory / 2 ** 20).toFixed(1)} MiB`);
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page. @param {number} count */
async function measure(count) {
  const load = (/** @type {string} */ path) => import(path);
  const { open } = await load("/pkg/src/index.js");
  const { incidents, area, road } = await load("/workload.js");
  const file = new Blob([incidents(count)]);
  /** @type {{ what: string, times: number[] }[]} */
  const rows = [];
  const time = async (
    /** @type {string} */ what,
    /** @type {number} */ runs,
    /** @type {(run: number) => Promise<unknown>} */ work,
  ) => {
    const times = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await work(run);
      times.push(performance.now() - start);
    }
    rows.push({ what, times });
  };
  let memory = 0;
  for (const worker of [false, true]) {
    const engine = await open({ worker });
    const via = worker ? "worker" : "in thread";
    let snapshot = await engine.load(file);
    await time(`load from CSV, ${(file.size / 1e6).toFixed(1)} MB, ${via}`, 3, async () => {
      snapshot.close();
      snapshot = await engine.load(file);
    });
    const points = { uncertainty: false };
    // One vertex moves in every run, as under a mouse.
    await time(`geofence of 64 vertices, rows, ${via}`, 41, (run) =>
      snapshot.geofence(area(run * 1e-4), { ...points, detail: "rows" }),
    );
    await time(`geofence of 64 vertices, full report with uncertainty, ${via}`, 41, (run) =>
      snapshot.geofence(area(run * 1e-4)),
    );
    await time(`corridor of 10 km, 2,000 vertices, rows, ${via}`, 41, (run) =>
      snapshot.route(road(run * 1e-4), { ...points, corridorKm: 10, detail: "rows" }),
    );
    await time(`exposure, 2,000 vertices, ${via}`, 21, (run) =>
      snapshot.route(road(run * 1e-4), { ...points, detail: "exposure" }),
    );
    await time(`route of 2,000 vertices, full report with uncertainty, ${via}`, 11, (run) =>
      snapshot.route(road(run * 1e-4)),
    );
    memory = (await engine.memory()).bytes;
    engine.close();
  }
  return { rows, memory };
}
