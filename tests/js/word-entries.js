// The entries of a table of words, with texts that each of them gives.

/** @typedef {{ path: string, value: unknown, texts: string[] }} Entry `path` such as `own.fields.gps` */

const counted = { count: 3, days: 28, from: "2026-01-02", to: "2026-02-03" };
const encounter = { expected: 0.002, interval: [0.001, 0.004] };
/** Arguments for entries that take an object, a list or a day, by their paths. Others are called with plain values. */
const SPECIAL = /** @type {Record<string, unknown[][]>} */ ({
  "brief.recent": [true, false].map((atMost) => [
    {
      ...{ certain: atMost ? 4 : 0, possible: atMost ? 2 : 0, atMost, farther: 3, days: 28, km: 5 },
      ...{ from: "2026-01-02", to: "2026-02-03", baseline: { count: atMost ? 3 : 0, days: 336 } },
      ...{ change: "CHANGE", daysSinceLast: 9 },
    },
  ]),
  "brief.asOf": [["2026-01-02", "AGE"]],
  "brief.onlyKinds": [[["Riot", "Other"]]],
  "brief.blockades": [[counted, counted]],
  "brief.counts": [[counted, counted]],
  "columns.missing": [[["start", "gps"]]],
  "found.allOf": [["Routes"]],
  "found.noneOf": [["Routes"]],
  "opening.doubts": [[["doubt", "Doubt."]]],
  "own.notLocated": [[[]], [["reason", "other"]]],
  "movement.stillCounts": [[["Problem."]]],
  "movement.badSpeed": [[{ min: 1, max: 150 }, "x"]],
  "movement.badSpeedFrom": [["3", { min: 1, max: 150 }, "x"]],
  "next.pictureLabel": [["2026-01-02", "2026-02-03", 12, 10, 7]],
  "next.at": [
    ["2026-01-02", 2, 5, 3],
    ["2026-01-02", 1, 2, 3],
  ],
  "next.mean": [[{ expected: 3.4, level: 0.8, model: "fitted" }]],
  "next.judged": [[40, "2026-01-02"]],
  "results.announceArea": [["V.", { certain: 1, possible: 2, expected: 1.5 }]],
  "results.announceRoute": [[2, encounter]],
  "verdict.counts": [[counted, counted]],
  "verdict.withRatio": [["COUNTS", 2.5, [0.5, 3], 0.02]],
  "verdict.widened": [[[0.5, null], 0.02]],
  "verdict.possibleRange": [
    [null, null],
    [0.5, null],
    [0.5, 2],
  ],
  "verdict.draws": [[{ rounds: 1000, more: 200, fewer: 3 }]],
  "verdict.trend": [
    ["rising", 48, 0.5],
    ["falling", 48, -0.5],
  ],
  "verdict.alarmRinging": [["2026-01-02", "TERMS"]],
  "verdict.alarmRang": [["2026-01-02", "TERMS"]],
  "charts.weeklyLabel": [["2026-01-02", "HIGHEST"]],
  "charts.weeklyHighest": [[3, "2026-01-02"]],
  "charts.week": [["2026-01-02", 3]],
  "charts.sparkline": [["2026-01-02", 3, "2026-01-02"]],
  "geofence.shaded": [[[1, 4]]],
  "geofence.repeats": [[{ km: 2, days: 7, observed: 12, expected: 4.5 }]],
  "geofence.repeatsTest": [[{ permutations: 999, seed: 1 }, 0.01]],
  "stretches.qOfEach": [[["a", "b"]]],
  "stretches.sentence": [[["a", "b"]]],
  "stretches.change": [["HEAD", counted, counted]],
  "status.blockadesCount": [[counted, counted]],
  "routes.leftOut": [[["A", "B"]]],
  "routes.dominatedClearly": [[["A", "B"]]],
  "routes.dominatedUnclearly": [[["A", "B"]]],
  "routes.difference": [[{ more: "A", less: "B", by: "2", trips: 1000, level: "LEVEL", verdict: "VERDICT" }]],
  "routes.independent": [
    [2, 5, 5, "0.1", 1000, ["A", "B"]],
    [1, 5, 5, "0.1", 1000, []],
  ],
  "routes.certainly": [
    [2, ["A", "B"]],
    [2, []],
  ],
  "routes.chartLabel": [[["A", "B"]]],
  "routes.spokenMark": [["A", "North", 3.5, encounter, 1000]],
  "routes.spread": [[0.95, [["A", [0.001, 0.004]]], 1000]],
  "snapshot.countryList": [[["Mali", "Niger"], 3]],
  "snapshot.inRows": [
    ["csv", 3, [1, 2, 3], 0],
    ["csv", 1, [7], 0],
    ["json", 9, [1, 2], 7],
  ],
  "news.counts": [[{ added: 2, changed: 1, withdrawn: 0 }], [{ added: 0, changed: 0, withdrawn: 3 }]],
  "news.lag": [[{ n: 2, q50: 3, q90: 30 }], [{ n: 50, q50: 3, q90: 900 }]],
  "news.quietShapes": [[["A", "B"]]],
  "news.touches": [[["A", "B"]]],
  "rules.wrong": [
    ["FIELD", [1, 1000]],
    ["FIELD", [0.1, 500]],
  ],
  "rules.when": [
    ["any", ["KIND"]],
    ["more", []],
    ["alarm", []],
    [{ atLeast: 3, inDays: 14 }, []],
  ],
  "siteBrief.changes": [["DAY", { added: 2, changed: 1, withdrawn: 1 }]],
  "siteBrief.leftOut": [[["A", "B"]]],
  "roads.losesOnly": [
    ["ZONE", "FROM", ["B"]],
    ["ZONE", "FROM", ["B", "C"]],
  ],
  "roads.losesEvery": [["ZONE", "FROM", ["B", "C"]]],
  "roads.takesLonger": [
    ["ZONE", 1, "FROM", "TO", "MORE"],
    ["ZONE", 3, "FROM", "TO", "MORE"],
  ],
  "roads.fewerOne": [
    ["FROM", "TO", 1, 2],
    ["FROM", "TO", 2, 3],
  ],
  "roads.waysLeft": [
    [1, 2],
    [0, 1],
  ],
  "roads.zone": [["ZONE", ["FACT", "OTHER"]]],
  "roads.zoneUntil": [["2026-03-01"], [""]],
  "roads.zonesAlong": [[["A", "B"]]],
  "roads.zonesExpired": [[["A", "B"]]],
  "roads.noGoAlong": [[["A"]]],
  "roads.atMiddle": [[["A", "B"]]],
  "roads.turnBack": [[["A", "B"], "BACK", "ON"]],
  "roads.turnBackCut": [[["A"], "BACK", "ON"]],
  "roads.fillSource": [
    ["NAME", "2026-03-01"],
    ["NAME", ""],
  ],
  "roads.filled": [[["A", "B"]]],
  "roads.leftAsWritten": [[["A", "B"]]],
  "language.closes": [[["a.csv"]], [["a.csv", "b.csv"]]],
});

/** Values for parameters whose kind the entry alone knows: each entry takes one of the rows. */
const NUMBERS = [0, 1, 2, 1_000_000].map((n) => [n, n, n, n, n]);
const PLAIN = [...NUMBERS, ["①", "②", "③", "④", "⑤"], [true, true, true, true, true]];

/** @param {string} path @param {Function} say */
function textsOfFunction(path, say) {
  const texts = [];
  for (const values of SPECIAL[path] ?? PLAIN) {
    try {
      texts.push(say(...values));
    } catch (error) {
      // A number may be no day, and a text no number. What a real value gives is in `SPECIAL`.
      if (SPECIAL[path]) throw error;
      texts.push("");
    }
  }
  return texts.flat().map(String);
}

/**
 * Lists all entries of a table; those of lists one by one.
 * @param {unknown} value @param {string} [path]
 * @returns {Entry[]}
 */
export function entriesOf(value, path = "") {
  if (typeof value === "string") return [{ path, value, texts: [value] }];
  if (typeof value === "function") return [{ path, value, texts: textsOfFunction(path, value) }];
  return Object.entries(/** @type {object} */ (value ?? {})).flatMap(([name, one]) =>
    entriesOf(one, path ? `${path}.${name}` : name),
  );
}

/** The names in braces, in any order. @param {string} text */
export const placeholdersOf = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
