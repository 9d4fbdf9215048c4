// KMZ: a zip archive with a KML in it. A small archive can hold gigabytes, and what it says of its sizes can be a lie, so
// they are looked at first, and then it is inflated a little at a time until that is too much.
import { Unzip, UnzipInflate, unzipSync } from "fflate";
import { LARGEST_BYTES } from "../lines.js";

const MOST_FILES = 1000;
/** Deflate makes at most a thousandfold of it: so much is the most that is inflated beyond the limit. */
const STEP = 8 * 1024;
const BROKEN = "The archive is damaged; export it anew.";

/** The text of the KML in an archive. @param {Uint8Array<ArrayBuffer>} archive @returns {string} */
export function kmlOf(archive) {
  const { name, originalSize } = mainKml(contents(archive));
  if (originalSize > LARGEST_BYTES) throw tooMuch(name);
  return new TextDecoder().decode(inflated(archive, name));
}

/** What the archive says it holds; nothing is inflated. @param {Uint8Array} archive */
function contents(archive) {
  /** @type {import("fflate").UnzipFileInfo[]} */
  const files = [];
  let many = false;
  try {
    unzipSync(archive, {
      filter(file) {
        files.push(file);
        many = files.length > MOST_FILES;
        if (many) throw new Error();
        return false;
      },
    });
  } catch {
    if (many) throw new Error(`It holds more than ${MOST_FILES} files; save the route in a file of its own.`);
    throw new Error("It is not a zip archive, as a KMZ file is, or only a part of one; export it anew.");
  }
  return files;
}

/** As the format has it: `doc.kml`, or else the first. @param {import("fflate").UnzipFileInfo[]} files */
function mainKml(files) {
  // Archives made on a Mac hold a shadow of every file.
  const candidates = files.filter(({ name }) => /\.kml$/i.test(name) && !/(^|\/)\._/.test(name));
  const kml = candidates.find(({ name }) => name.toLowerCase() === "doc.kml") ?? candidates[0];
  if (kml) return kml;
  const found = files.slice(0, 3).map(({ name }) => name.slice(0, 40));
  throw new Error(
    `There is no .kml file in the archive, which a KMZ file has. It holds ${found.join(", ") || "nothing"}.`,
  );
}

/** @param {Uint8Array<ArrayBuffer>} archive @param {string} name @returns {Uint8Array} */
function inflated(archive, name) {
  const content = collector(name);
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    if (files > MOST_FILES) throw new Error(BROKEN);
    if (file.name !== name || content.begun()) return;
    file.ondata = content.take;
    content.begin();
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < archive.length && !content.done(); from += STEP)
      unzip.push(archive.subarray(from, from + STEP), from + STEP >= archive.length);
  } catch (error) {
    // fflate's own errors have a code and speak to programmers.
    throw /** @type {{ code?: number }} */ (error).code === undefined ? error : new Error(BROKEN);
  }
  if (!content.done()) throw new Error(BROKEN);
  return content.bytes();
}

/** Takes what is inflated, up to the limit. @param {string} name */
function collector(name) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  let [size, begun, done] = [0, false, false];
  return {
    begin() {
      begun = true;
    },
    begun: () => begun,
    done: () => done,
    /** @type {import("fflate").AsyncFlateStreamHandler} */
    take(error, piece, final) {
      if (error) throw error;
      size += piece.length;
      if (size > LARGEST_BYTES) throw tooMuch(name);
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
const tooMuch = (name) =>
  new Error(
    `${name.slice(0, 40)} in it is larger than 32 MB when unpacked; a route has some hundred kilobytes.`,
  );
