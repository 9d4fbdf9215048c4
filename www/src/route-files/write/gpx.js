// Writes GPX as a track, which every receiver reads; many read only a few dozen points of a GPX route.
import { createXml, formatDegrees } from "./xml.js";

/** @param {import("../write.js").NamedLine} line */
export function toGpx({ name, coordinates }) {
  const { root, append, text } = createXml("http://www.topografix.com/GPX/1/1", "gpx");
  root.setAttribute("version", "1.1");
  root.setAttribute("creator", "GeoBit");
  const track = append(root, "trk");
  append(track, "name", name);
  const segment = append(track, "trkseg");
  for (const [lon, lat] of coordinates) {
    const point = append(segment, "trkpt");
    point.setAttribute("lat", formatDegrees(lat));
    point.setAttribute("lon", formatDegrees(lon));
  }
  return text();
}
