/** @type {{ versions?: { node?: string }, cwd?: () => string } | undefined} */
const nodeProcess = /** @type {any} */ (globalThis).process;

export const isNode = typeof nodeProcess?.versions?.node === "string";

/**
 * A module of Node's own. The name is put together here so that no bundler follows it into a browser build.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const nodeModule = (name) => import(/* @vite-ignore */ /* webpackIgnore: true */ `node:${name}`);

/**
 * A string as the web reads it: relative to the page, or to the working directory in Node.
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
 * Bytes of a `file:` URL, which `fetch` of Node does not read.
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
 * The name a value gives itself, such as "Blob" or "Response". Unlike `instanceof` it also knows values of another frame.
 * @param {unknown} value
 */
export const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/**
 * The key of the `using` statement; where the platform has none yet, the one that transpilers use in its place.
 * @type {typeof Symbol.dispose}
 */
export const dispose = Symbol.dispose ?? /** @type {any} */ (Symbol.for("Symbol.dispose"));
