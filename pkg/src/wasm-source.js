import { requireOption } from "./checks.js";
import { engineFailed, GeobitError, messageOf } from "./error.js";
import { classNameOf, isLocalFile, localFile, resolveUrl } from "./platform.js";

/** The smallest module with a SIMD instruction, which old browsers refuse. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic number and version
  ...[1, 5, 1, 96, 0, 1, 123], // one type: no parameters, returns a v128
  ...[3, 2, 1, 0], // one function of this type
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11], // i32.const 0, i8x16.splat, end
);

/**
 * A module of the package.
 * @typedef {object} Code
 * @property {string} option the option of `open()` that gives its code
 * @property {string} name what a message calls it
 * @property {() => URL} url where it lies in the package. Bundlers recognise exactly these expressions.
 */
/** @type {Code} */
const CORE = {
  option: "wasm",
  name: "The engine's WebAssembly",
  url: () => new URL("../wasm/geobit_bg.wasm", import.meta.url),
};
/** @type {Code} */
const READERS = {
  option: "readersWasm",
  name: "The WebAssembly that reads files",
  url: () => new URL("../wasm/geobit_readers_bg.wasm", import.meta.url),
};
/** @type {Code} */
const ROADS = {
  option: "roadsWasm",
  name: "The WebAssembly for roads",
  url: () => new URL("../wasm/geobit_roads_bg.wasm", import.meta.url),
};

/** What the code of a module can be given as. @typedef {string | URL | Response | BufferSource | WebAssembly.Module | undefined} Given */

const CLASSES = ["Undefined", "String", "URL", "Response", "ArrayBuffer", "WebAssembly.Module"];

/** Refuses what is no code of a module. @param {any} given @param {string} option */
export function requireCode(given, option) {
  const isCode = CLASSES.includes(classNameOf(given)) || ArrayBuffer.isView(given);
  requireOption(isCode, option, `${option} is a URL, a Response, bytes or a WebAssembly.Module.`);
}

/**
 * Compiles the engine's code, once per `open()`: workers and restarts reuse the module without another request.
 * @param {Given} wasm
 * @returns {Promise<WebAssembly.Module>}
 */
export const compile = (wasm) => compileCode(CORE, wasm);

/** Compiles a module when it is first called, and again after it could not be loaded. @typedef {() => Promise<WebAssembly.Module>} Compiler */

/** Returns what compiles the code that reads files. @param {Given} wasm @returns {Compiler} */
export const readersOf = (wasm) => compileLater(READERS, wasm);

/** Returns what compiles the code for roads. @param {Given} wasm @returns {Compiler} */
export const roadsOf = (wasm) => compileLater(ROADS, wasm);

/** @param {Code} code @param {Given} wasm @returns {Compiler} */
function compileLater(code, wasm) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let module;
  return () => {
    module ??= compileCode(code, wasm).catch((error) => {
      module = undefined;
      throw error;
    });
    return module;
  };
}

/** @param {Code} code @param {Given} wasm @returns {Promise<WebAssembly.Module>} */
async function compileCode({ option, name, url }, wasm) {
  if (classNameOf(wasm) === "WebAssembly.Module") return /** @type {WebAssembly.Module} */ (wasm);
  if (!WebAssembly.validate(SIMD_MODULE)) {
    throw engineFailed(
      "This browser is too old for the engine, which needs WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer.",
    );
  }
  try {
    const code = await fetchCode(/** @type {Exclude<Given, WebAssembly.Module>} */ (wasm), url, option);
    if (classNameOf(code) === "Response") return await compileResponse(/** @type {Response} */ (code));
    return await WebAssembly.compile(/** @type {BufferSource} */ (code));
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    const reason = messageOf(error);
    throw engineFailed(`${name} could not be loaded: ${reason}${adviceFor(reason, wasm, option)}`, error);
  }
}

/**
 * Returns what the caller can do about code that could not be loaded.
 * @param {string} reason @param {Given} wasm @param {string} option
 */
function adviceFor(reason, wasm, option) {
  if (/content security policy|\bCSP\b|unsafe-eval/i.test(reason))
    return `. The policy has to allow "script-src 'wasm-unsafe-eval'".`;
  // Not every bundler follows the addresses above.
  return wasm === undefined ? `. Give its address or its bytes with the option ${option}.` : "";
}

/**
 * @param {string | URL | Response | BufferSource | undefined} wasm
 * @param {() => URL} url @param {string} option
 * @returns {Promise<Response | BufferSource>}
 */
async function fetchCode(wasm, url, option) {
  switch (classNameOf(wasm)) {
    case "Undefined":
      return fetchUrl(url());
    case "String":
    case "URL":
      return fetchUrl(await resolveUrl(String(wasm)));
    case "Response":
      return /** @type {Response} */ (wasm);
    default:
      requireCode(wasm, option);
      return /** @type {BufferSource} */ (wasm);
  }
}

/** @param {URL} url */
const fetchUrl = async (url) => (isLocalFile(url) ? (await localFile(url)).read() : fetch(url));

/** @param {Response} response */
async function compileResponse(response) {
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${response.url}`);
  // Many servers send .wasm files with another media type, which the streaming compiler refuses.
  const canStream = response.headers.get("content-type")?.startsWith("application/wasm");
  return canStream
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
