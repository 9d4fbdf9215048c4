// Incidents that never happened, around places that are drawn at random.
import { randomNumbers } from "./random.js";

/** @typedef {{ box: [west: number, south: number, east: number, north: number], count: number, towns: number, spread: number, uncertainKm: number, seed: number }} Recipe `spread` is in degrees */

/** Columns of incidents on 2,000 days: half of them exactly at a town, a quarter known to `uncertainKm` only. @param {Recipe} recipe */
export function incidentsOf({ box: [west, south, east, north], count, towns, spread, uncertainKm, seed }) {
  const random = randomNumbers(seed);
  const places = Array.from({ length: towns }, () => [
    west + (east - west) * random(),
    south + (north - south) * random(),
  ]);
  const at = Array.from({ length: count }, () => {
    const [lon, lat] = places[Math.floor(random() * towns)];
    const most = random() < 0.5 ? 0 : spread;
    return [lon + most * (2 * random() - 1), lat + most * (2 * random() - 1)];
  });
  return {
    lon: Float64Array.from(at, ([lon]) => lon),
    lat: Float64Array.from(at, ([, lat]) => lat),
    day: Int32Array.from({ length: count }, () => 20_000 - Math.floor(random() * 2000)),
    uncertaintyKm: Float32Array.from({ length: count }, (_, i) => (i % 4 === 3 ? uncertainKm : 0)),
  };
}
