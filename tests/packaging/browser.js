// Opens a built program in Chromium and returns its answer.
import { serve } from "../browser/harness.js";

/**
 * @param {import("playwright").Browser} browser @param {string} address
 * @returns {Promise<any>}
 */
export async function answerOf(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("pageerror", (error) => told.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 400) told.push(`${response.status()} for ${response.url()}`);
  });
  try {
    await page.goto(address);
    const answer = await page
      .waitForFunction(() => document.documentElement.dataset.answer, undefined, { timeout: 60_000 })
      .catch(() => {
        throw new Error(`No answer came. ${told.join("; ")}`);
      });
    return { ...JSON.parse(String(await answer.jsonValue())), told };
  } finally {
    await context.close();
  }
}

/**
 * Serves a folder and returns the answer of the program in it.
 * @param {import("playwright").Browser} browser @param {string} folder @param {Record<string, string>} [headers] @param {string} [path]
 */
export async function answerIn(browser, folder, headers, path = "") {
  const server = await serve({ "/": folder }, headers);
  try {
    return await answerOf(browser, `${server.origin}/${path}`);
  } finally {
    await server.close();
  }
}
