// Scripts of workers come with the module of the element, and are started from blobs: of another origin's files a browser starts none,
// and of the blobs of a frame without an origin only those that are no modules.

/** @param {string} code */
export const addressOf = (code) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));

/** How long a worker may take that does nothing. */
const ANSWERS_WITHIN_MS = 5000;

/** @type {Promise<boolean> | undefined} */
let tried;

/** Tells whether this document may start workers from blobs, by starting one. */
export function canStartWorkers() {
  tried ??= tryWorker();
  return tried;
}

/** @returns {Promise<boolean>} */
function tryWorker() {
  const address = addressOf("postMessage(1)");
  return new Promise((/** @type {(can: boolean) => void} */ resolve) => {
    const worker = new Worker(address);
    const end = (/** @type {boolean} */ can) => {
      worker.terminate();
      resolve(can);
    };
    worker.onmessage = () => end(true);
    worker.onerror = () => end(false);
    setTimeout(() => end(false), ANSWERS_WITHIN_MS);
  })
    .catch(() => false)
    .finally(() => URL.revokeObjectURL(address));
}
