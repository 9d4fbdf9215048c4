// Incidents by week and by kind, for the slider of days. These are counts of what is loaded, and no answers.

export const DAYS_A_WEEK = 7;

/** @typedef {Pick<import("geobit").Columns, "day" | "kind" | "kindNames">} Columns */

/**
 * Counts incidents by week, of all kinds and of the chosen ones. The last week may be shorter.
 * @param {Columns} columns @param {number} firstDay @param {number} lastDay @param {ReadonlySet<string>} chosen
 */
export function countWeeks({ day, kind, kindNames }, firstDay, lastDay, chosen) {
  const weeks = Math.max(1, Math.ceil((lastDay - firstDay + 1) / DAYS_A_WEEK));
  const all = new Uint32Array(weeks);
  const wanted = new Uint32Array(weeks);
  const isChosen = kindNames.map((name) => chosen.has(name));
  for (let row = 0; row < day.length; row++) {
    if (day[row] < firstDay || day[row] > lastDay) continue;
    const week = Math.floor((day[row] - firstDay) / DAYS_A_WEEK);
    all[week]++;
    if (isChosen[kind[row]]) wanted[week]++;
  }
  return { all, wanted };
}

/**
 * Counts the incidents of each kind on some days.
 * @param {Columns} columns @param {number} fromDay @param {number} toDay @returns {Record<string, number>}
 */
export function countKinds({ day, kind, kindNames }, fromDay, toDay) {
  const counts = new Uint32Array(kindNames.length);
  for (let row = 0; row < day.length; row++)
    if (day[row] >= fromDay && day[row] <= toDay) counts[kind[row]]++;
  return Object.fromEntries(kindNames.map((name, i) => [name, counts[i]]));
}

/**
 * Draws bars as one path, in a picture that is as wide as there are weeks and one unit high.
 * @param {Uint32Array} counts @param {number} scale the count that is as high as the picture
 */
export function barsPath(counts, scale) {
  const bars = [];
  for (const [week, count] of counts.entries())
    if (count > 0) bars.push(`M${week} 1v${(-count / scale).toFixed(4)}h1V1z`);
  return bars.join("");
}

/**
 * Returns the days of a range that was dragged as a whole: it keeps its length and stays within the data.
 * @param {{ fromDay: number, toDay: number, firstDay: number, lastDay: number }} range @param {number} days @returns {[from: number, to: number]}
 */
export function shifted({ fromDay, toDay, firstDay, lastDay }, days) {
  const by = Math.max(firstDay - fromDay, Math.min(lastDay - toDay, days));
  return [fromDay + by, toDay + by];
}
