// Archives that hold more than they should.
import { strToU8, zipSync } from "fflate";

/** Some kilobytes that are 65 MB when unpacked, and say so. */
export const alarmed = () => zipSync({ "doc.kml": new Uint8Array(65 * 1024 ** 2).fill(0x20) }, { level: 9 });

/** The same archive, saying that its files are of 100 bytes. @param {Uint8Array} archive */
export function lied(archive) {
  const changed = archive.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at < changed.length - 4; at++) {
    const mark = view.getUint32(at, true);
    if (mark === 0x04034b50) view.setUint32(at + 22, 100, true);
    if (mark === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  return changed;
}

/** @param {Record<string, string>} files */
export const archive = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
