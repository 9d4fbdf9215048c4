import { readFile } from "node:fs/promises";

const PAGE_BYTES = 65_536;
const MEMORY_SECTION = 5;

/**
 * Returns the code of a module, changed so that its memory cannot grow beyond a limit, as in a browser that gives no more.
 * @param {"geobit" | "geobit_readers"} name @param {number} mebibytes
 */
export async function limitedModule(name, mebibytes) {
  const code = await readFile(new URL(`../../pkg/wasm/${name}_bg.wasm`, import.meta.url));
  for (let at = 8; at < code.length; ) {
    const id = code[at];
    const [size, start] = readNumber(code, at + 1);
    if (id !== MEMORY_SECTION) {
      at = start + size;
      continue;
    }
    // One memory without a maximum: a count, flags and the minimum.
    if (code[start] !== 1 || code[start + 1] !== 0) throw new Error("the module's memory has another form");
    const [pages] = readNumber(code, start + 2);
    const limit = (mebibytes * 1024 ** 2) / PAGE_BYTES;
    const section = [1, 1, ...numberBytes(pages), ...numberBytes(limit)];
    const parts = [code.subarray(0, at), Buffer.from([id, ...numberBytes(section.length), ...section])];
    return Buffer.concat([...parts, code.subarray(start + size)]);
  }
  throw new Error("the module has no memory");
}

/** Reads an unsigned LEB128 number. Returns it and where the next byte is. @param {Uint8Array} code @param {number} at */
function readNumber(code, at) {
  let number = 0;
  for (let shift = 0; ; shift += 7, at++) {
    number += (code[at] & 127) * 2 ** shift;
    if (code[at] < 128) return [number, at + 1];
  }
}

/** Writes an unsigned LEB128 number. @param {number} number */
function numberBytes(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  return [...bytes, number];
}
