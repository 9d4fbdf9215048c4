// Archives that hold more than they should, or say two things about what they hold.
import { strToU8, zipSync } from "fflate";

/** Some kilobytes that are 65 MB when unpacked, and say so. */
export const alarmed = () => zipSync({ "doc.kml": new Uint8Array(65 * 1024 ** 2).fill(0x20) }, { level: 9 });

/** The marks at the beginning of a file's own header and of its entry in the directory. */
const HEADERS = { own: 0x04034b50, directory: 0x02014b50 };

/**
 * Where a field begins in each of the two.
 * @type {Record<string, { own: number, directory: number, bytes: 2 | 4 }>}
 */
const FIELDS = {
  flags: { own: 6, directory: 8, bytes: 2 },
  method: { own: 8, directory: 10, bytes: 2 },
  checksum: { own: 14, directory: 16, bytes: 4 },
  packedSize: { own: 18, directory: 20, bytes: 4 },
  size: { own: 22, directory: 24, bytes: 4 },
  name: { own: 30, directory: 46, bytes: 2 },
};

/**
 * Returns an archive with another value in a field of all its files.
 * @param {Uint8Array<ArrayBuffer>} archive @param {"own" | "directory"} where @param {string} field @param {number} value
 */
export function changed(archive, where, field, value) {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  for (const at of headersOf(copy, where)) {
    const place = at + FIELDS[field][where];
    if (FIELDS[field].bytes === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
  }
  return copy;
}

/** @param {Uint8Array<ArrayBuffer>} archive @param {"own" | "directory"} where @returns {number[]} */
function headersOf(archive, where) {
  const view = new DataView(archive.buffer);
  return Array.from({ length: archive.length - 4 }, (_, at) => at).filter(
    (at) => view.getUint32(at, true) === HEADERS[where],
  );
}

/** An archive of two files with the same bytes: the second entry of its directory points at the first file. @param {Uint8Array<ArrayBuffer>} archive */
export function shared(archive) {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  const [first, second] = headersOf(copy, "directory");
  view.setUint32(second + 42, view.getUint32(first + 42, true), true);
  return copy;
}

/** The same archive, saying that its files are of 100 bytes. @param {Uint8Array<ArrayBuffer>} archive */
export const lied = (archive) => changed(changed(archive, "own", "size", 100), "directory", "size", 100);

/** @param {Record<string, string>} files */
export const archive = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
