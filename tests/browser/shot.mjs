import { launch, servePage, watchedPage } from "./harness.js";
import { drop, openPage, settled } from "./driver.js";
import { archive } from "../js/archives.js";
const browser = await launch(); const server = await servePage();
const kml = `<kml><Placemark><name>RN7 \u202Eabc</name><LineString><coordinates>-8,12 -7,11</coordinates></LineString></Placemark></kml>`;
for (const [size, options] of [["desktop",{viewport:{width:1280,height:800}}],["phone",{viewport:{width:390,height:844},isMobile:true,hasTouch:true,deviceScaleFactor:2}]]) {
  const { page, close } = await openPage(browser, server.origin, options);
  await drop(page, "two routes of the north.kmz", archive({ "a.kml": kml, "b.kml": kml })); await settled(page); await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/shots/note-${size}.png` });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.evaluate(() => { const { postMessage } = Worker.prototype; Worker.prototype.postMessage = function (m, ...r) { if (m instanceof File) return; postMessage.call(this, m, ...r); }; });
  await drop(page, "a long file name of a route from somewhere.gpx", new Uint8Array(5));
  await page.locator("[data-hook=banner] button").waitFor(); await page.locator("[data-hook=banner] button").focus();
  await page.screenshot({ path: `/tmp/shots/cancel-${size}.png` });
  await close();
}
await browser.close(); await server.close();
