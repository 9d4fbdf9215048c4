// Bundles the peers into one module, since a browser does not resolve the names by which their packages import each other.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { root } from "../../tests/browser/harness.js";

/** Builds the module. @returns {Promise<string>} the folder with `libraries.js` */
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
      // The peers are measured as they are published.
      minify: false,
      lib: { entry: "libraries.js", formats: ["es"], fileName: () => "libraries.js" },
    },
  });
  return folder;
}
