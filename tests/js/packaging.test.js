import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

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
    "src/worker.js",
    "wasm/geobit.js",
    "wasm/geobit_bg.wasm",
    "wasm/geobit_readers.js",
    "wasm/geobit_readers_bg.wasm",
    "geobit.d.ts",
    "README.md",
  ]) {
    assert.ok(packed.includes(path), path);
  }
  const expected =
    /^(src\/[\w-]+\.js|wasm\/geobit(_readers)?(\.js|_bg\.wasm)|geobit\.d\.ts|package\.json|README\.md|LICENSE(-\w+)?)$/;
  assert.deepEqual(
    packed.filter((path) => !expected.test(path)),
    [],
  );
  assert.deepEqual(
    await readdir(join(folder, "node_modules")).then((names) =>
      names.filter((name) => !name.startsWith(".")),
    ),
    // Workbooks are read and packs are written by one library each and what it needs; everything else is the engine's own.
    [
      ...[
        "fflate",
        "geobit",
        "graceful-fs",
        "hyparquet",
        "hyparquet-writer",
        "node-int64",
        "read-excel-file",
      ],
      ...["saxen", "unzipper-esm", "worker-f"],
    ],
  );
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
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom",
    "--types",
    "",
  ];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, ...options, "consumer.ts"], folder).catch(({ stdout }) =>
    assert.fail(stdout),
  );
});
