// Writes KML: a placemark with the line.
import { createXml, formatDegrees } from "./xml.js";

/** @param {import("../write.js").NamedLine} line */
export function toKml({ name, coordinates }) {
  const { root, append, text } = createXml("http://www.opengis.net/kml/2.2", "kml");
  const placemark = append(append(root, "Document"), "Placemark");
  append(placemark, "name", name);
  const line = append(placemark, "LineString");
  append(line, "tessellate", "1"); // along the ground, not straight through it
  append(line, "coordinates", coordinates.map((at) => at.map(formatDegrees).join(",")).join(" "));
  return text();
}
