// Refuses to pack a package that was not built: it would be small, and fail where it is installed.
import { existsSync } from "node:fs";
import { join } from "node:path";

const BUILT = [
  "wasm/geobit_bg.wasm",
  "wasm/geobit_readers_bg.wasm",
  "wasm/geobit_roads_bg.wasm",
  "worker.js",
  "dist",
  "element/geobit-map.js",
  "NOTICES.md",
];

const missing = BUILT.filter((name) => !existsSync(join(import.meta.dirname, "..", name)));
if (missing.length > 0) {
  console.error(`The package is not built: ${missing.join(", ")} missing. Run cargo xtask build first.`);
  process.exit(1);
}
