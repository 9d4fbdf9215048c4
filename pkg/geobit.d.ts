/// <reference lib="esnext.disposable" />

/**
 * GeoBit: geofence and route-risk analytics on a snapshot of recorded security incidents, in the reader's own process.
 *
 * Distances are kilometres on the WGS84 ellipsoid, durations days or hours as named, dates `YYYY-MM-DD` (UTC), longitude
 * and latitude degrees, longitude first. Every refused input is a {@link GeobitError}.
 */

/**
 * Starts an engine.
 * @throws {GeobitError} `badOption` for an unknown or unusable option, `engineFailed` where the WebAssembly or the worker
 * cannot be loaded.
 */
export function open(options?: OpenOptions): Promise<Geobit>;

export interface OpenOptions {
  /**
   * The engine's code, `geobit_bg.wasm`: its URL, a response with it, its bytes, or a compiled module.
   * Default: the file beside the package's own modules. A thread holds one engine code: with `worker: false` the first
   * one opened is used by all.
   */
  wasm?: string | URL | Response | BufferSource | WebAssembly.Module;
  /**
   * Where the engine runs: `true` in a worker of its own, `false` in this thread, or a worker script's URL (`geobit/worker`)
   * or a module worker that runs it. A given worker serves one `Geobit` at a time and is not ended by `close()`.
   * Default: `true` in browsers, `false` in Node.
   */
  worker?: boolean | string | URL | Worker;
}

/** A running engine. If it fails, it is started anew and every open snapshot is loaded again before the next answer. */
export interface Geobit extends Disposable {
  /** Version of the engine. */
  readonly version: string;
  /**
   * Loads a file of incidents. Its bytes are kept until the snapshot is closed. At most 1 GiB.
   * @throws {GeobitError} `tooLarge`, `unknownFormat`, `badCsv` or `badGeojson` (also for a file without a usable row),
   * `badOption` (with `at.field` `"source"` where the file cannot be fetched or read), `aborted`. A failed load changes
   * nothing: what was loaded before stays usable.
   */
  load(
    source: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options?: LoadOptions,
  ): Promise<Snapshot>;
  /**
   * Loads incidents that are in memory already, one value in each column for each incident. What
   * {@link Snapshot.columns} gives is taken as it is, keeps its row numbers and, being in order, loads several times as fast.
   * The arrays are not copied but kept until the snapshot is closed, and read again should the engine have to be started
   * anew: do not write to them meanwhile. With `worker: false` the load holds up this thread. Ids are `row 1`, `row 2` and
   * so on, in the order of the columns; the summary's `format` is `"columns"`.
   * @throws {GeobitError} `badOption` with `at.field`, the name of a column that is missing, unknown, of another type or
   * length than the others, or of the option `format` or `mapping`, which are for files; with `at.row` too, from 1,
   * where a value is out of its range; `tooLarge` beyond 1 GiB, `aborted`.
   */
  load(columns: ColumnSource, options?: LoadOptions): Promise<Snapshot>;
  /**
   * WebAssembly memory in bytes: what the engine holds now (`bytes`), which a closed snapshot is no more part of, and what
   * it has taken from the browser (`reserved`), which only grows and is used again.
   */
  memory(): Promise<{ bytes: number; reserved: number }>;
  /** Ends the engine and all its snapshots; what is pending, and every later call, rejects with `closed`. */
  close(): void;
  /** Single formulas of the engine, for checks from outside. */
  readonly formulas: Formulas;
}

export interface LoadOptions {
  /** Default `"auto"`: recognised from the content, CSV layouts (UCDP, HDX, generic) from their header. Parquet is not read yet. */
  format?: "auto" | "geojson" | "csv" | "parquet";
  /** Shown as the snapshot's name. Default: the file's own name, where it has one. */
  name?: string;
  /** Date of the data, from which recent windows count back. Default: the last day any incident has. */
  asOf?: string;
  /** Licence of the data, shown with it. */
  licence?: string;
  /** Whom to credit for the data. */
  attribution?: string;
  /** Generic CSV or GeoJSON: our field → their column, such as `{ start: "event_date" }`. */
  mapping?: Record<string, string>;
  /**
   * Told about progress in bytes: `download` (a URL or a response; total 0 where the server does not say), `read`, `index`.
   * Columns are taken in one step.
   * An error it throws ends the load.
   */
  onProgress?: (p: { phase: "download" | "read" | "index"; done: number; total: number }) => void;
  /** Ends the load with the code `aborted`. */
  signal?: AbortSignal;
}

/** One loaded file. It never changes. Rows are numbers of its incidents from 0, not the rows of the file. */
export interface Snapshot extends Disposable {
  readonly summary: Summary;
  /**
   * The incidents that matter to an area: a `Polygon` or `MultiPolygon`, or any geometry with `properties.radiusKm`
   * (circle, corridor, buffered polygon); a bare geometry takes `options.radiusKm`.
   * @throws {GeobitError} `badGeometry` with `at.vertex`, `badOption` with `at.field`, `closed`, `engineFailed`.
   */
  geofence(area: Feature | Geometry, options?: GeofenceOptions): Promise<GeofenceReport>;
  /**
   * One report per feature, in their order, each with its place `among` the others. The areas are asked some at a time, so
   * that other questions are answered meanwhile. With `detail: "rows"` the arrays of the reports are parts of common ones, and
   * where everything is certain the reports share the same shares: read them, do not write to them.
   * @throws {GeobitError} as {@link Snapshot.geofence}; `at.row` is the number of the feature, from 1. `aborted`.
   */
  geofences(areas: FeatureCollection, options?: GeofencesOptions): Promise<GeofenceReport[]>;
  /**
   * The incidents along a `LineString`, and what the recent ones mean for a trip.
   * @throws {GeobitError} `badGeometry` with `at.vertex`, `badOption` with `at.field`, `closed`, `engineFailed`.
   */
  route(line: Feature | Geometry, options?: RouteOptions): Promise<RouteReport>;
  /**
   * Several routes for one trip, one report each, and how they compare: which differ in exposure, what roads they share,
   * which are worse in every way, and how many are independent. No route is called the best.
   * @throws {GeobitError} the same, with `at.row` the number of the route from 1; `tooLarge` for more than 16.
   */
  routes(lines: FeatureCollection, options?: RoutesOptions): Promise<RoutesReport>;
  /**
   * Full records, in the order asked.
   * @throws {GeobitError} `badOption` for anything but row numbers of this snapshot, `closed`, `engineFailed`.
   */
  incidents(rows: ArrayLike<number>): Promise<Incident[]>;
  /** All incidents as columns, by row. */
  columns(): Promise<Columns>;
  /** Gives back the memory; what is pending, and every later call, rejects with `closed`. */
  close(): void;
}

/** What a file holds. `located` + `notLocatable` + `superseded` + `rejected` = `rows`: no row vanishes. */
export interface Summary {
  name: string;
  /** The layout that was recognised. */
  format: string;
  /** Date of the data. */
  asOf: string;
  /** First day of any incident. */
  from: string;
  /** Last day of any incident. */
  to: string;
  /** West, south, east, north in degrees, of the located incidents; `null` where there is none. */
  bbox: [number, number, number, number] | null;
  /** Rows or features read. */
  rows: number;
  /** Incidents kept: `located` + `notLocatable`. */
  count: number;
  /** Kept, with a usable place. */
  located: number;
  /** Kept, but without a usable place; they enter no distance. */
  notLocatable: number;
  /** Rows left out because a later one of the file has the same id. */
  superseded: number;
  /** Rows left out because they cannot be read. */
  rejected: number;
  /** The first 100 rejected rows: `row` is the line of a CSV file or the number of a feature, from 1. */
  rejections: { row: number; reason: string }[];
  /** What is odd in rows that were kept. */
  warnings: { reason: string; count: number }[];
  /** Incidents per kind. */
  kinds: Record<string, number>;
  /** Sums of recorded deaths. */
  fatalities: { low: number; best: number; high: number };
  licence?: string;
  attribution?: string;
  /** What the provider does not record, such as kidnappings without deaths: their absence means nothing. */
  cannotContain: string[];
  /** Kinds that the provider never records: a count of zero says nothing. */
  neverRecords: Kind[];
  /** Version of the table from location precision to uncertainty radius. */
  precisionTable: string;
  /** Version of the table from the provider's codes to kinds. */
  kindTable: string;
}

export interface GeofenceOptions {
  /** Makes any geometry an area: everything within this many km of it. `properties.radiusKm` of a feature goes before. */
  radiusKm?: number;
  /** Last day of the recent window. Default: the snapshot's. */
  asOf?: string;
  /** Length of the recent window in days, from 1. Default 28. */
  recentDays?: number;
  /** Length of the baseline before it in days, from 1. Default 336. */
  baselineDays?: number;
  /** First day asked for. Default: all. */
  from?: string;
  /** Last day asked for. Default: all. */
  to?: string;
  /** Only these kinds. */
  kinds?: Kind[];
  /** Only incidents with one of these actors, named as in the snapshot. */
  actors?: string[];
  /** Outer limits of the distance rings around the area in km, ascending. Default `[5, 10, 25, 50]`. */
  ringsKm?: number[];
  /** Default `true`. `false`: every incident with coordinates is a point, the not locatable ones too. */
  uncertainty?: boolean;
  /** Level of intervals, between 0 and 1. Default 0.95. */
  confidence?: number;
  /** `"rows"`: only `rows`, `share`, `counts` and `areaKm2`. Default `"full"`. */
  detail?: "full" | "rows";
  /** Looks for near repeats: `true`, or with numbers of one's own. Default: no, as it takes longer than all the rest. */
  repeat?: boolean | RepeatOptions;
}

export interface GeofencesOptions extends GeofenceOptions {
  /** Told about progress in areas. An error it throws ends the question. */
  onProgress?: (p: { phase: "areas"; done: number; total: number }) => void;
  /** Ends the question with the code `aborted`. */
  signal?: AbortSignal;
}

export interface RepeatOptions {
  /** Pairs up to this far apart are close in space: above 0, up to 100 km. Default 5. */
  km?: number;
  /** Pairs up to so many days apart are close in time: 0 to 3,650. Default 14. */
  days?: number;
  /** How often the days are shuffled: 19 to 99,999. Default 999. */
  permutations?: number;
  /** Of the shuffling: the same seed gives the same answer. A whole number from 0. Default 1. */
  seed?: number;
}

/** The recent window against the baseline before it. */
export interface Comparison {
  /** The window up to `asOf`. */
  recent: TimeWindow;
  /** The window before it. */
  baseline: TimeWindow;
  /** The recent rate against that of the baseline, of certain incidents. */
  change: Change;
  /** The same with every possible incident counted as one inside. */
  changeWithPossible: Change;
  /** How much the weekly counts of the baseline vary; `null` for fewer than two weeks or no incident. */
  dispersion: {
    /** Variance of the counts divided by their mean. Independent incidents give about 1. */
    index: number;
    /** Probability of so much or more by chance. */
    p: number;
    /** Whole weeks of the baseline. */
    weeks: number;
    /** Whether the index is above 1.5. Then intervals are widened by `factor`, the root of the index; else that is 1. */
    overdispersed: boolean;
    factor: number;
  } | null;
  /** How long ago the last certain incident up to `asOf` was; all `null` where there is none. */
  recency: {
    last: string | null;
    daysSinceLast: number | null;
    /** Median of the days between one certain incident and the next in both windows; `null` for fewer than two. */
    medianGapDays: number | null;
    /**
     * Probability of a gap at least as long as the present one, if the rate before the last incident still held; `null`
     * where that is before the baseline.
     */
    quietProbability: number | null;
  };
  /**
   * Counts per 7 days from `start`; `usual`: where a week lies with the probability `confidence` at the rate of the baseline,
   * wider where its weeks differ more than chance.
   */
  weekly: { start: string; counts: Uint32Array; usual: [number, number] };
}

/** The same, and what the weeks say. */
export interface History extends Comparison {
  /** Mann–Kendall test and Sen's slope of `weekly`; `settled`: of those weeks only whose records are complete. */
  trend: Slope & { settled: Slope };
  /** Poisson CUSUM over the whole weeks of both windows, for a doubled rate; `null` where the baseline has no incident. */
  alarm: {
    /** Incidents a week at the rate of the baseline. */
    expectedPerWeek: number;
    /** What a week may have before the sum grows. */
    reference: number;
    /** The sum at which it rings: by chance alone about once a year. */
    threshold: number;
    /** The sum after the last week. */
    level: number;
    /** Whether it rings in the last week, and the first day of the week since which it does. */
    ringing: boolean;
    since: string | null;
    /** First day of the last week in which it rang; `null`: in none. */
    lastRang: string | null;
  } | null;
}

export interface GeofenceReport extends History {
  /** Every incident with a share above 0 in the time range asked, by row. */
  rows: Uint32Array;
  /** Its share inside the area, 1 = certain. */
  share: Float32Array;
  /** Area of the geofence in km². */
  areaKm2: number;
  /** Incidents wholly inside, those partly inside, and the sum of the shares. */
  counts: { certain: number; possible: number; expected: number };
  /** Near repeats among the certain incidents of both windows; `null` unless asked for. */
  repeat: Repeat | null;
  /** The area's place among those asked together; only of `geofences()`. */
  among?: {
    /** How many there are. */
    areas: number;
    /** Of the change, corrected for the number of areas (Benjamini–Hochberg). */
    q: number;
    /** The recent rate drawn towards that of all areas, incidents per day. */
    shrunk: { perDay: number; interval: [number, number] };
    /** Best and worst rank by recent rate, 1 for the highest, that the counts do not rule out. */
    rank: [number, number];
  };
  /**
   * Incidents that lie wholly between two distances from the geometry as drawn, before any radius, in both windows: from
   * the site of a circle, the line of a corridor, the edge of a polygon (0 inside it).
   */
  rings: { fromKm: number; toKm: number; recent: number; baseline: number }[];
  /** Incidents per kind in both windows. */
  byKind: { kind: Kind; recent: number; baseline: number }[];
  /** The ten nearest incidents by their recorded points; `bearing` to them in degrees clockwise from north. */
  nearest: {
    row: number;
    id: string;
    date: string;
    kind: Kind;
    distanceKm: number;
    bearing: number;
    uncertaintyKm: number | null;
  }[];
  /** The parameters used, enough to repeat it. */
  method: { asOf: string } & Record<string, unknown>;
  /** What was left out, and why. */
  notes: string[];
}

/** Incidents in a window of time; `from` and `to` are its first and last day. */
export interface TimeWindow {
  days: number;
  from: string;
  to: string;
  count: number;
  perDay: number;
  /** Exact Poisson interval of `perDay` (Garwood). */
  interval: [number, number];
  /** The same for weeks that differ more than chance; `null` where they do not. */
  widened: [number, number] | null;
}

/** One rate divided by another. */
export interface Change {
  /** `null` where the baseline has no incident. */
  ratio: number | null;
  /** Clopper–Pearson interval of the ratio; `null`: nothing bounds it. */
  interval: [number, number | null];
  /** Two-sided, twice the smaller tail. */
  p: number;
  /**
   * `"tooFew"`: fewer than 5 incidents in both windows together. `"fewer"` is only said if it also holds without the last
   * 14 days before the snapshot's date, whose records are incomplete.
   */
  verdict: "more" | "fewer" | "noClearChange" | "tooFew";
  /** The same for weeks that differ more than chance, by which the verdict then goes; `null` where they do not. */
  widened: { interval: [number, number | null]; p: number } | null;
  /** Whether fewer are recorded, but not clearly so without the days whose records are incomplete. */
  fewerWithheld: boolean;
}

/** The trend of a series of weeks. */
export interface Slope {
  weeks: number;
  z: number;
  p: number;
  /** Sen's slope: incidents per week, each week. */
  perWeek: number;
  /** At the level `confidence`; `"tooFew"`: fewer than four weeks. */
  verdict: "rising" | "falling" | "noClearTrend" | "tooFew";
}

/** The Knox test: pairs of incidents that are close in space and in time. */
export interface Repeat {
  km: number;
  days: number;
  /** Incidents tested, and those left out because their place is less exact than `km`. */
  incidents: number;
  tooUncertain: number;
  /** Pairs close in space, close in both, and how many of these are expected by chance. */
  closeInSpace: number;
  observed: number;
  expected: number;
  /** Probability of so many or more by chance; `null` where there are too many pairs, or too few incidents, to test. */
  p: number | null;
  /** As many as were made: fewer than asked where there are many pairs. */
  permutations: number;
  seed: number;
}

export interface RouteOptions {
  /** Half the width of the corridor in km, above 0. Default 5. */
  corridorKm?: number;
  /** Length of a segment in km, above 0. Default 5. */
  segmentKm?: number;
  /** Speed of the convoy in km/h, above 0. Default 40. */
  speedKmh?: number;
  /** Other speeds, each from a place on, km along the route; in the order of the route. */
  speeds?: { fromKm: number; kmh: number }[];
  /** Halts: `km` along the route, `hours` long. */
  stops?: { km: number; hours: number }[];
  /** Within this many km of the convoy an incident counts as an encounter. Above 0. Default 1. */
  encounterKm?: number;
  /** After this many days an incident weighs half. Above 0. Default 30. */
  halfLifeDays?: number;
  /** Width of the kernel in km, above 0. Default 5. */
  bandwidthKm?: number;
  /** Day from which ages are counted, and on which the recent window ends. Default: the snapshot's. */
  asOf?: string;
  /** Length of the recent window. Default 28. */
  recentDays?: number;
  /** Length of the baseline before it. Default 336. */
  baselineDays?: number;
  /** First day asked for. Default: all. The windows do not depend on it. */
  from?: string;
  /** Last day asked for. Default: all. */
  to?: string;
  /** Only these kinds. */
  kinds?: Kind[];
  /** Only incidents with one of these actors, named as in the snapshot. */
  actors?: string[];
  /** Default `true`. `false`: every incident with coordinates is a point, the not locatable ones too. */
  uncertainty?: boolean;
  /** Level of intervals and of verdicts, between 0 and 1. Default 0.95. */
  confidence?: number;
  /** When the trip starts, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. The data tell no hours, so no number depends on it. */
  departure?: string;
  /**
   * `"rows"`: only `rows`, `distanceKm` and `alongKm`. `"exposure"`: only `exposure` and `encounter`. Both with `lengthKm`,
   * `hours` and `timeline`. Default `"full"`.
   */
  detail?: "full" | "rows" | "exposure";
}

/** Of each route, and of their comparison. */
export interface RoutesOptions extends RouteOptions {
  /** What one of them is asked otherwise, in the order of the routes: `speedKmh`, `speeds`, `stops`. */
  each?: RouteOptions[];
  /** Routes share a road where they are no farther apart than this, km, above 0 up to 100. Default 0.5. */
  sharedKm?: number;
  /** Rounds of the bootstrap, 99 to 100,000, and its seed. Default 1,999 and 1. */
  rounds?: number;
  seed?: number;
  /** Independent routes are sought among those with an encounter expectation below this. */
  below?: number;
  /** Independent routes may share the road so near to their ends, km, above 0. Default 5. */
  siteKm?: number;
}

/** A part of a road that two routes share, km along one of them. */
export interface SharedPart {
  fromKm: number;
  toKm: number;
}

/** Two routes, by their numbers from 0. Differences are of `a` less `b`. */
export interface RoutePair {
  a: number;
  b: number;
  hours: number;
  /** Of `encounter.expected`; interval and two-sided p of a Poisson bootstrap with the same weights for both. */
  difference: number;
  interval: [number, number];
  p: number;
  /** The p, corrected for the number of pairs (Benjamini–Hochberg). */
  q: number;
  /** Whether `a` has clearly more or less, at the level `confidence`. */
  verdict: "more" | "less" | "noClearDifference";
  /** The parts of each along which the other is no farther than `sharedKm`. */
  shared: { a: SharedPart[]; b: SharedPart[] };
}

export interface RoutesReport {
  routes: RouteReport[];
  /** Every two of them. */
  pairs: RoutePair[];
  /** Routes that take no less time than another and expect no fewer encounters; `clearly`: the pair differs clearly. */
  dominated: { route: number; by: number; clearly: boolean }[];
  /**
   * As many routes as there can be that share no road, but near their ends: of those with an expectation below `below`, and of
   * those whose whole interval lies below it. `null` unless `below` is given.
   */
  independent: { routes: number[]; surely: number[] } | null;
  /** How they were compared. */
  method: { sharedKm: number; siteKm: number; rounds: number; seed: number; below: number | null };
  notes: string[];
}

/** A part of a route. */
export interface Segment {
  /** Begin and end, km along the route. */
  fromKm: number;
  toKm: number;
  /** Its part of `exposure.integral`. */
  integral: number;
  /** Its part of `encounter.expected`, halts included. */
  expected: number;
  /** Incidents certainly in the corridor, whose nearest place on the route is here. */
  count: number;
  /** Other incidents, which may be in the corridor here: their place is too uncertain to say. */
  possible: number;
  /** From the last certain one to `asOf`; `null` where there is none. */
  daysSinceLast: number | null;
  /** The certain ones by kind. */
  kinds: Record<string, number>;
}

/** Segments that follow one another, as one; of `possible` each incident counts once. */
export interface Stretch extends Segment, Comparison {
  /** Its part of the route's `encounter.expected`. */
  share: number;
  /** Of the change, corrected for the number of stretches (Benjamini–Hochberg). */
  q: number;
  /** Whether `q` is below 1 − `confidence`: the verdict stands among all stretches and not only by itself. */
  standsAmongAll: boolean;
}

/** What is certainly in the corridor, over time. Silence is a gap in the record; it does not say that a road is open. */
export interface CorridorStatus extends History {
  /** Weeks of `weekly` with an incident. */
  activeWeeks: number;
  /** Laplace's test: whether the incidents of both windows crowd towards their end (z > 0); `null` without one. */
  laplace: { z: number; p: number; verdict: "late" | "early" | "noClearTrend" } | null;
  /** Blockades, checkpoints and extortion apart; `null` where the snapshot cannot contain them. */
  blockades: { recent: number; baseline: number } | null;
  /** Segments with incidents on several days of both windows, those with the most days first. */
  repeated: { fromKm: number; toKm: number; count: number; days: number; daysSinceLast: number }[];
}

export interface RouteReport {
  /** Geodesic length along the legs, which are straight in longitude and latitude. */
  lengthKm: number;
  /** Of the trip, halts included. */
  hours: number;
  /** Hours after departure at places along the route; in between the speed is one. A halt is the same place twice. */
  timeline: { km: Float64Array; hours: Float64Array };
  /** Incidents whose point lies within `corridorKm` of the route, by row. */
  rows: Uint32Array;
  /** Their distance to the route in km. */
  distanceKm: Float32Array;
  /** The place on the route nearest to them, in km from its start. */
  alongKm: Float32Array;
  /** Recorded incidents per km² and day (λ) along the route: its integral over km, its mean, its highest value and where. */
  exposure: {
    integral: number;
    mean: number;
    peak: { km: number; lon: number; lat: number; value: number };
  };
  /** Recorded incidents expected within `encounterKm` of the convoy during the trip, if the recent pattern holds (Λ). */
  encounter: {
    expected: number;
    /** Of Fay and Feuer (1997), at the level `confidence`: what chance leaves open, were the recent pattern to hold. */
    interval: [number, number];
  };
  /** The route in parts of `segmentKm`. */
  segments: Segment[];
  /**
   * The worst stretches: the fewest segments that together hold half of `encounter.expected`, merged where one follows the
   * other. The one with the highest expectation first; none where nothing is expected.
   */
  stretches: Stretch[];
  /** The corridor as a whole. */
  status: CorridorStatus;
  /** The parameters used, enough to repeat it. */
  method: { asOf: string } & Record<string, unknown>;
  /** What was left out, and why. */
  notes: string[];
}

/** One record as the provider gave it, with its normalised kind. */
export interface Incident {
  /** Its row number in this snapshot. */
  row: number;
  /** The provider's id. */
  id: string;
  /** First day. */
  start: string;
  /** Last day; the first one where only one is recorded. */
  end: string;
  /** The provider's own code. */
  timePrecision: number | null;
  /** Degrees as recorded, however exact. */
  lon: number | null;
  lat: number | null;
  /** Radius in km within which the place lies; `null`: it cannot be located. */
  uncertaintyKm: number | null;
  kind: Kind;
  /** The provider's own code. */
  type: string;
  /** The provider's own code. */
  subtype: string;
  /** At most two. */
  actors: string[];
  /** Recorded deaths; `null`: not stated. */
  fatalities: { low: number | null; best: number | null; high: number | null };
  country: string;
  admin1: string;
  place: string;
  source: string;
  headline: string;
}

/** Incidents as columns of one length, which {@link Geobit.load} takes. */
export interface ColumnSource {
  /** Degrees from -180 to 180; `NaN` here and in `lat`: no coordinates. */
  lon: Float64Array;
  /** Degrees from -90 to 90. */
  lat: Float64Array;
  /** First day, since 1970-01-01, in the years 0000 to 9999; it is the last day as well. */
  day: Int32Array;
  /** Index into `kindNames`. Default: every incident is of the kind `other`. */
  kind?: Uint8Array;
  /** Default: all kinds in the order in which {@link Kind} names them. */
  kindNames?: Kind[];
  /** Radius from 0 to 20037 km; `NaN`: cannot be located. Default: 0. */
  uncertaintyKm?: Float32Array;
  /** Of no meaning here; allowed because {@link Columns} has it. */
  source?: Uint32Array;
}

/** All incidents by row. */
export interface Columns {
  /** Degrees; `NaN`: no coordinates. */
  lon: Float64Array;
  /** Degrees; `NaN`: no coordinates. */
  lat: Float64Array;
  /** Day of the start, since 1970-01-01. */
  day: Int32Array;
  /** Index into `kindNames`. */
  kind: Uint8Array;
  kindNames: Kind[];
  /** `NaN`: cannot be located. */
  uncertaintyKm: Float32Array;
  /** The number of the row's incident in the order of its source, from 0; rows left out have none. */
  source: Uint32Array;
}

export type Kind =
  | "armedClash"
  | "attackOnCivilians"
  | "abduction"
  | "explosion"
  | "blockade"
  | "looting"
  | "riot"
  | "protest"
  | "other";

export interface Formulas {
  /** Shortest way on the WGS84 ellipsoid: its length in km, and its azimuths at both points in degrees, -180 to 180. */
  geodesic(
    lon1: number,
    lat1: number,
    lon2: number,
    lat2: number,
  ): Promise<{ distanceKm: number; azimuth1: number; azimuth2: number }>;
  /** Share of a disc of radius `R` that lies within a circle of radius `r`, their centres `d` apart (any one unit, from 0). */
  discOverlap(R: number, r: number, d: number): Promise<number>;
  /** Integral over the plane leg from `a` to `b` of a Gaussian kernel of width `sigma` around `p` (km), in 1/km. */
  kernelLine(leg: {
    a: [number, number];
    b: [number, number];
    p: [number, number];
    sigma: number;
  }): Promise<number>;
  /** Exact Poisson interval of a rate, per unit of exposure (Garwood 1936). */
  poissonRate(observed: {
    count: number;
    exposure: number;
    confidence?: number;
  }): Promise<{ rate: number; lower: number; upper: number }>;
  /**
   * One rate, `k1` in `T1`, against another, `k0` in `T0`: conditional binomial with the limits of Clopper and Pearson; `p` is
   * twice the smaller tail. `null`: not defined (no count at all), or without bound.
   */
  rateRatio(counts: { k1: number; T1: number; k0: number; T0: number; confidence?: number }): Promise<{
    ratio: number | null;
    lower: number | null;
    upper: number | null;
    pGreater: number | null;
    pLess: number | null;
    p: number | null;
  }>;
  /** Gamma prior (shape `a`, rate `b` in units of exposure) after a count: the posterior, and the chance of one or more in `ahead`. */
  gammaPoisson(prior: {
    a: number;
    b: number;
    count: number;
    exposure: number;
    ahead: number;
    confidence?: number;
  }): Promise<{ a: number; b: number; mean: number; lower: number; upper: number; pAtLeastOne: number }>;
  /** Rates drawn towards that of all peers (Marshall 1991). `pooled`: chance explains all differences. */
  peerRates(
    counts: ArrayLike<number>,
    exposures: ArrayLike<number>,
  ): Promise<{
    mean: number;
    spread: number;
    excess: number;
    variance: number;
    a: number | null;
    b: number | null;
    pooled: boolean;
    rates: number[];
  }>;
  /** Interval of a weighted sum of Poisson counts (Fay and Feuer 1997). */
  weightedSum(
    weights: ArrayLike<number>,
    counts: ArrayLike<number>,
    options?: { confidence?: number },
  ): Promise<{ estimate: number; variance: number; largest: number; lower: number; upper: number }>;
  /** Mann–Kendall test, corrected for ties, and Sen's slope. All `null` for fewer than two values. */
  mannKendall(series: ArrayLike<number>): Promise<{
    s: number | null;
    variance: number | null;
    z: number | null;
    p: number | null;
    tau: number | null;
    slope: number | null;
    intercept: number | null;
  }>;
  /** q-values of Benjamini and Hochberg, in the order of the p. */
  benjaminiHochberg(p: ArrayLike<number>): Promise<number[]>;
  /** How many of independent events happen: probability of each number, mean, and chance of at least one. */
  poissonBinomial(p: ArrayLike<number>): Promise<{ mean: number; pAtLeastOne: number; pmf: number[] }>;
  /** Mann–Whitney test of `x` against `y`: exact without ties. `null` where one of them is empty. */
  mannWhitney(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
  ): Promise<{
    u: number | null;
    exact: boolean;
    p: number | null;
    pGreater: number | null;
    pLess: number | null;
  }>;
}

/**
 * `badGeometry`, `badCsv`, `badGeojson`, `unknownFormat`, `badOption`, `tooLarge`: the input is refused, and the place says where.
 * `badParquet`: reserved. `closed`, `aborted`: by the caller. `engineFailed`: the engine broke; it is started anew.
 */
export type ErrorCode =
  | "badGeometry"
  | "badCsv"
  | "badGeojson"
  | "badParquet"
  | "unknownFormat"
  | "badOption"
  | "tooLarge"
  | "closed"
  | "aborted"
  | "engineFailed";

/** The one error type: a stable code, a sentence a person can act on, and the place where it happened. */
export class GeobitError extends Error {
  constructor(code: ErrorCode, message: string, at?: Place, cause?: unknown);
  code: ErrorCode;
  at?: Place;
}

export interface Place {
  /** Line of a CSV file or number of a feature, from 1. */
  row?: number;
  /** Index of a vertex in its ring or line, from 0. */
  vertex?: number;
  /** Name of an option, a column or a member. */
  field?: string;
}

/** What the `using` statement needs. */
export interface Disposable {
  [Symbol.dispose](): void;
}

/** GeoJSON as of RFC 7946, as far as it is needed here; the types of `@types/geojson` fit. */
export type Position = number[];
export type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "MultiPoint"; coordinates: Position[] }
  | { type: "LineString"; coordinates: Position[] }
  | { type: "MultiLineString"; coordinates: Position[][] }
  | { type: "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] }
  | { type: "GeometryCollection"; geometries: Geometry[] };
export interface Feature {
  type: "Feature";
  geometry: Geometry;
  properties?: { radiusKm?: number; [name: string]: unknown } | null;
}
export interface FeatureCollection {
  type: "FeatureCollection";
  features: Feature[];
}
