import script from "../src/worker.js?worker&url";

/** Returns where the page's bundler puts the worker, which fetches a part of itself only when it is needed. */
export const ownWorker = () => new URL(script, import.meta.url);
