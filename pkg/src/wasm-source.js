import { engineFailed, GeobitError, inWords } from "./error.js";
import { isLocalFile, kindOf, localFile, resolveUrl } from "./platform.js";

/** The smallest module with an instruction on vectors, which old browsers do not know. */
const VECTORS = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // the head of every module
  ...[1, 5, 1, 96, 0, 1, 123], // a type: a function of nothing that gives a vector
  ...[3, 2, 1, 0], // one function of it
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11], // i32.const 0, i8x16.splat, end
);

/**
 * The engine's code, compiled once per `open()`: restarts and workers reuse it without another request.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module | undefined} wasm
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(wasm) {
  if (kindOf(wasm) === "WebAssembly.Module") return /** @type {WebAssembly.Module} */ (wasm);
  if (!WebAssembly.validate(VECTORS)) {
    throw engineFailed(
      "This browser is too old for the engine, which needs WebAssembly with vectors (SIMD): Chrome and Edge 91, Firefox 89, Safari 16.4 or newer have them.",
    );
  }
  try {
    const code = await codeOf(/** @type {Exclude<typeof wasm, WebAssembly.Module>} */ (wasm));
    if (kindOf(code) === "Response") return await compileResponse(/** @type {Response} */ (code));
    return await WebAssembly.compile(/** @type {BufferSource} */ (code));
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw engineFailed(`The engine's WebAssembly could not be loaded: ${inWords(error)}`, error);
  }
}

/**
 * @param {string | URL | Response | BufferSource | undefined} wasm
 * @returns {Promise<Response | BufferSource>}
 */
async function codeOf(wasm) {
  switch (kindOf(wasm)) {
    case "Undefined":
      return fetchCode(new URL("../wasm/geobit_bg.wasm", import.meta.url));
    case "String":
    case "URL":
      return fetchCode(await resolveUrl(String(wasm)));
    case "Response":
      return /** @type {Response} */ (wasm);
    default:
      if (kindOf(wasm) === "ArrayBuffer" || ArrayBuffer.isView(wasm))
        return /** @type {BufferSource} */ (wasm);
      throw new GeobitError("badOption", "wasm is a URL, a Response, bytes or a WebAssembly.Module.", {
        field: "wasm",
      });
  }
}

/** @param {URL} url */
const fetchCode = async (url) => (isLocalFile(url) ? (await localFile(url)).read() : fetch(url));

/** @param {Response} response */
async function compileResponse(response) {
  if (!response.ok) throw new Error(`the server answered “${response.status}” for ${response.url}`);
  // Servers that do not know the type of .wasm files are common; they only lose the streaming.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
