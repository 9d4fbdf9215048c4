import { join } from "node:path";

/** @type {import("next").NextConfig} */
export default {
  output: "export",
  // The tools lie three folders above.
  turbopack: { root: join(import.meta.dirname, "../../..") },
  outputFileTracingRoot: join(import.meta.dirname, "../../.."),
};
