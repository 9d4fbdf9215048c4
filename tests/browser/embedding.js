// What the tests of the element and of the frame share: the built files with their headers, and a partner's page on another origin.
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, serve } from "./harness.js";

export const dist = join(root, "www/dist-embed");

/** The built module and its integrity. */
export async function builtElement() {
  const text = await readFile(join(dist, "integrity.json"), "utf8").catch(() => {
    throw new Error("The element is not built; build it with: npm run build-element -w www");
  });
  const [[file, integrity]] = Object.entries(JSON.parse(text));
  return { file, integrity };
}

/** Serves the element and the frame as their host does. */
export async function serveEmbedded() {
  await builtElement();
  const text = await readFile(join(dist, "_headers"), "utf8");
  const pairs = [...text.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return serve({ "/": dist }, Object.fromEntries(pairs));
}

/** Serves a partner's host, whose pages the tests write. */
export async function servePartner() {
  const folder = await mkdtemp(join(tmpdir(), "geobit-partner-"));
  await copyFile(join(root, "examples/incidents.csv"), join(folder, "incidents.csv"));
  const server = await serve({ "/": folder });
  let pages = 0;
  return {
    origin: server.origin,
    /**
     * Opens a page of the partner.
     * @param {import("playwright").Page} page @param {string} body
     * @param {{ head?: string, policy?: string }} [more]
     */
    async open(page, body, { head = "", policy } = {}) {
      pages += 1;
      const meta = policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : "";
      const html = `<!doctype html><html><head>${meta}<title>A partner</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
      await writeFile(join(folder, `page-${pages}.html`), html);
      await page.goto(`${server.origin}/page-${pages}.html`);
    },
    /** Adds a file. @param {string} name @param {string | Uint8Array} content */
    write: (name, content) => writeFile(join(folder, name), content),
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
