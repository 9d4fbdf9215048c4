// Tracks and routes of GPX, lines of KML. The text is hostile until it is read: XML without document types, so nothing in
// it can grow or fetch, and what a KML links to stays where it is.
import { gpx, kml } from "@tmcw/togeojson";
import { linesOf } from "../features.js";

const READERS =
  /** @type {Record<string, (document: any) => GeoJSON.FeatureCollection<GeoJSON.Geometry | null>>} */ ({
    gpx,
    kml,
  });

/** @param {string} text @returns {import("../lines.js").Line[]} */
export function linesOfXml(text) {
  const document = parse(text);
  const root = document.documentElement.localName.toLowerCase();
  const reader = READERS[root];
  if (!reader) throw new Error(`It is neither GPX nor KML: its outermost element is <${root.slice(0, 40)}>.`);
  const lines = linesOf(reader(document).features);
  if (lines.length === 0 && document.getElementsByTagNameNS("*", "NetworkLink").length > 0)
    throw new Error(
      "It has no line, only links to other files, which are not fetched; open those files instead.",
    );
  return lines;
}

/** @param {string} text */
function parse(text) {
  if (/<!DOCTYPE/i.test(text))
    throw new Error(
      "It declares a document type, which neither GPX nor KML has; export it anew without one.",
    );
  const document = new DOMParser().parseFromString(text, "application/xml");
  const problem = document.querySelector("parsererror");
  if (problem) throw new Error(`It is not well-formed XML. ${firstLine(problem.textContent ?? "")}`);
  return document;
}

/** What the parser says, without the page of error around it. @param {string} words */
const firstLine = (words) => (/error on line[^\n]*/.exec(words)?.[0] ?? "").slice(0, 200);
