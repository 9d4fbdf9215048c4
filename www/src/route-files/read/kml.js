// Reads the lines of KML: those of placemarks, and tracks of Google's extension.
import { files as texts } from "../../words/files.js";
import { nameFrom, parseDegrees } from "../lines.js";

/** @param {(line: import("../lines.js").Line) => void} found @returns {import("./xml.js").ElementReader} */
export function createKmlReader(found) {
  let name = "";
  /** @type {unknown[][]} */
  let lines = [];
  let isInPlacemark = false;
  let hasLinks = false;
  return {
    wantsText: (element, parent) =>
      isInPlacemark &&
      ((element === "name" && parent === "Placemark") ||
        (element === "coordinates" && parent === "LineString") ||
        (element === "coord" && parent === "Track")),
    open(element) {
      if (element === "Placemark") [name, lines, isInPlacemark] = ["", [], true];
      else if (element === "Track") lines.push([]);
      else if (element === "NetworkLink") hasLinks = true;
    },
    close(element, parent, text) {
      if (element === "name" && parent === "Placemark") name ||= nameFrom(text);
      else if (element === "coordinates" && parent === "LineString" && text) lines.push(splitTuples(text));
      // A track has an empty place where its receiver had none.
      else if (element === "coord" && parent === "Track" && text) lines.at(-1)?.push(positionOf(words(text)));
      if (element !== "Placemark") return;
      for (const positions of lines) if (positions.length > 1) found({ name, positions });
      [lines, isInPlacemark] = [[], false];
    },
    end() {
      if (hasLinks) throw new Error(texts.onlyLinks);
    },
  };
}

/** Splits at blanks; there are none within a tuple. @param {string} text */
const splitTuples = (text) => words(text).map((tuple) => positionOf(tuple.split(",")));

/** @param {string} text */
const words = (text) => text.split(/\s+/).filter(Boolean);

/** @param {string[]} tuple longitude, latitude and perhaps altitude */
const positionOf = (tuple) => [0, 1].map((i) => parseDegrees(tuple[i] ?? "") ?? tuple[i] ?? "");
