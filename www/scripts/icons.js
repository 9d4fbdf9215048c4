// Draws the icons of the installed page from icon.svg: `npm run icons -w www`, with the path of a Chromium in CHROME if Playwright has
// installed none. A maskable icon may be cut to a circle, so that its picture is small on a full ground.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../../tests/browser/harness.js";
import { flatPng } from "./flat-png.js";

const folder = join(import.meta.dirname, "../public");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const ICONS = [
  { name: "icon-192", size: 192, share: 1, ground: "transparent" },
  { name: "icon-512", size: 512, share: 1, ground: "transparent" },
  { name: "maskable-512", size: 512, share: 0.7, ground: "#ffffff" },
  { name: "apple-touch-180", size: 180, share: 0.86, ground: "#ffffff" },
];

mkdirSync(join(folder, "icons"), { recursive: true });
const browser = await launch();
for (const { name, size, share, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${ground} }
     svg { width: ${100 * share}vw; height: ${100 * share}vw }</style>${svg}`,
  );
  const picture = await page.screenshot({ omitBackground: true });
  writeFileSync(join(folder, "icons", `${name}.png`), flatPng(picture));
  await page.close();
}
await browser.close();
