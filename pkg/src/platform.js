/** @type {{ versions?: { node?: string }, cwd?: () => string, getBuiltinModule?: (name: string) => any } | undefined} */
const nodeProcess = /** @type {any} */ (globalThis).process;

export const isNode = typeof nodeProcess?.versions?.node === "string";

/**
 * Returns one of Node's own modules. It is not imported, as a bundler for browsers would follow that.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const nodeModule = async (name) => nodeProcess?.getBuiltinModule?.(`node:${name}`);

/**
 * Resolves an address against the page, or against the working directory in Node.
 * @param {string} text
 */
export async function resolveUrl(text) {
  return new URL(
    text,
    isNode ? await workingDirectory() : (globalThis.document ?? globalThis.location).baseURI,
  );
}

async function workingDirectory() {
  const { pathToFileURL } = await nodeModule("url");
  return pathToFileURL(`${nodeProcess?.cwd?.()}/`);
}

/**
 * Opens a `file:` URL, which Node's `fetch` does not support.
 * @param {URL} url
 * @returns {Promise<{ size: number, read: () => Promise<Uint8Array<ArrayBuffer>> }>}
 */
export async function localFile(url) {
  const { readFile, stat } = await nodeModule("fs/promises");
  return { size: (await stat(url)).size, read: () => readFile(url) };
}

/** @param {URL} url */
export const isLocalFile = (url) => isNode && url.protocol === "file:";

/**
 * Returns the class name of a value, such as "Blob" or "Response". Unlike `instanceof`, this also works for values of
 * another frame. A value that throws when it is looked at, such as a revoked proxy, is of no class.
 * @param {unknown} value
 */
export function classNameOf(value) {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return "unknown";
  }
}

/**
 * The symbol of the `using` statement, or the one that transpilers use where the platform does not have it yet.
 * @type {typeof Symbol.dispose}
 */
export const dispose = Symbol.dispose ?? /** @type {any} */ (Symbol.for("Symbol.dispose"));
