// The words of the element and of the frame.

export const element = {
  privacy:
    "What you draw and what you open stays in this browser: this map sends nothing to anyone, and keeps nothing after you close it, apart from data packs that you download. The page around it sees all that is in it.",
  /** @param {number} number of the map in its document */
  name: (number) => (number === 1 ? "Map of recorded incidents" : `Map of recorded incidents ${number}`),
  noWorkers: "this document allows no workers from blobs (worker-src blob:)",
};

export const frame = {
  privacy:
    "What you draw and what you open stays in this browser: this map sends nothing to anyone, and keeps nothing after you close it. The site around it sees nothing of it but what you share by the button.",
  share: "Share with this site",
  shareNow: "Share",
  unknownSite: "a site without a name",
  gets: (/** @type {string} */ site) =>
    `${site}, the site around this map, gets this text. Until you press Share, it knows nothing of what you draw, open or read here.`,
  alsoPlace: (/** @type {string} */ name) =>
    `Also the place: the name and the coordinates of ${name}, and the whole report`,
  shared: (/** @type {string} */ site) => `Shared with ${site}.`,
};
