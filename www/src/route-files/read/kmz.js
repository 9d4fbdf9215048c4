// Reads KMZ: a zip archive with a KML in it. A small archive can hold gigabytes and state wrong sizes. So the sizes are checked
// first, and then the archive is inflated a little at a time, until it ends or exceeds the limit.
import { Unzip, UnzipInflate, unzipSync } from "fflate";
import { words } from "../../words/index.js";
import { MAX_BYTES } from "../lines.js";

const MAX_FILES = 1000;
/** Bytes of the archive inflated at a time. Deflate expands at most a thousandfold, which bounds what exceeds the limit. */
const STEP = 8 * 1024;
const texts = words.files;

/** Returns the text of the KML in an archive. @param {Uint8Array<ArrayBuffer>} archive @returns {string} */
export function extractKml(archive) {
  const { name, originalSize } = findKml(listFiles(archive));
  if (originalSize > MAX_BYTES) throw tooLarge(name);
  return new TextDecoder().decode(inflate(archive, name));
}

/** Lists the files that the archive states, without inflating any. @param {Uint8Array} archive */
function listFiles(archive) {
  /** @type {import("fflate").UnzipFileInfo[]} */
  const files = [];
  let hasTooMany = false;
  try {
    unzipSync(archive, {
      filter(file) {
        files.push(file);
        hasTooMany = files.length > MAX_FILES;
        if (hasTooMany) throw new Error();
        return false;
      },
    });
  } catch {
    if (hasTooMany) throw new Error(texts.archiveTooManyFiles(MAX_FILES));
    throw new Error(texts.notAnArchive);
  }
  return files;
}

/** Finds the main file as the format defines it: `doc.kml`, or else the first. @param {import("fflate").UnzipFileInfo[]} files */
function findKml(files) {
  // Archives made on a Mac hold a `._` file beside every file.
  const candidates = files.filter(({ name }) => /\.kml$/i.test(name) && !/(^|\/)\._/.test(name));
  const kml = candidates.find(({ name }) => name.toLowerCase() === "doc.kml") ?? candidates[0];
  if (kml) return kml;
  const found = files.slice(0, 3).map(({ name }) => name.slice(0, 40));
  throw new Error(texts.noKml(found));
}

/** @param {Uint8Array<ArrayBuffer>} archive @param {string} name @returns {Uint8Array} */
function inflate(archive, name) {
  const content = createCollector(name);
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    if (files > MAX_FILES) throw new Error(texts.archiveDamaged);
    if (file.name !== name || content.hasBegun()) return;
    file.ondata = content.add;
    content.begin();
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < archive.length && !content.isDone(); from += STEP)
      unzip.push(archive.subarray(from, from + STEP), from + STEP >= archive.length);
  } catch (error) {
    // fflate's own errors have a code, and messages for programmers.
    throw /** @type {{ code?: number }} */ (error).code === undefined
      ? error
      : new Error(texts.archiveDamaged);
  }
  if (!content.isDone()) throw new Error(texts.archiveDamaged);
  return content.bytes();
}

/** Collects what is inflated, up to the limit. @param {string} name */
function createCollector(name) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  let [size, begun, done] = [0, false, false];
  return {
    begin() {
      begun = true;
    },
    hasBegun: () => begun,
    isDone: () => done,
    /** @type {import("fflate").AsyncFlateStreamHandler} */
    add(error, piece, final) {
      if (error) throw error;
      size += piece.length;
      if (size > MAX_BYTES) throw tooLarge(name);
      pieces.push(piece);
      done = final;
    },
    bytes() {
      const all = new Uint8Array(size);
      let at = 0;
      for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      return all;
    },
  };
}

/** @param {string} name */
const tooLarge = (name) => new Error(texts.kmlTooLarge(name.slice(0, 40)));
