// Writes incidents as a CSV file that the page opens.

/** @import { Incidents } from "./types.d.ts" */

/** Writing a million lines one by one takes minutes. */
const LINES_PER_CHUNK = 10_000;

/** @param {Incidents} incidents */
export function* csv({ lon, lat, day, kind, kindNames, uncertaintyKm }) {
  let text = "id,start,lon,lat,uncertainty_km,kind\n";
  for (let i = 0; i < lon.length; i++) {
    const date = new Date(day[i] * 864e5).toISOString().slice(0, 10);
    text += `${i},${date},${lon[i]},${lat[i]},${uncertaintyKm[i]},${kindNames[kind[i]]}\n`;
    if (i % LINES_PER_CHUNK === LINES_PER_CHUNK - 1) {
      yield text;
      text = "";
    }
  }
  yield text;
}
