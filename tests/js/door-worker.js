// A worker that runs the package's, and tells what code in it can still reach. What it plants runs after the engine has started.
import { runInThisContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import { DOORS, NAVIGATOR_DOORS } from "../../pkg/src/doors.js";

const navigatorOf = () => /** @type {any} */ (globalThis).navigator ?? {};
const open = () => [
  ...DOORS.filter((name) => /** @type {any} */ (globalThis)[name] !== undefined),
  ...NAVIGATOR_DOORS.filter((name) => navigatorOf()[name] !== undefined),
];

const before = open();
await import("geobit/worker");

/** @param {string} code */
async function plant(code) {
  try {
    return { value: await runInThisContext(code) };
  } catch (error) {
    return { error: String(error) };
  }
}

parentPort?.on("message", async ({ planted }) => {
  if (planted === undefined) return;
  parentPort?.postMessage({ told: { before, after: open(), ...(await plant(planted)) } });
});
