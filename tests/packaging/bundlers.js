// The bundlers: each builds the program as a partner would, with no more settings than the README of the package names.
import { cp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { answerIn, answerOf } from "./browser.js";
import { copyFiles, run, tool } from "./prepare.js";

/** @typedef {{ folder: string, browser: import("playwright").Browser }} Place where a case is built, and what opens it */

/** @param {string} folder */
async function addPage(folder) {
  await copyFiles(join(folder, "built"));
  await cp(join(folder, "index.html"), join(folder, "built/index.html"));
}

/** @param {Place} place */
export async function viteBuild({ folder, browser }) {
  const { build } = await import("vite");
  await build({ root: folder, logLevel: "error", build: { outDir: "built" } });
  return answerIn(browser, join(folder, "built"));
}

/** @param {Place} place */
export async function viteDev({ folder, browser }) {
  const { createServer } = await import("vite");
  const server = await createServer({
    ...{ root: folder, logLevel: "error" },
    server: { host: "127.0.0.1", port: 0, fs: { strict: false } },
  });
  await server.listen();
  try {
    return await answerOf(browser, String(server.resolvedUrls?.local[0]));
  } finally {
    await server.close();
  }
}

/** @param {Place} place */
export async function webpack5({ folder, browser }) {
  const webpack = createRequire(import.meta.url)("webpack");
  const output = { path: join(folder, "built"), filename: "main.js" };
  const stats = await new Promise((resolve, reject) => {
    webpack(
      { mode: "production", context: folder, entry: "./main.js", output },
      (/** @type {Error | null} */ error, /** @type {any} */ stats) =>
        error ? reject(error) : resolve(stats),
    );
  });
  // The size of WebAssembly is warned of, which is no fault.
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const faults = [...errors, ...warnings].map(({ message }) => message).filter((text) => !/size/.test(text));
  if (faults.length > 0) throw new Error(faults.join("\n"));
  await addPage(folder);
  return answerIn(browser, join(folder, "built"));
}

/** @param {Place} place */
export async function rollup({ folder, browser }) {
  const [{ rollup }, { nodeResolve }, { importMetaAssets }] = await Promise.all([
    import("rollup"),
    import("@rollup/plugin-node-resolve"),
    import("@web/rollup-plugin-import-meta-assets"),
  ]);
  const bundle = await rollup({
    input: join(folder, "main.js"),
    plugins: [nodeResolve({ browser: true }), importMetaAssets()],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  await bundle.write({ dir: join(folder, "built"), format: "es" });
  await bundle.close();
  await addPage(folder);
  return answerIn(browser, join(folder, "built"));
}

/** The program is the one in the README of the package. @param {Place} place */
export async function esbuild({ folder, browser }) {
  const readme = await readFile(join(folder, "node_modules/geobit/README.md"), "utf8");
  const example = /## Bundlers.*?```js\n(.*?)```/s.exec(readme)?.[1];
  const ask = 'import { askInPage as open } from "./browser.js";\n';
  await writeFile(join(folder, "readme.js"), ask + example);
  const { build } = await import("esbuild");
  await build({
    ...{ absWorkingDir: folder, bundle: true, format: "esm", logLevel: "silent", outdir: "built" },
    entryPoints: { main: "readme.js", "geobit-worker": "geobit/worker" },
    loader: { ".wasm": "file" },
  });
  await addPage(folder);
  return answerIn(browser, join(folder, "built"));
}

/** Without the settings of the README, the program must say what is missing. @param {Place} place */
export async function esbuildUnset({ folder, browser }) {
  const { build } = await import("esbuild");
  await build({
    ...{ absWorkingDir: folder, bundle: true, format: "esm", logLevel: "silent", outdir: "built" },
    entryPoints: { main: "main.js" },
  });
  await addPage(folder);
  const { error = "nothing was refused" } = await answerIn(browser, join(folder, "built"));
  if (!/^engineFailed: .*geobit_bg\.wasm.*option wasm/.test(error)) throw new Error(error);
}

/** @param {Place} place */
export async function parcel({ folder, browser }) {
  const args = [
    tool("parcel", "lib/bin.js"),
    "build",
    "index.html",
    "--dist-dir",
    "built",
    "--cache-dir",
    ".cache",
  ];
  await run(process.execPath, [...args, "--no-autoinstall"], folder, { NODE_ENV: "production" });
  await copyFiles(join(folder, "built"));
  return answerIn(browser, join(folder, "built"));
}

/** @param {string} bundler the switch that chooses it */
const next =
  (bundler) =>
  async (/** @type {Place} */ { folder, browser }) => {
    await run(process.execPath, [tool("next", "dist/bin/next"), "build", bundler], join(folder, "next"), {
      NEXT_TELEMETRY_DISABLED: "1",
    });
    await copyFiles(join(folder, "next/out"));
    return answerIn(browser, join(folder, "next/out"));
  };
export const nextTurbopack = next("--turbopack");
export const nextWebpack = next("--webpack");
