// Reads the lines of GPX and KML. The text may be hostile: it is parsed piece by piece, so that the number of its elements takes no
// memory; document types are refused, so that nothing in it can expand or fetch; links of a KML are not followed.
import { SaxesParser } from "saxes";
import { files as texts } from "../../words/files.js";
import { quote } from "../lines.js";
import { createGpxReader } from "./gpx.js";
import { createKmlReader } from "./kml.js";

/** @typedef {import("../lines.js").Line} Line */
/**
 * What follows the elements of one format. Names are without prefixes.
 * @typedef {object} ElementReader
 * @property {(element: string, parent: string) => boolean} wantsText
 * @property {(element: string, attributes: Record<string, string>) => void} open
 * @property {(element: string, parent: string, text: string) => void} close `text` is empty unless it was wanted
 * @property {() => void} end
 */

/** By the outermost element. @type {Record<string, (found: (line: Line) => void) => ElementReader>} */
const READERS = {
  // @ts-expect-error An element such as "constructor" must not find a member that every object has.
  __proto__: null,
  gpx: createGpxReader,
  kml: createKmlReader,
};

/** How deep elements may be nested: folders of folders are a few deep, and a hostile file could nest millions. */
const MAX_DEPTH = 100;

/** How much of a file is searched for the declaration of its encoding. */
const DECLARATION_BYTES = 256;
const ENCODING = /^<\?xml[^>]{1,200}encoding=["']([\w-]{1,40})["']/;

/** Decodes XML as it declares itself, or else as UTF-8; a byte order mark comes first. @param {Uint8Array} bytes */
export function decodeXml(bytes) {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  const marked = { "\u00FF\u00FE": "utf-16le", "\u00FE\u00FF": "utf-16be" }[start.slice(0, 2)];
  const declared = ENCODING.exec(start)?.[1];
  try {
    return new TextDecoder(marked ?? declared).decode(bytes);
  } catch {
    throw new Error(texts.unknownEncoding(quote(declared)));
  }
}

/** @param {string} text @returns {Line[]} */
export function linesOfXml(text) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {ElementReader | undefined} */
  let reader;
  /** @type {string[]} */
  const path = [];
  /** The pieces of the text that is wanted. @type {string[] | null} */
  let wanted = null;
  const parser = new SaxesParser();
  parser.on("error", ({ message }) => {
    throw new Error(texts.notXml(parser.line, parser.column, reasonIn(message)));
  });
  parser.on("doctype", () => {
    throw new Error(texts.documentType);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = localName(name);
    reader ??= readerFor(element, (line) => lines.push(line));
    reader.open(element, attributes);
    wanted = reader.wantsText(element, path.at(-1) ?? "") ? [] : null;
    path.push(element);
    if (path.length > MAX_DEPTH) throw new Error(texts.elementsTooDeep(MAX_DEPTH));
  });
  parser.on("text", (piece) => wanted?.push(piece));
  parser.on("cdata", (piece) => wanted?.push(piece));
  parser.on("closetag", () => {
    reader?.close(path.pop() ?? "", path.at(-1) ?? "", wanted?.join("") ?? "");
    wanted = null;
  });
  parser.write(text).close();
  if (lines.length === 0) reader?.end();
  return lines;
}

/** @param {string} root @param {(line: Line) => void} found */
function readerFor(root, found) {
  const create = READERS[root.toLowerCase()];
  if (!create) throw new Error(texts.notGpxOrKml(quote(root)));
  return create(found);
}

/** @param {string} name */
const localName = (name) => name.slice(name.lastIndexOf(":") + 1);

/** Returns what the parser reports, without the place before it. @param {string} message */
const reasonIn = (message) => message.slice(message.indexOf(": ") + 2);
