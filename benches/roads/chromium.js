// Measures in a page of headless Chromium, which asks nobody but this machine.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch, root, serve } from "../../tests/browser/harness.js";

/** @import { Measured, Questions } from "./measure.js" */

/** A page that is isolated from others has a clock of 5 µs, any other one of 100 µs. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * @param {string} folder for what the page is given @param {Uint8Array} extract @param {[number, number][]} pairs @param {Questions} questions
 * @param {boolean} withPeer @returns {Promise<Measured>}
 */
export async function measureInPage(folder, extract, pairs, questions, withPeer) {
  const given = `${folder}/page`;
  await mkdir(given, { recursive: true });
  if (withPeer) await bundlePeer(given);
  await writeFile(`${given}/extract.osm.pbf`, extract);
  const benches = fileURLToPath(new URL("..", import.meta.url));
  const server = await serve({ "/": benches, "/pkg/": `${root}pkg`, "/built/": given }, ISOLATED);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    /** @type {string[]} */
    const foreign = [];
    page.on("request", (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.origin))
        foreign.push(request.url());
    });
    page.on("console", (message) => console.error(`  ${message.text()}`));
    await page.goto(`${server.origin}/roads/page.html`);
    await page.waitForFunction(() => "measureRoads" in window);
    const options = { pairs, questions, withPeer };
    const measured = await page.evaluate(
      (options) => /** @type {any} */ (window).measureRoads(options),
      options,
    );
    if (foreign.length > 0) throw new Error(`The page asked other hosts: ${foreign.join(", ")}`);
    console.log(`In Chromium ${browser.version()}, in whose worker GeoBit works as on the page.\n`);
    return measured;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Bundles the peer into one module, since a browser does not resolve the names of packages. @param {string} folder */
async function bundlePeer(folder) {
  await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "esnext",
      // The peer is measured as it is published.
      minify: false,
      lib: { entry: "libraries.js", formats: ["es"], fileName: () => "libraries.js" },
    },
  });
}
