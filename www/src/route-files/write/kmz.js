// Writes KMZ: the KML in a zip archive, as phones and map programs exchange it.
import { strToU8, zipSync } from "fflate";
import { toKml } from "./kml.js";

/** @param {import("../write.js").NamedLine} line */
export const toKmz = (line) => zipSync({ "doc.kml": strToU8(toKml(line)) });
