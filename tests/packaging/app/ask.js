import { open } from "geobit";

/**
 * What a partner's program does: opens the engine, loads a table and a workbook, asks about a site, and saves a pack and loads it again.
 * It needs both WebAssembly modules, the worker and all libraries of the package.
 * @param {import("geobit").OpenOptions | undefined} options
 * @param {(name: string) => Promise<Uint8Array>} read returns the bytes of a file
 */
export async function ask(options, read) {
  const geobit = await open(options);
  const snapshot = await geobit.load(await read("incidents.csv.gz"));
  const site = /** @type {const} */ ({ type: "Point", coordinates: [-7.99, 12.64] });
  const { counts, nearest } = await snapshot.geofence(site, { radiusKm: 400 });
  const pack = await geobit.load(await snapshot.toParquet());
  const workbook = await geobit.load(await read("incidents.xlsx"));
  const answer = {
    incidents: snapshot.summary.count,
    certain: counts.certain,
    nearestKm: nearest[0]?.distanceKm,
    inPack: pack.summary.count,
    inWorkbook: workbook.summary.count,
    runsIn: geobit.runsIn,
    fallbacks: geobit.fallbacks,
  };
  geobit.close();
  return answer;
}
