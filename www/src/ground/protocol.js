// Hands the tiles of files to the map, which asks for them by an address that leads nowhere else: no request leaves the page.
import { addProtocol } from "maplibre-gl";

const PROTOCOL = "geobit-ground";
/** What is drawn from, by its number in the address. @type {Map<string, { archive: import("./archive.js").Archive, fail: (error: unknown) => void }>} */
const sources = new Map();
let given = 0;

/**
 * Gives an archive an address.
 * @param {import("./archive.js").Archive} archive @param {(error: unknown) => void} fail is told once that the file cannot be read any more
 */
export function giveAddress(archive, fail) {
  if (given === 0) addProtocol(PROTOCOL, ({ url }) => load(url));
  given += 1;
  const number = String(given);
  sources.set(number, { archive, fail });
  return {
    tiles: `${PROTOCOL}://${number}/{z}/{x}/{y}`,
    forget: () => sources.delete(number),
  };
}

/** @param {string} url */
async function load(url) {
  const [number, z, x, y] = url.slice(`${PROTOCOL}://`.length).split("/");
  const source = sources.get(number);
  try {
    const data = await source?.archive.tile(Number(z), Number(x), Number(y));
    return { data: data ?? new ArrayBuffer(0) };
  } catch (error) {
    if (sources.delete(number)) source?.fail(error);
    return { data: new ArrayBuffer(0) };
  }
}
