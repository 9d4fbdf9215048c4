// The page in several browsers: nothing of a site leaves it, and all give the same answers, bit by bit. Each browser is used as it is
// installed; one that is not there is not run, which is no success. See `cargo xtask browsers`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { startChromium } from "./chromium.js";
import { startFirefox } from "./firefox.js";
import { startNetwork } from "./network.js";
import { NotRun } from "./programs.js";
import { use } from "./use.js";
import { startWebkit } from "./webkit.js";

/**
 * @typedef {object} Driver
 * @property {string} version
 * @property {string[]} openDoors by which a page that is not locked reaches other hosts in spite of its policy, as docs/privacy.md says
 * @property {(url: string) => Promise<unknown>} open goes to an address, without waiting for it
 * @property {(code: string) => Promise<any>} run runs the body of an asynchronous function in the page, and returns what it returns as JSON
 * @property {(selector: string, text: string) => Promise<void>} type types into a field, and Enter
 * @property {() => Promise<void>} close
 */
/** @typedef {{ name: string, outcome: "passed" | "failed" | "not run", says: string, hash?: string }} Result */

const BROWSERS = { chromium: startChromium, firefox: startFirefox, webkit: startWebkit };

/** @param {keyof typeof BROWSERS} name @returns {Promise<Result>} */
async function check(name) {
  const network = await startNetwork();
  /** @type {Driver | undefined} */
  let driver;
  try {
    driver = await BROWSERS[name](network);
    const { answers, says } = await use(driver, network);
    const hash = createHash("sha256").update(answers).digest("hex");
    return { name, outcome: "passed", says: `${driver.version}: ${says}`, hash };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const outcome = error instanceof NotRun ? "not run" : "failed";
    return { name, outcome, says: driver ? `${driver.version}: ${message}` : message };
  } finally {
    await driver?.close();
    await network.close();
  }
}

async function main() {
  const wanted = process.argv.slice(2);
  /** @type {Result[]} */
  const results = [];
  for (const name of /** @type {(keyof typeof BROWSERS)[]} */ (Object.keys(BROWSERS)))
    if (wanted.length === 0 || wanted.includes(name)) {
      results.push(await check(name));
      const { outcome, says, hash } = /** @type {Result} */ (results.at(-1));
      console.log(`${name}: ${outcome}: ${says}${hash ? `\n  answers: ${hash}` : ""}`);
    }
  const hashes = new Set(results.flatMap(({ hash }) => hash ?? []));
  if (hashes.size > 1) console.log("failed: the answers are not the same in all browsers");
  if (hashes.size > 1 || results.some(({ outcome }) => outcome === "failed")) process.exitCode = 1;
}

// Node.js 20 has WebSocket behind a switch.
if (globalThis.WebSocket) await main();
else
  process.exitCode =
    spawnSync(process.execPath, ["--experimental-websocket", ...process.argv.slice(1)], { stdio: "inherit" })
      .status ?? 1;
