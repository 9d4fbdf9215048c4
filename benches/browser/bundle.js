// The peers as one module: their packages name each other, which a browser does not resolve.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { root } from "../../tests/browser/harness.js";

/** @returns {Promise<string>} the folder with `libraries.js` */
export async function bundlePeers() {
  if (!existsSync(`${root}benches/node_modules`))
    throw new Error("The peers are not installed; `cargo xtask bench` does that, or npm ci in benches.");
  const folder = `${root}target/bench`;
  await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "esnext",
      // As they are: how they are written is their own affair.
      minify: false,
      lib: { entry: "libraries.js", formats: ["es"], fileName: () => "libraries.js" },
    },
  });
  return folder;
}
