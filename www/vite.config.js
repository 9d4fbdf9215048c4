import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

/**
 * The built page may talk to nothing but the folder it came from. WebAssembly needs its own permission;
 * `data:` is for the icons in MapLibre's style sheet.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Only the built page: the development server works with inline styles and a socket. */
const contentSecurityPolicy = () => ({
  name: "content-security-policy",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
});

/**
 * What every visit needs, asked for at once and not when the script that uses it has arrived. The same files for
 * everybody: nothing here depends on a site or a route.
 */
const FILES = ["demo.csv", "basemap/countries.json", "basemap/towns.json"];
const preloads = () => ({
  name: "preloads",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: {
    order: /** @type {const} */ ("post"),
    /** @param {string} _ @param {import("vite").IndexHtmlTransformContext} context */
    handler(_, { bundle = {} }) {
      const engine = Object.keys(bundle).filter((file) => file.endsWith(".wasm"));
      const files = FILES.filter((file) => existsSync(join(import.meta.dirname, "public", file)));
      return [...engine, ...files].map((file) => ({
        tag: "link",
        attrs: { rel: "preload", as: "fetch", crossorigin: true, href: `./${file}` },
        injectTo: /** @type {const} */ ("head"),
      }));
    },
  },
});

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page can be hosted in any folder.
  base: "./",
  plugins: [contentSecurityPolicy(), preloads()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // The notices that the licences of the libraries ask for, beside the page.
    license: { fileName: "licenses.md" },
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
