// Incidents as a file that the page opens.

/** @import { Incidents } from "./types.d.ts" */

/** Lines are handed over together: one by one, writing them takes minutes. */
const TOGETHER = 10_000;

/** @param {Incidents} incidents */
export function* csv({ lon, lat, day, kind, kindNames, uncertaintyKm }) {
  let text = "id,start,lon,lat,uncertainty_km,kind\n";
  for (let i = 0; i < lon.length; i++) {
    const date = new Date(day[i] * 864e5).toISOString().slice(0, 10);
    text += `${i},${date},${lon[i]},${lat[i]},${uncertaintyKm[i]},${kindNames[kind[i]]}\n`;
    if (i % TOGETHER === TOGETHER - 1) {
      yield text;
      text = "";
    }
  }
  yield text;
}
