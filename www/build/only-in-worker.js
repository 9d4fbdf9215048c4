// The page's engine always runs in a worker. What would run it in the page's own thread would be kept in every browser and never used.

const NEVER = "\0geobit-no-local-host";

/** The plugin. */
export const onlyInWorker = () => ({
  name: "only-in-worker",
  enforce: /** @type {const} */ ("pre"),
  /** @param {string} source @param {string} [importer] */
  resolveId(source, importer = "") {
    return source === "./local-host.js" && importer.replaceAll("\\", "/").endsWith("/pkg/src/places.js")
      ? NEVER
      : null;
  },
  /** @param {string} id */
  load: (id) => (id === NEVER ? "export const LocalHost = undefined;" : null),
});
