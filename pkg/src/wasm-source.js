import { engineFailed, GeobitError, inWords } from "./error.js";
import { isLocalFile, kindOf, localFile, resolveUrl } from "./platform.js";

/**
 * The engine's code, compiled once per `open()`: restarts and workers reuse it without another request.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module | undefined} wasm
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(wasm) {
  if (kindOf(wasm) === "WebAssembly.Module") return /** @type {WebAssembly.Module} */ (wasm);
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
