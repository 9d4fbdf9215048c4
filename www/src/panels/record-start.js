// A record that begins within the days that it is compared with: on the days before it nothing could be recorded, and they are no quiet
// ones. So nothing is told of what is usual by such a baseline, nor of a trend or an alarm: only when the record begins.

/**
 * Returns the day on which the record begins, where that is within the baseline, or `null`.
 * @param {{ baseline: { from: string } }} report @param {string} recordFrom the first day of the data
 */
export const startWithinBaseline = ({ baseline }, recordFrom) =>
  baseline.from < recordFrom ? recordFrom : null;

/**
 * Returns the day on which the record begins, where that is within the weeks of a series, or `null`.
 * @param {{ weekly: { start: string } }} report @param {string} recordFrom the first day of the data
 */
export const startWithinWeeks = ({ weekly }, recordFrom) => (weekly.start < recordFrom ? recordFrom : null);
