// A record that begins within the days that it is compared with: what is usual, a trend and an alarm are not told, but when it begins.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, openPage, openPart, settled, stat } from "./driver.js";
import { browser, server } from "./opened.js";

const HEADER = "id,start,lat,lon,uncertainty_km,kind\n";
/** An incident a day, up to the end of November 2026. @param {number} days */
const daily = (days) =>
  HEADER +
  Array.from({ length: days }, (_, i) => {
    const day = new Date(Date.UTC(2026, 10, 30 - i)).toISOString().slice(0, 10);
    return `d${i},${day},12.64,-8.02,0,riot`;
  }).join("\n");

for (const [days, begins] of /** @type {const} */ ([
  [60, "2 Oct 2026"],
  [50, "12 Oct 2026"],
])) {
  test(`with a record of ${days} days, nothing is said to be usual, rising or ringing`, async () => {
    const { page, faults, close } = await openPage(browser, server.origin);
    await drop(page, "short.csv", new TextEncoder().encode(daily(days)));
    await page.locator("[data-hook=data-mark] strong", { hasText: "short.csv" }).waitFor();
    await settled(page);
    await openPart(page, "try");
    for (const at of ["12.64, -8.01", "12.64, -8.03"]) {
      await page.getByLabel("Circle at latitude, longitude").fill(at);
      await page.keyboard.press("Enter");
      await settled(page);
    }
    assert.equal(await stat(page, "answer-usual"), "–");
    const body = page.locator("[data-hook=result-body]");
    const text = ((await body.textContent()) ?? "").replaceAll("\u00a0", " ");
    assert.match(text, new RegExp(`not known: the record begins on ${begins}`));
    assert.match(text, new RegExp(`Trend: too few weeks to say: the record begins on ${begins}\\.`));
    assert.doesNotMatch(text, /rising|ringing|as usual at the rate/);
    assert.equal(await body.locator("svg.chart .band").count(), 0);

    await page.getByRole("tab", { name: "Compare" }).click();
    await settled(page);
    const cell = page.locator(".sites-table tbody tr").first();
    assert.match((await cell.textContent()) ?? "", new RegExp(`record from ${begins}`));
    assert.deepEqual(faults, []);
    await close();
  });
}

/** Guards against a bug: nine incidents on nine days were told as 0.321 a day of 28, and the days before the record as a count of none. */
test("with a record of 9 days, no rate of 28 days is told, and no count of the days before it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "short.csv", new TextEncoder().encode(daily(9)));
  await page.locator("[data-hook=data-mark] strong", { hasText: "short.csv" }).waitFor();
  await settled(page);
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill("12.64, -8.01");
  await page.keyboard.press("Enter");
  await settled(page);
  const body = page.locator("[data-hook=result-body]");
  const rows = await body.locator("table tr").allInnerTexts();
  const rowOf = (/** @type {string} */ name) => rows.find((row) => row.startsWith(name)) ?? "";
  assert.match(rowOf("Recorded"), /\b9\b.*–$/s, rows.join("\n"));
  assert.match(rowOf("Per day"), /–\s+–$/, rows.join("\n"));
  assert.doesNotMatch(rows.join("\n"), /0\.321/);
  assert.deepEqual(faults, []);
  await close();
});
