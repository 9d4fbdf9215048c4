import { ask } from "./ask.js";

/** Asks in a page, and leaves the answer where the test finds it. @param {import("geobit").OpenOptions} [options] */
export async function askInPage(options) {
  const read = async (/** @type {string} */ name) => {
    const response = await fetch(`/${name}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const answer = await ask(options, read).catch((error) => ({ error: `${error.code}: ${error.message}` }));
  document.documentElement.dataset.answer = JSON.stringify(answer);
}
