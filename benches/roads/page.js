// Runs in the page: the same measuring as in Node.js.
import { measure } from "./measure.js";

/** @import { Questions } from "./measure.js" */

const { open } = await import(/** @type {string} */ ("geobit"));

/** @param {{ pairs: [number, number][], questions: Questions, withPeer: boolean }} options */
async function measureRoads({ pairs, questions, withPeer }) {
  const libraries = withPeer ? await import(/** @type {string} */ ("/built/libraries.js")) : undefined;
  const extract = new Uint8Array(await (await fetch("/built/extract.osm.pbf")).arrayBuffer());
  const geobit = await open();
  try {
    return await measure(geobit, extract, pairs, questions, libraries, console.log);
  } finally {
    geobit.close();
  }
}

Object.assign(window, { measureRoads });
