// Writes the files of the package that are bundled: `npm run build -w pkg`, after each change to `pkg/src`. `cargo xtask build` does so
// when the engine is built.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundledFiles } from "./bundle.js";

for (const [name, text] of await bundledFiles()) {
  const path = join(import.meta.dirname, "..", name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
