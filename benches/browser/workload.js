// The timed workload: synthetic incidents clustered around towns, an area and a route, all from one seed.

/** A small generator of uniform numbers (mulberry32), so that every run times the same work. @param {number} seed */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KINDS = ["armedClash", "attackOnCivilians", "abduction", "explosion", "blockade", "looting"];
const [WEST, SOUTH, EAST, NORTH] = [-17, 4, 16, 25];

/**
 * A CSV file of incidents over ten years: 85 % in Gaussian clusters around 400 towns of skewed sizes, 15 % anywhere; a
 * fifth of them located to 25 km only.
 *
 * @param {number} count
 */
export function incidents(count) {
  const next = uniform(20261123);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const towns = Array.from({ length: 400 }, () => ({
    lon: WEST + next() * (EAST - WEST),
    lat: SOUTH + next() * (NORTH - SOUTH),
    spread: 0.05 + 0.4 * next(),
  }));
  const rows = ["id,start,lon,lat,uncertainty_km,kind,actor1,country,place,headline"];
  for (let number = 0; number < count; number++) {
    const town = towns[Math.floor(next() ** 2.5 * towns.length)];
    const clustered = next() < 0.85;
    const lon = clustered ? town.lon + gauss() * town.spread : WEST + next() * (EAST - WEST);
    const lat = clustered ? town.lat + gauss() * town.spread : SOUTH + next() * (NORTH - SOUTH);
    const day = new Date(Date.UTC(2016, 10, 23) + Math.floor(next() * 3652) * 864e5)
      .toISOString()
      .slice(0, 10);
    const kind = KINDS[Math.floor(next() * KINDS.length)];
    const radius = next() < 0.2 ? 25 : 0;
    rows.push(
      `S${number},${day},${lon.toFixed(5)},${lat.toFixed(5)},${radius},${kind},group ${number % 40},Country,Place ${number % 400},Synthetic record of the bench number ${number}`,
    );
  }
  return `${rows.join("\n")}\n`;
}

/** A star of 64 vertices, about 60 km across its middle. @param {number} shift degrees */
export function area(shift = 0) {
  const ring = Array.from({ length: 64 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    const reach = i % 2 === 0 ? 0.54 : 0.44;
    return [-1.5 + shift + reach * Math.cos(angle), 12.4 + reach * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
}

/** A winding road of 2,000 vertices and about 1,050 km. @param {number} shift degrees */
export function road(shift = 0) {
  const coordinates = Array.from({ length: 2000 }, (_, i) => {
    const t = i / 1999;
    return [-8 + 9.4 * t, 12.6 + shift * t + 0.35 * Math.sin(9 * t) + 0.004 * Math.sin(400 * t)];
  });
  return { type: "LineString", coordinates };
}
