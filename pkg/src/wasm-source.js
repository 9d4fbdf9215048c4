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
 * Compiles the engine's code, once per `open()`: workers and restarts reuse the module without another request.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module | undefined} wasm
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(wasm) {
  if (classNameOf(wasm) === "WebAssembly.Module") return /** @type {WebAssembly.Module} */ (wasm);
  if (!WebAssembly.validate(SIMD_MODULE)) {
    throw engineFailed(
      "This browser is too old for the engine, which needs WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer.",
    );
  }
  try {
    const code = await fetchCode(/** @type {Exclude<typeof wasm, WebAssembly.Module>} */ (wasm));
    if (classNameOf(code) === "Response") return await compileResponse(/** @type {Response} */ (code));
    return await WebAssembly.compile(/** @type {BufferSource} */ (code));
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw engineFailed(`The engine's WebAssembly could not be loaded: ${messageOf(error)}`, error);
  }
}

/**
 * @param {string | URL | Response | BufferSource | undefined} wasm
 * @returns {Promise<Response | BufferSource>}
 */
async function fetchCode(wasm) {
  switch (classNameOf(wasm)) {
    case "Undefined":
      return fetchUrl(new URL("../wasm/geobit_bg.wasm", import.meta.url));
    case "String":
    case "URL":
      return fetchUrl(await resolveUrl(String(wasm)));
    case "Response":
      return /** @type {Response} */ (wasm);
    default:
      if (classNameOf(wasm) === "ArrayBuffer" || ArrayBuffer.isView(wasm))
        return /** @type {BufferSource} */ (wasm);
      throw new GeobitError("badOption", "wasm is a URL, a Response, bytes or a WebAssembly.Module.", {
        field: "wasm",
      });
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
