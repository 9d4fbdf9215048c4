// Reads tracks and routes of GPX, and lines of KML. The text may be hostile: document types are refused, so that nothing in it can
// expand or fetch, and links of a KML are not followed.
import { gpx, kml } from "@tmcw/togeojson";
import { words } from "../../words/index.js";
import { linesOf } from "../features.js";

const READERS =
  /** @type {Record<string, (document: any) => GeoJSON.FeatureCollection<GeoJSON.Geometry | null>>} */ ({
    gpx,
    kml,
  });

/** @param {string} text @returns {import("../lines.js").Line[]} */
export function linesOfXml(text) {
  const xml = parse(text);
  const root = xml.documentElement.localName.toLowerCase();
  const reader = READERS[root];
  if (!reader) throw new Error(words.files.notGpxOrKml(root.slice(0, 40)));
  const lines = linesOf(reader(xml).features);
  if (lines.length === 0 && xml.getElementsByTagNameNS("*", "NetworkLink").length > 0)
    throw new Error(words.files.onlyLinks);
  return lines;
}

/** @param {string} text */
function parse(text) {
  if (/<!DOCTYPE/i.test(text)) throw new Error(words.files.documentType);
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const problem = xml.getElementsByTagName("parsererror")[0];
  if (problem) throw new Error(words.files.notXml(firstLine(problem.textContent ?? "")));
  return xml;
}

/** Returns what the parser reports, without the text around it. @param {string} report */
const firstLine = (report) => (/error on line[^\n]*/.exec(report)?.[0] ?? "").slice(0, 200);
