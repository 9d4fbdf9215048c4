// Writes encoded polylines, rounded to 5 or 6 decimal digits: a metre, or a tenth of it.
import { encode } from "@googlemaps/polyline-codec";

/** @param {GeoJSON.Position[]} coordinates @param {5 | 6} digits */
export const toPolyline = (coordinates, digits) =>
  encode(
    coordinates.map(([lon, lat]) => [lat, lon]),
    digits,
  );
