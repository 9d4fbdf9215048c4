// Sentences and phrases that the engine has in English only. Another language may know them by heart; what it does not know, such
// as every error, it shows as it is.

export const engine = {
  /** Of a report. */
  note: (/** @type {string} */ note) => note,
  /** What a source cannot contain, or how a report is computed. */
  phrase: (/** @type {string} */ phrase) => phrase,
};
