import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Script } from "node:vm";
import { bundledFiles } from "../../pkg/build/bundle.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const windows = process.platform === "win32";

/** @param {string} command @param {string[]} args @param {string} cwd */
const run = async (command, args, cwd) =>
  (await promisify(execFile)(command, args, { cwd, shell: windows })).stdout;

let folder = "";
/** @type {string[]} */
let packed = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "geobit-package-"));
  const pack = ["pack", "--workspace", "pkg", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename, files }] = Object.values(JSON.parse(await run("npm", pack, root)));
  packed = files.map((/** @type {{ path: string }} */ { path }) => path);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`], folder);
});

after(() => rm(folder, { recursive: true, force: true }));

test("the tarball holds the code, its types and its documents, and nothing else", async () => {
  for (const path of [
    "src/index.js",
    "worker.js",
    "worker.d.ts",
    "dist/workbooks.js",
    "dist/pack-writer.js",
    "NOTICES.md",
    "wasm/geobit.js",
    "wasm/geobit_bg.wasm",
    "wasm/geobit_readers.js",
    "wasm/geobit_roads.js",
    "wasm/geobit_readers_bg.wasm",
    "wasm/geobit_roads_bg.wasm",
    "geobit.d.ts",
    "geobit_bg.wasm.d.ts",
    "geobit_readers_bg.wasm.d.ts",
    "geobit_roads_bg.wasm.d.ts",
    "element.d.ts",
    "custom-elements.json",
    "README.md",
  ]) {
    assert.ok(packed.includes(path), path);
  }
  const expected =
    /^(src\/[\w-]+\.js|dist\/[\w-]+\.js|element\/(geobit-map\.js|NOTICES\.md)|custom-elements\.json|wasm\/geobit(_readers|_roads)?(\.js|_bg\.wasm)|worker\.js|\w+(_bg\.wasm)?\.d\.ts|package\.json|(README|NOTICES)\.md|LICENSE(-\w+)?)$/;
  assert.deepEqual(
    packed.filter((path) => !expected.test(path)),
    [],
  );
});

test("the bundled files are those of the sources", async () => {
  for (const [name, text] of await bundledFiles())
    assert.ok(
      (await readFile(join(root, "pkg", name), "utf8")) === text,
      `pkg/${name} is older than its sources: npm run build -w pkg`,
    );
});

test("the package depends on no other: its libraries are in it, with their notices", async () => {
  const names = await readdir(join(folder, "node_modules"));
  assert.deepEqual(
    names.filter((name) => !name.startsWith(".")),
    ["geobit"],
  );
  const notices = await readFile(join(folder, "node_modules/geobit/NOTICES.md"), "utf8");
  const [ofLibraries, ofCrates] = notices.split("# Crates in the WebAssembly modules");
  assert.match(ofCrates, /^## .*\bparquet \d/m);
  assert.deepEqual(
    [...ofLibraries.matchAll(/^## ([\w-]+) /gm)].map(([, name]) => name),
    ["fflate", "hyparquet", "hyparquet-writer", "read-excel-file"],
  );
});

test("the worker is one script, which runs as a module and otherwise", async () => {
  const code = await readFile(join(folder, "node_modules/geobit/worker.js"), "utf8");
  new Script(code); // a module with an import or an export is no script
  assert.doesNotMatch(code, /\bimport\s*\(|\bimport\.meta\b|\bimportScripts\(/);
});

test("the example of the README runs where the tarball is installed", async () => {
  const readme = await readFile(join(folder, "node_modules/geobit/README.md"), "utf8");
  const example = /```js\n(.*?)```/s.exec(readme)?.[1];
  assert.ok(example);
  await writeFile(join(folder, "example.js"), example);
  const output = await run(process.execPath, ["example.js"], folder);
  assert.match(
    output,
    /^2 recorded within 10 km, the nearest 4\.9 km away\n2 recorded within 5 km of a road of 49 km\n$/,
  );
});

test("the example of the project's README runs where the tarball is installed", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const example = /```js\n(.*?)```/s.exec(readme)?.[1];
  assert.ok(example);
  await writeFile(join(folder, "try.mjs"), example);
  const output = await run(process.execPath, ["try.mjs"], folder);
  assert.equal(output, "2 recorded within 10 km, the nearest 4.9 km away\n");
});

test("a worker works where the tarball is installed, and does not keep the process running", async () => {
  const code = 'import { open } from "geobit"; console.log((await open({ worker: true })).version);';
  await writeFile(join(folder, "worker.js"), code);
  assert.match(await run(process.execPath, ["worker.js"], folder), /^\d+\.\d+\.\d+\n$/);
});

test("the types hold for a strict TypeScript project", async () => {
  const code = `
    import { type GeofenceReport, GeobitError, open, type Snapshot } from "geobit";
    using geobit = await open({ worker: false });
    const snapshot: Snapshot = await geobit.load(new URL("https://example.org/a.csv"), {
      mapping: { start: "date" },
      onProgress: ({ phase, done, total }) => console.log(phase.length + done + total),
    });
    const area = { type: "Feature", geometry: { type: "Point", coordinates: [0, 0] }, properties: { radiusKm: 5 } } as const;
    const report: GeofenceReport = await snapshot.geofence({ ...area, geometry: { type: "Point", coordinates: [0, 0] } });
    const share: Float32Array = report.share;
    const place: number | undefined = new GeobitError("badGeometry", "words", { vertex: 3 }).at?.vertex;
    // @ts-expect-error: there is no such option
    await snapshot.route({ type: "LineString", coordinates: [[0, 0], [1, 1]] }, { corridor: 5 });
    // @ts-expect-error: without an incident in the baseline there is no ratio
    const ratio: number = report.change.ratio;
    console.log(share, place, ratio);
  `;
  await writeFile(join(folder, "consumer.ts"), code);
  await checkTypes("consumer.ts", code, "es2022,dom");
});

test("the types hold without those of a browser, and for the worker and the WebAssembly", async () => {
  const code = `
    import { open, type OpenOptions } from "geobit";
    import readersWasm from "geobit/geobit_readers_bg.wasm";
    import wasm from "geobit/geobit_bg.wasm";
    import "geobit/worker";
    const options: OpenOptions = { wasm: wasm satisfies string, readersWasm, worker: false };
    using geobit = await open(options);
    const snapshot = await geobit.load(new Uint8Array(3), { signal: { aborted: false } });
    const count: number = snapshot.summary.count;
    const place: "worker" | "blobWorker" | "thisThread" = geobit.runsIn;
    const reasons: readonly string[] = geobit.fallbacks;
    await open({ worker: { postMessage(_message: unknown) {} }, wasm: new DataView(new ArrayBuffer(8)) });
    // @ts-expect-error: a number is no code
    await open({ wasm: 5 });
    // @ts-expect-error: the types of the platform are not the package's own
    type Own = import("geobit").Blob;
    export { count, place, reasons };
  `;
  await checkTypes("platform.ts", code, "es2022");
});

/** @param {string} name @param {string} code @param {string} lib */
async function checkTypes(name, code, lib) {
  await writeFile(join(folder, name), code);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, ...options, "--lib", lib, name], folder).catch(({ stdout }) =>
    assert.fail(stdout),
  );
}
