// Writes GeoJSON of the route alone; its segments have a file of their own.
import { writableText } from "../../plain-text.js";

/** Writes JSON whose texts every reader accepts. @param {unknown} value @param {number} [indent] */
export const toJson = (value, indent) =>
  JSON.stringify(value, (_, member) => (typeof member === "string" ? writableText(member) : member), indent);

/** @param {import("../write.js").NamedLine} line */
export const toGeojson = ({ name, coordinates }) =>
  `${toJson({ type: "Feature", properties: { name }, geometry: { type: "LineString", coordinates } })}\n`;
