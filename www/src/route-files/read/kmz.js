// Reads KMZ: a zip archive with a KML in it. The archive's directory decides what is in it; a file whose own header disagrees, whose
// bytes belong to another file too, or whose checksum is wrong, is refused. A small archive can hold gigabytes and state wrong sizes:
// so sizes are checked first, and nothing is inflated beyond what the directory states.
import {
  configure,
  ERR_BAD_FORMAT,
  ERR_ENCRYPTED,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-custom.js";
import { files as texts } from "../../words/files.js";
import { MAX_BYTES, quote } from "../lines.js";

/** @typedef {import("@zip.js/zip.js").FileEntry} FileEntry */

const MAX_FILES = 1000;
const LISTED = 3;

// Routes are read in a worker already. The browser's own decompression needs no code.
configure({ useWebWorkers: false, useCompressionStream: true });

const OPTIONS = /** @type {const} */ ({
  checkCrc32: true,
  checkOverlappingEntry: true,
  checkLocalDirectory: true,
  checkLocalFilename: true,
  // Nothing is written to a disk, where a name could lead elsewhere.
  filenameValidation: "tolerant",
});

/** What zip.js says of a file in an archive, as a sentence about that file. @type {Map<string, (name: string) => string>} */
const ABOUT_FILE = new Map([
  [ERR_INVALID_CRC32, texts.wrongChecksum],
  [ERR_INVALID_UNCOMPRESSED_SIZE, texts.wrongSize],
  [ERR_OVERLAPPING_ENTRY, texts.overlaps],
  [ERR_ENCRYPTED, texts.encrypted],
  [ERR_UNSUPPORTED_ENCRYPTION, texts.encrypted],
  [ERR_UNSUPPORTED_COMPRESSION, texts.unknownMethod],
]);

/**
 * Returns the KML in an archive, its name, and the names of other KMLs that were not read.
 * @param {Uint8Array<ArrayBuffer>} archive
 * @returns {Promise<{ bytes: Uint8Array, name: string, others: string[] }>}
 */
export async function extractKml(archive) {
  const zip = new ZipReader(new Uint8ArrayReader(archive), OPTIONS);
  const files = await listFiles(zip);
  const { kml, others } = chooseKml(files);
  const name = quote(kml.filename);
  if (kml.uncompressedSize > MAX_BYTES) throw new Error(texts.kmlTooLarge(name));
  await checkOverlaps(files);
  const bytes = await kml.getData(new Uint8ArrayWriter()).catch((error) => {
    throw new Error((ABOUT_FILE.get(error?.message) ?? texts.fileDamaged)(name));
  });
  return { bytes, name, others: others.map(quote) };
}

/** What the places of files are checked with: whatever else their headers say, they may not share bytes. */
const PLACES_ONLY = {
  checkOverlappingEntryOnly: true,
  checkLocalDirectory: false,
  checkLocalFilename: false,
};

/** Refuses an archive in which two files share bytes. @param {FileEntry[]} files */
async function checkOverlaps(files) {
  for (const file of files) {
    await file.getData(new Uint8ArrayWriter(), PLACES_ONLY).catch((error) => {
      // What else may be wrong with a file matters only for the one that is read.
      if (error?.message === ERR_OVERLAPPING_ENTRY) throw new Error(texts.overlaps(quote(file.filename)));
    });
  }
}

/** Lists the files in the directory of an archive, without inflating any. @param {ZipReader<Uint8Array>} zip */
async function listFiles(zip) {
  /** @type {FileEntry[]} */
  const files = [];
  let count = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1;
      if (count > MAX_FILES) break;
      if (!entry.directory) files.push(entry);
    }
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const isNoArchive = message === ERR_BAD_FORMAT || message === ERR_EOCDR_NOT_FOUND;
    throw new Error(isNoArchive ? texts.notAnArchive : texts.archiveDamaged);
  }
  if (count > MAX_FILES) throw new Error(texts.archiveTooManyFiles(MAX_FILES));
  return files;
}

/** Chooses the main file as the format defines it: `doc.kml`, or else the first KML in the directory. @param {FileEntry[]} files */
function chooseKml(files) {
  // Archives made on a Mac hold a `._` file beside every file.
  const kmls = files.filter(({ filename }) => /\.kml$/i.test(filename) && !/(^|\/)\._/.test(filename));
  const kml = kmls.find(({ filename }) => filename.toLowerCase() === "doc.kml") ?? kmls[0];
  if (!kml) throw new Error(texts.noKml(files.slice(0, LISTED).map(({ filename }) => quote(filename))));
  const others = kmls.filter((other) => other !== kml);
  if (others.some(({ filename }) => filename.toLowerCase() === kml.filename.toLowerCase()))
    throw new Error(texts.twice(quote(kml.filename)));
  return { kml, others: others.map(({ filename }) => filename) };
}
