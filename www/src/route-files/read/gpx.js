// Reads tracks and routes of GPX. Each segment of a track is a line, as nothing says how the gap between two was crossed.
import { nameFrom, parseDegrees } from "../lines.js";

/** @param {(line: import("../lines.js").Line) => void} found @returns {import("./xml.js").ElementReader} */
export function createGpxReader(found) {
  let name = "";
  /** @type {unknown[][]} */
  let segments = [];
  const isLine = (/** @type {string} */ element) => element === "trk" || element === "rte";
  return {
    wantsText: (element, parent) => element === "name" && isLine(parent),
    open(element, { lon, lat }) {
      if (isLine(element)) [name, segments] = ["", element === "rte" ? [[]] : []];
      else if (element === "trkseg") segments.push([]);
      else if (element === "trkpt" || element === "rtept")
        segments.at(-1)?.push([lon, lat].map((degrees = "") => parseDegrees(degrees) ?? degrees));
    },
    close(element, parent, text) {
      if (element === "name" && isLine(parent)) name ||= nameFrom(text);
      if (!isLine(element)) return;
      // A receiver that is switched on and off again writes a segment of one point, which is no line.
      for (const positions of segments) if (positions.length > 1) found({ name, positions });
      segments = [];
    },
    end() {},
  };
}
