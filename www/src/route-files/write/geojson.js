// Writes GeoJSON of the route alone; its segments have a file of their own.

/** @param {import("../write.js").NamedLine} line */
export const toGeojson = ({ name, coordinates }) =>
  `${JSON.stringify({ type: "Feature", properties: { name }, geometry: { type: "LineString", coordinates } })}\n`;
