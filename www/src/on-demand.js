// Parts of the page that are made when they are first needed. Their scripts are fetched before, by `offline/parts.js`.

/** Lets the parts be fetched. */
export let allowFetching = () => {};
/** Who opens a part before all are fetched waits: a request at that moment would tell the page's host of it. @type {Promise<void>} */
const allowed = new Promise((resolve) => {
  allowFetching = resolve;
});

/**
 * Returns a function that makes a part once. Where its modules cannot be fetched, that is said, and the next call tries again.
 * @template Part
 * @param {() => Promise<Part>} make @param {(error: unknown) => void} fail
 * @returns {{ (): Promise<Part | null>, made: () => Promise<Part | null> }} `made`: the part, if it was asked for
 */
export function onDemand(make, fail) {
  /** @type {Promise<Part | null> | null} */
  let part = null;
  const get = () => {
    part ??= allowed.then(make).catch((error) => {
      part = null;
      fail(error);
      return null;
    });
    return part;
  };
  return Object.assign(get, { made: () => part ?? Promise.resolve(null) });
}
