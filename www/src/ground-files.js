// The files of the map's ground, which lie beside the page. Where the page is a part of another document, they come with its script
// (`build/element/inlined.js`).
import { words } from "./words/index.js";

/** @typedef {"countries" | "towns" | "countries-fine"} GroundFile */

/** @param {GroundFile} name @returns {Promise<any>} */
export async function groundFile(name) {
  const response = await fetch(`./basemap/${name}.json`);
  if (!response.ok) throw new Error(words.map.basemapMissing(name, response.status));
  return response.json();
}
