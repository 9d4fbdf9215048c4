/// <reference lib="esnext.disposable" />

/**
 * GeoBit: geofence and route-risk analytics on a snapshot of recorded security incidents, computed in the reader's own
 * process.
 *
 * Distances are in kilometres on the WGS84 ellipsoid. Durations are in days or in hours, as their names say. Dates are
 * written `YYYY-MM-DD`, for the years 0000 to 9999, and are in UTC. Positions are in degrees, with the longitude first. Every
 * refused input is a {@link GeobitError}, whatever was passed. The options of one call hold at most 2,000,000 values and 16 million
 * characters, its shapes at most 8,000,000 coordinates.
 *
 * Reports use a few words in one sense. A *certain* incident lies inside with its whole uncertainty disc, a *possible*
 * one with a part of it. An interval is a pair of its lower and upper limit at the level `confidence`. A *p* is the
 * probability of a difference at least as large if nothing differed, and a *q* is a p that is corrected for the number
 * of tests.
 */

// Types of the platform: those of TypeScript's library `dom` or of Node where they are there, and else what the package uses of them.
type Blob = typeof globalThis extends { Blob: { prototype: infer Type } }
  ? Type
  : {
      readonly size: number;
      slice(start?: number, end?: number): unknown;
      arrayBuffer(): Promise<ArrayBuffer>;
    };
type Response = typeof globalThis extends { Response: { prototype: infer Type } }
  ? Type
  : {
      readonly ok: boolean;
      readonly url: string;
      readonly body: unknown;
      arrayBuffer(): Promise<ArrayBuffer>;
    };
type URL = typeof globalThis extends { URL: { prototype: infer Type } } ? Type : { readonly href: string };
type AbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Type } }
  ? Type
  : { readonly aborted: boolean };
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } }
  ? Type
  : object;
/** A worker of a browser or of Node. */
type Worker = { postMessage(message: unknown, transfer?: never): void };

/**
 * Starts an engine.
 * @throws {GeobitError} `badOption` for an option that is unknown or cannot be used; `engineFailed` if the WebAssembly
 * or the worker cannot be loaded.
 */
export function open(options?: OpenOptions): Promise<Geobit>;

export interface OpenOptions {
  /**
   * The engine's code, `geobit_bg.wasm`: its URL, a response with it, its bytes, or the compiled module. Default: the
   * file that comes with the package. A thread can hold only one engine code, so with `worker: false` all engines use
   * the code that was opened first.
   */
  wasm?: string | URL | Response | ArrayBuffer | ArrayBufferView | Module;
  /**
   * The code that reads files, `geobit_readers_bg.wasm`, in any of the same forms and of the same release. It is fetched when a file
   * that is no pack is first loaded, inspected or read as routes, and never for columns and packs. Default: the file that comes with the
   * package.
   */
  readersWasm?: string | URL | Response | ArrayBuffer | ArrayBufferView | Module;
  /**
   * The code for roads, `geobit_roads_bg.wasm`, in any of the same forms and of the same release. It is fetched when {@link Geobit.roads}
   * or {@link Geobit.pareto} is first called. Default: the file that comes with the package.
   */
  roadsWasm?: string | URL | Response | ArrayBuffer | ArrayBufferView | Module;
  /**
   * Where the engine runs: `true` for a worker of its own, `false` for this thread, the URL of a worker script that
   * runs `geobit/worker`, or a worker that was started with that script. A worker that you started serves one
   * `Geobit` at a time, and `close()` does not end it. Default: `true` in browsers, `false` in Node.
   *
   * A browser starts only scripts of the page's own origin as workers. Where the script is of another, such as that of a content
   * delivery network, a small module of this origin imports it. Where `true` finds no way to start a worker in a browser, the engine runs
   * in this thread. {@link Geobit.runsIn} and {@link Geobit.fallbacks} tell, and a warning on the console.
   */
  worker?: boolean | string | URL | Worker;
}

/**
 * A running engine. If it fails, the call that made it fail rejects with `engineFailed`, or with `tooLarge` for want of
 * memory. It is restarted, every open snapshot is loaded again, and all other calls are asked again and answered.
 */
export interface Geobit extends Disposable {
  /** Version of the engine. */
  readonly version: string;
  /**
   * Where the engine runs: in a worker; in a worker that imports the script from another origin, which takes a policy that allows
   * `blob:` workers and a host that sends `access-control-allow-origin`; or in this thread.
   */
  readonly runsIn: "worker" | "blobWorker" | "thisThread";
  /** Why the engine does not run where it was asked to, one sentence for each way that failed; mostly empty. */
  readonly fallbacks: readonly string[];
  /**
   * Loads a file of incidents: a table as text of at most 1 GiB, or GeoJSON or other JSON of at most 512 MiB, also packed in gzip or
   * zip. Its bytes are kept until the snapshot is closed. Loading takes at the highest about 1.6 times the size of the file in WebAssembly memory, beside the bytes that
   * are kept; a file with more text than fits is refused as `tooLarge`, with how much memory is needed and how much can be
   * had. If a load fails, snapshots that were loaded before stay usable.
   * @throws {GeobitError} `tooLarge`; `unknownFormat`; `badCsv` or `badGeojson`, also for a file without a usable row;
   * `badOption`, with `"source"` as `at.field` if the file cannot be fetched or read; `aborted`.
   */
  load(
    source: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options?: LoadOptions,
  ): Promise<Snapshot>;
  /**
   * Loads incidents that are in memory already. Each column holds one value for each incident. The columns that {@link
   * Snapshot.columns} returns load several times as fast as others, because they are in the order of the index, and
   * they keep their row numbers. The arrays are kept until the snapshot is closed and are read again if the engine has
   * to be restarted, so do not write to them meanwhile. With `worker: false` the load blocks this thread. The ids are
   * `row 1`, `row 2` and so on, in the order of the columns, and the `format` of the summary is `"columns"`.
   * @throws {GeobitError} `badOption`, with `at.field` for a column that is missing or unknown, or whose type or length
   * is wrong, and for the options `format` and `mapping`, which are only for files; with `at.row` as well, from 1, for
   * a value that is out of its range; `tooLarge` for a larger file; `aborted`.
   */
  load(columns: ColumnSource, options?: LoadOptions): Promise<Snapshot>;
  /**
   * Reads the routes and the sites of a file: GPX, KML, KMZ, TCX, GeoJSON (also one feature to a line), the answers of routing
   * services, tables of waypoints or of a track in CSV of any separator, WKT, encoded polylines and phones' location histories,
   * packed in gzip or zip or not. What a file is, is recognised by its content. A file has at most 64 MiB of text when it is
   * unpacked, and a route at most 100,000 vertices. Nothing of the file is kept, and no link in it is fetched.
   *
   * No vertex is left out in silence: one that cannot be read refuses the file, and what is left out or only probably right is
   * told in `doubts`.
   * @throws {GeobitError} `badRoute`, with `at.row`, `at.vertex` or `at.field`, for a file that cannot be read, that holds neither
   * routes nor sites, or that is a list of incidents (with `"as"` as `at.field`); `unknownFormat` for a file of another kind, such as a table
   * without places, and for a damaged archive; `tooLarge`; `badOption`, with `"source"` as `at.field` if the file cannot be fetched or read; `aborted`.
   */
  readRoutes(
    source: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options?: RoutesFileOptions,
  ): Promise<RouteFile>;
  /**
   * Tells what a file is and what would be read from it, by its first megabyte; archives and JSON are read whole, up to 64 MiB. The
   * options are those of a load. A file that cannot be read is no error: its `kindOfFile` is `"unknown"`, and the `doubts` say why.
   * @throws {GeobitError} `badOption`, with `"source"` as `at.field` if the file cannot be fetched or read; `tooLarge`; `aborted`.
   */
  inspect(
    source: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options?: LoadOptions,
  ): Promise<Inspection>;
  /**
   * Reads a catalogue of packs (docs/catalog.md). The engine verifies its signature with one of the public keys before anything that it
   * says is looked at. From a URL, the signature is read from the same URL with `.minisig` added; with bytes, it is an option.
   * @throws {GeobitError} `badSignature` for a catalogue that was altered or signed with another key; `badPack` for one that cannot be
   * read; `badOption`, with `"keys"` as `at.field` for a key that is none, and with `"source"` if it cannot be fetched; `aborted`.
   */
  catalog(
    source: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options: CatalogOptions,
  ): Promise<Catalog>;
  /**
   * Loads a pack together with the delta that brings it up to date, or with several, each for what comes of those before it. The
   * snapshot is that of the later pack: its rows, its order and what it says of itself.
   * @throws {GeobitError} `badPack` for a delta of another pack, for one that does not fit, where what comes of it is not what it names,
   * and for a file that is no pack or no delta; those of {@link Geobit.load}.
   */
  applyDelta(
    base: ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    delta:
      | ArrayBuffer
      | Uint8Array
      | Blob
      | Response
      | URL
      | string
      | (ArrayBuffer | Uint8Array | Blob | Response | URL | string)[],
    options?: LoadOptions,
  ): Promise<Snapshot>;
  /** The packs that are kept in this browser. */
  readonly packs: Packs;
  /**
   * Combines 2 to 16 snapshots of this engine into one, in which each incident knows its origin, such as a log of your own and
   * public data. Reports on it count by origin. The ids stay as they are: an id that occurs in several snapshots stands for
   * several incidents unless `same` says otherwise. Incidents follow one another in the order of the snapshots and of their
   * sources; their rows are new. A combined snapshot can be combined again and brings its origins along, of which a snapshot
   * has at most 256. It stays when the snapshots that it was made of are closed, and keeps their sources until it is closed.
   * @throws {GeobitError} `badOption`, with `"snapshots"` as `at.field` for anything but open snapshots of this engine, each
   * given once; with the number of the pair as `at.row`, from 1, for a pair in `same` that cannot be used; `tooLarge`;
   * `closed` if one of them is closed.
   */
  combine(snapshots: Snapshot[], options?: CombineOptions): Promise<Snapshot>;
  /**
   * Loads a network of roads: a pack of roads (docs/roads.md), or an extract of OpenStreetMap (`.osm.pbf`), which is read as a whole and
   * so should be a small one; `geobit roads build` makes packs of large ones. One that {@link Packs.list} tells of is loaded without a
   * request.
   * @throws {GeobitError} `badRoads`, with the number of the block as `at.row` in an extract, for a file that is neither, is cut or was
   * altered; `badOption` for options of an extract that are given with a pack, and, with `"id"` as `at.field`, for a pack that is not
   * kept or is one of incidents; `badPack` where what is kept was altered; `tooLarge` if there is not enough memory.
   */
  roads(
    source: KeptRoads | ArrayBuffer | Uint8Array | Blob | Response | URL | string /* a URL */,
    options?: RoadsOptions,
  ): Promise<RoadNetwork>;
  /**
   * Finds the paths of a network from one node to another that no other path beats in both costs, such as hours and exposure: all of them,
   * one for each pair of costs, exactly. There are none where the target is not reachable.
   * @throws {GeobitError} `badOption`, with the list and the place in it as `at.field`, such as `costs.1.17`, for a node that there is not
   * and for a cost that is not a number from 0 on; `tooLarge` for more than 20,000,000 partial paths; `closed`.
   */
  pareto(graph: Network, source: number, target: number, options?: ParetoOptions): Promise<ParetoPaths>;
  /**
   * Returns the WebAssembly memory in bytes. `bytes` is what the engine uses now; closing a snapshot frees its part of
   * it. `reserved` is what the engine has ever taken from the browser; it never shrinks, and freed memory is used
   * again.
   */
  memory(): Promise<{ bytes: number; reserved: number }>;
  /**
   * Tells whether a content security policy that forbids making code of text holds where the engine runs. A worker has the policy of the
   * headers that come with its script, and not that of the page: where a host sends none, `import()` stays open in the worker, which has
   * given up everything else. Always `false` in Node.
   */
  hasPolicy(): Promise<boolean>;
  /** Ends the engine and closes all its snapshots. Pending calls and all later ones reject with `closed`. */
  close(): void;
  /** Single formulas of the engine, so that its numbers can be checked from outside. */
  readonly formulas: Formulas;
}

/** What a file is, and what would be read from it. */
export interface Inspection {
  /** `csv` (a sheet of a workbook, too), `geojson`, `json`, `gpx`, `kml`, `tcx`, `polyline`, `wkt` or `unknown`. */
  format: string;
  /** What the columns mean: see {@link LoadOptions.layout}. `null` for a file without records of incidents. */
  layout: string | null;
  /** `"aggregates"` are numbers of incidents by region and period, of which none has a place. */
  kindOfFile: "incidents" | "routes" | "sites" | "aggregates" | "unknown";
  /** The columns, at most 1,000, each with its values in the first five rows, of which at most 80 letters are shown. */
  columns: { name: string; samples: string[] }[];
  /** The columns by the names of our fields, as they would be used, whether or not they are all that is needed. */
  mapping: Record<string, string>;
  /** The fields that are needed and were not found. */
  missing: string[];
  /** What comes first in the dates. A file of `"ambiguous"` dates needs the option `dateOrder`. Absent if there are no dates. */
  dateOrder?: "ymd" | "dmy" | "mdy" | "ambiguous";
  /** What is doubtful or wrong, as sentences. */
  doubts: string[];
  /** The encoding of the text, such as `utf-8`. */
  encoding: string;
  /** What separates the cells of a row. Absent if the file is no table. */
  separator?: string;
}

/** What may be said about a file of routes. */
export interface RoutesFileOptions {
  /**
   * Whether points and the rows of a table are the stops of a route or sites. With `"sites"`, lines are sites as well. Default:
   * `"auto"`, by which the content of the file decides.
   */
  as?: "auto" | "route" | "sites";
  /** The name of routes that have none in the file. Default: the name of the file without its extension, or `Route`. */
  name?: string;
  /** The name of the file, if the source has none. It names routes, and does not decide what the file is. */
  fileName?: string;
  /** How many decimal digits encoded polylines have. Default: what is likelier; the other reading follows it. */
  digits?: 5 | 6;
  /** The encoding of the text, such as `windows-1252`. Default: the file decides. */
  encoding?: string;
  /** The sheet of a workbook: see {@link LoadOptions.sheet}. */
  sheet?: string | number;
  /** Receives the progress in bytes, as for {@link Geobit.load}. Reading is one step. */
  onProgress?: (p: { phase: "download" | "read"; done: number; total: number }) => void;
  /** Aborts the reading, as for {@link LoadOptions.signal}. */
  signal?: AbortSignal;
}

/** What a file of routes holds. */
export interface RouteFile {
  /**
   * The routes, at most 200, the likeliest first. Longitudes are within ±180. `properties.name` is one line of text without
   * hidden characters, and may hold anything else, such as HTML; `properties.kind` says what the route is in the file: `track`,
   * `route`, `plan` (a route beside a track), `line`, `waypoints`, `points`, `polyline` (with its `digits`) or `history`.
   */
  routes: FoundRoute[];
  /** Points and polygons, at most 10,000, as places to watch; with `as: "sites"` lines as well. */
  sites: Feature[];
  /** What was left out, and what is only probably right, as sentences. */
  doubts: string[];
}

/** A route of a file. */
export interface FoundRoute {
  type: "Feature";
  geometry: { type: "LineString"; coordinates: number[][] };
  properties: { name: string; kind: string; digits?: 5 | 6 };
}

/**
 * What may be said about a file, and about what is loaded from it. Columns are no file: `layout`, `dateOrder`, `sheet`, `decimal`,
 * `encoding`, `utcOffset` and `mapping` are refused beside them, and any `format` but `"auto"`.
 */
export interface LoadOptions {
  /**
   * Format of the file: a table as text (`"csv"`), JSON (`"geojson"`) or Parquet. Default: `"auto"`, which recognises it by the content.
   */
  format?: "auto" | "geojson" | "csv" | "parquet";
  /**
   * What the columns mean. A file that does not have the columns of the layout is refused. Default: the columns decide.
   */
  layout?: "acled" | "acled-totals" | "gdelt" | "generic" | "icews" | "kobo" | "ucdp";
  /**
   * Whether the day or the month comes first in dates that end with the year, such as 03/04/2026. Default: all dates of the
   * file decide together. A file that leaves it open is refused, with `"dateOrder"` as `at.field`.
   */
  dateOrder?: "dmy" | "mdy";
  /**
   * The sheet of a workbook (`.xlsx`): its name, or its number among the sheets with cells, from 1. Default: the only sheet that can
   * be read; if there are several, the file is refused, with `"sheet"` as `at.field`. Workbooks may have 20 million cells and 256 MiB.
   */
  sheet?: string | number;
  /** The decimal sign. Default: the coordinates decide. */
  decimal?: "." | ",";
  /** The encoding of the text, such as `windows-1256`. Default: the content decides. */
  encoding?: string;
  /**
   * The time zone in which a time with an offset falls on its day, such as `"+00:00"`. Default: the day is the one that is
   * written, so `2026-02-01T00:00:00+03:00` is on 1 February.
   */
  utcOffset?: string;
  /**
   * Today, in the years 0000 to 9999. A row whose first day is before 1900 or more than 31 days after `asOf`, or else after
   * today, is rejected. Columns are taken as they are. Default: the date of the machine.
   */
  today?: string;
  /** Name of the snapshot, of at most 10,000 characters. Default: `fileName`. */
  name?: string;
  /** Name of the file, of at most 10,000 characters. Default: that of the source, if it has one. */
  fileName?: string;
  /**
   * Last day that the data covers, in the years 0000 to 9999. Recent windows end on it unless a question says otherwise.
   * Default: the last first day of any incident.
   */
  asOf?: string;
  /**
   * Licence of the data, of at most 10,000 characters. Default: the licence of the provider, if the layout of the file shows
   * who that is.
   */
  licence?: string;
  /**
   * Whom to credit for the data, in at most 10,000 characters. Default: as the provider wishes, if the layout of the file
   * shows who that is.
   */
  attribution?: string;
  /**
   * The columns of a generic CSV or GeoJSON file by the names of our fields, such as `{ start: "event_date" }`. An empty name says
   * that no column holds the field: `{ end: "" }`. Fields that are not named are found by the names of the columns. A place at
   * exactly 0°, 0° stands for none with a mapping as well: the row is kept as not locatable, with a warning.
   */
  mapping?: Record<string, string>;
  /**
   * Receives the progress in bytes. The phase `download` is reported for a URL or a response only, and its `total` is 0
   * if the server does not tell the length. Columns are read in one step. If the engine is restarted meanwhile, the
   * file is read again from its start. If the function throws, the load rejects with `badOption`, with `"onProgress"` as
   * `at.field` and the error as `cause`.
   */
  onProgress?: (p: { phase: "download" | "read" | "index"; done: number; total: number }) => void;
  /**
   * Aborts the load, which then rejects with `aborted` at the end of the step that the engine is in. An engine in a worker of its
   * own that does not come to that end within 3 s is replaced: the other snapshots are loaded again, and calls that wait are
   * answered by the new engine.
   */
  signal?: AbortSignal;
}

export interface CombineOptions {
  /**
   * Pairs of incidents that are the same event, each as `[snapshot, row, snapshot, row]` with numbers from 0, at most 300,000.
   * They count as one incident, that of the first; `summary.superseded` counts the others. Pairs that have incidents in common
   * make one event of all of them. What is kept then is an incident that is named first in its pairs and never second, and
   * among several that of the first snapshot. Default: none.
   */
  same?: [number, number, number, number][];
  /**
   * A name for the origin that each snapshot is, all of them different, of at most 10,000 characters each. Of a snapshot that is
   * combined itself, the name is put before the names of its origins. Default: the names of the snapshots, with a number
   * where a name comes again.
   */
  names?: string[];
}

/**
 * A loaded file, which never changes. A *row* is the number of an incident in the snapshot, from 0, and not a row of
 * the file.
 */
export interface Snapshot extends Disposable {
  readonly summary: Summary;
  /**
   * Reports what is recorded in and around an area. The area is a polygon, or any geometry with everything within a
   * radius of it: `properties.radiusKm` of a feature, or else the option `radiusKm`. Points and lines need one of the
   * two.
   * @throws {GeobitError} `badGeometry` with `at.vertex`; `badOption` with `at.field`; `closed`; `engineFailed`.
   */
  geofence(area: Feature | Geometry, options?: GeofenceOptions): Promise<GeofenceReport>;
  /**
   * Returns one report for each feature, in their order, each with the place of its area `among` the others. The areas
   * are answered some at a time, so that other questions can be answered in between. With `detail: "rows"` the arrays
   * of the reports are views of common arrays, so do not write to them.
   * @throws {GeobitError} As for {@link Snapshot.geofence}, with the number of the feature as `at.row`, from 1;
   * `tooLarge` for more than 100,000 areas, and for full reports whose weekly series have more than 10,000,000 weeks
   * together; `aborted`.
   */
  geofences(areas: FeatureCollection, options?: GeofencesOptions): Promise<GeofenceReport[]>;
  /**
   * Reports what is recorded along a `LineString`, and how many incidents a convoy may expect to encounter if the
   * recent pattern holds.
   * @throws {GeobitError} `badGeometry` with `at.vertex`; `badOption` with `at.field`; `closed`; `engineFailed`.
   */
  route(line: Feature | Geometry, options?: RouteOptions): Promise<RouteReport>;
  /**
   * Answers as {@link Snapshot.geofence}, as GeoJSON for maps and other programs. The property `part` says what a feature
   * is: the `area`, an `incident` inside it with its record and its `share`, or a `ring` around it. A ring is drawn around
   * a site; around other areas its geometry is `null`. Foreign members of the collection hold the provenance of the data
   * and, of a full report, `coverage`, `method` and `notes`. The feature of the area has `coverage` and `verdictText`, too.
   * @throws {GeobitError} As for {@link Snapshot.geofence}.
   */
  geofenceGeojson(area: Feature | Geometry, options?: GeofenceOptions): Promise<FeatureCollection>;
  /**
   * Answers as {@link Snapshot.route}, as GeoJSON for maps and other programs. The property `part` says what a feature is:
   * the `route`, an `incident` in its corridor with its record, `distanceKm` and `alongKm`, a `segment`, or a worst
   * `stretch`. Foreign members are as for {@link Snapshot.geofenceGeojson}.
   * @throws {GeobitError} As for {@link Snapshot.route}.
   */
  routeGeojson(line: Feature | Geometry, options?: RouteOptions): Promise<FeatureCollection>;
  /**
   * Reports on several routes for one trip and compares them: which of them differ in exposure, which roads they share,
   * which routes are no better than another in any way, and how many are independent of one another. No route is called
   * the best.
   * @throws {GeobitError} As for {@link Snapshot.route}, with the number of the route as `at.row`, from 1, unless the error
   * is in an option that is the same for all routes; `tooLarge` for more than 16 routes.
   */
  routes(lines: FeatureCollection, options?: RoutesOptions): Promise<RoutesReport>;
  /**
   * Fits the intensity to the snapshot, some steps at a time, so that other questions can be answered in between. Without it,
   * the first question that needs the fit waits for it: a second or two for 100,000 incidents. It is made once.
   * @throws {GeobitError} `aborted`; `closed`; `engineFailed`.
   */
  fit(options?: FitOptions): Promise<void>;
  /**
   * Finds suspected duplicates: which incidents of this snapshot and of another one of the same engine may be records of the
   * same event. Each incident is in one pair at most, and the pairs are those with the largest total score. Nothing is merged:
   * let people decide, and pass the pairs that they accept to {@link Geobit.combine} as `same`.
   * @throws {GeobitError} `badOption`; `tooLarge` if more than 2,000,000 pairs are within the limits, or too many have to be
   * looked at to find them; `closed`; `engineFailed`.
   */
  duplicates(other: Snapshot, options?: DuplicatesOptions): Promise<DuplicatesReport>;
  /**
   * Tells what changed since an older snapshot of the same provider, of the same engine: incidents are joined by their ids. Some
   * incidents are compared at a time, so that other questions can be answered in between.
   * @throws {GeobitError} `badOption`, such as for a snapshot without ids (columns, or a pack without text) or of another layout;
   * `badGeometry` for a shape that is no area, with its number, from 1, as `at.row`; `tooLarge` for more than 100,000 shapes;
   * `aborted`; `closed`; `engineFailed`.
   */
  changes(older: Snapshot, options?: ChangesOptions): Promise<Changes>;
  /**
   * Looks at rules about shapes, at most 5,000, and returns an alert for each, in their order. An empty list is answered by an empty
   * list.
   * @throws {GeobitError} `badOption` and `badGeometry`, with the number of the rule, from 1, as `at.row` and the member of the rule
   * as `at.field`; `closed`; `engineFailed`.
   */
  alerts(rules: Rule[], options?: AlertsOptions): Promise<Alert[]>;
  /**
   * Tells where the incidents of each year, quarter or month lie: their mean centre, the ellipse around it, their distances to a place by
   * quantiles and by ring; and whether the last period that the data cover to its end differs from the one before.
   * @throws {GeobitError} `badOption`; `badGeometry` for a shape that is no area; `closed`; `engineFailed`.
   */
  region(options?: RegionOptions): Promise<Region>;
  /**
   * Looks for groups of incidents that are near each other and recent, and tells how unusual each is: the prospective space-time
   * permutation scan. Some places are looked at at a time, so that other questions can be answered in between.
   * @throws {GeobitError} `badOption`; `badGeometry` for a shape that is no area; `tooLarge`, with the figures, for more than 5,000
   * different places or 60,000 incidents; `aborted`; `closed`; `engineFailed`.
   */
  clusters(options?: ClustersOptions): Promise<Clusters>;
  /**
   * Returns a snapshot of the incidents that match, among those of this one, which answers every question of them alone. Which places
   * and days the data cover is still told by all incidents, so that a zero means that nothing recorded matches. Sentences and notes say
   * that only some incidents count. The rows are new; ids, origins, the data-as-of and the coverage stay, and `summary.filters` has what was
   * asked for. There may be none: `summary.count` is 0 then. It stays when this snapshot is closed, and keeps its source until it is closed.
   * @throws {GeobitError} `badOption`, with the name of the part as `at.field`, such as for an actor that no incident names; `tooLarge`;
   * `closed`; `engineFailed`.
   */
  filtered(matching: Matching): Promise<Snapshot>;
  /**
   * Returns the actors that most incidents name, those of more incidents first, at most `most` of them: 1 to 1,000. Default: 100.
   * @throws {GeobitError} `badOption`; `closed`; `engineFailed`.
   */
  frequentActors(most?: number): Promise<{ name: string; count: number }[]>;
  /**
   * Returns full records, in the order of `rows`, of which at most 1,000,000 can be asked for at once.
   * @throws {GeobitError} `badOption` for anything but row numbers of this snapshot; `tooLarge` for records of more than
   * 256 MB; `closed`; `engineFailed`.
   */
  incidents(rows: ArrayLike<number>): Promise<Incident[]>;
  /** Returns all incidents as columns, by row. */
  columns(): Promise<Columns>;
  /**
   * Returns the snapshot as a pack: a GeoParquet file for other programs and for the command line. This version of the package cannot
   * load it again. Coordinates are kept to 1e-7 degrees. `text: false` leaves out ids, names, places, sources and headlines. Default: `true`.
   * @throws {GeobitError} `badOption`; `closed`; `engineFailed`.
   */
  toParquet(options?: { text?: boolean }): Promise<Uint8Array>;
  /** Frees the memory of the snapshot. Pending calls and all later ones reject with `closed`. */
  close(): void;
}

/**
 * What a file holds. Every row is accounted for: `located` + `notLocatable` + `superseded` + `rejected` + `leftOut` = `rows`.
 */
export interface Summary {
  name: string;
  /**
   * The layout and the format that were recognised, such as `"ucdp-csv"`, `"csv"` or `"geojson"`; `"columns"` for columns,
   * `"combined"` for combined snapshots.
   */
  format: string;
  /**
   * What the columns mean: see {@link LoadOptions.layout}. `"generic"` if no provider was recognised, `"combined"` for combined
   * snapshots.
   */
  layout: string;
  /** What the data cover, as far as the records themselves tell. */
  coverage: {
    /** The countries that the records name, in alphabetical order, at most 300. */
    countries: string[];
    /** As {@link Summary.bbox}. */
    bbox: [number, number, number, number] | null;
    /** First day of any incident. */
    from: string;
    /** Last day that the data covers. */
    to: string;
    /** What else is to be known, as a sentence. */
    note?: string;
  };
  /** Last day that the data covers. For combined snapshots it is the earliest of their origins. */
  asOf: string;
  /** First day of any incident. */
  from: string;
  /** Last day of any incident. */
  to: string;
  /**
   * The western, southern, eastern and northern limit of the located incidents in degrees; `null` if there are none.
   */
  bbox: [number, number, number, number] | null;
  /** Number of data rows or features. */
  rows: number;
  /** Number of incidents: `located` + `notLocatable`. */
  count: number;
  /** Incidents whose place is known well enough to compute distances. */
  located: number;
  /**
   * Incidents without such a place: without coordinates, or with an uncertainty radius above 500 km. They are part of no
   * answer unless `uncertainty` is `false`.
   */
  notLocatable: number;
  /**
   * Rows that were left out because another row has the same id and was edited later, or else comes later in the file, or by
   * the option `same` of `combine()`.
   */
  superseded: number;
  /** Rows that were left out because they cannot be read. */
  rejected: number;
  /** Number of rows that were left out on purpose, by `filters`. */
  leftOut: number;
  /**
   * The first 100 rejected rows, of a combined snapshot those of each origin. `row` is the line of a CSV file or the number of
   * a feature, from 1. `origin` is the number of the origin, from 0, in combined snapshots only.
   */
  rejections: { row: number; reason: string; origin?: number }[];
  /**
   * What is unusual in rows that were kept, in how many rows, and the first 100 of them, numbered as in `rejections`. There are no
   * numbers if the file as a whole is unusual. `origin` is as in `rejections`.
   */
  warnings: { reason: string; count: number; rows: number[]; origin?: number }[];
  /** Number of incidents by kind. Kinds without an incident are left out. */
  kinds: Record<string, number>;
  /**
   * Sums of the recorded deaths, by the lowest, the best and the highest estimate, each over the incidents for which it is recorded:
   * in a combined snapshot they may be different ones. `null` where it is recorded for none.
   */
  fatalities: { low: number | null; best: number | null; high: number | null };
  /** Licence of the data, if it is known. Where the origins of a combined snapshot differ, it names the licence of each. */
  licence?: string;
  /** Whom to credit for the data, if it is known: for combined snapshots all of them. */
  attribution?: string;
  /** Where the incidents come from: one origin, or those of a combined snapshot. Incidents name them by number, from 0. */
  origins: Origin[];
  /**
   * The filters that every incident passed, in the order in which they were applied. Rejections and
   * warnings are still those of all rows of the source.
   */
  filters: Filters[];
  /**
   * What the provider does not record, in short phrases. Its absence from the data means nothing. Of a combined snapshot, what
   * none of the origins records.
   */
  cannotContain: string[];
  /**
   * The kinds that the provider never records, so that a count of zero means nothing. Of a combined snapshot, those that none
   * of the origins records.
   */
  neverRecords: Kind[];
  /** Version of the table that gives each location precision of a provider its uncertainty radius. */
  precisionTable: string;
  /** Version of the table that gives each code of a provider its kind. */
  kindTable: string;
}

/** What was left out of a source on purpose: incidents that do not pass every part that is given. */
export interface Filters {
  /** The box in which incidents were kept, degrees: west, south, east, north. It crosses the antimeridian if west > east. */
  bbox?: [number, number, number, number];
  /** The countries of which incidents were kept. */
  countries?: string[];
  /** The first day of which incidents were kept. */
  since?: string;
  /**
   * The incidents that were chosen by {@link Snapshot.filtered}. Unlike the other parts, this does not change which places and days the
   * data cover.
   */
  matching?: {
    /** What was asked for. */
    only: Matching;
    /** The number of incidents among which they were looked for. */
    of: number;
    /** The number of these of which no deaths are recorded; 0 where deaths were not asked for. */
    withoutDeaths: number;
    /** The number of these that cannot be located; 0 where no radius was asked for. */
    notLocatable: number;
  };
}

/** The incidents that are meant: those that every part fits. A part that is not given fits all. */
export interface Matching {
  /** The kinds, one to nine. */
  kinds?: Kind[] | null;
  /** The actors of which one is named, as they are named in the snapshot; 1 to 1,000. */
  actors?: string[] | null;
  /**
   * The fewest recorded deaths, by the best estimate, a whole number, 0 to 4,294,967,295. An incident without one does not match, even where
   * this is 0.
   */
  minFatalities?: number | null;
  /** The most recorded deaths, by the best estimate, a whole number, 0 to 4,294,967,295. An incident without one does not match. */
  maxFatalities?: number | null;
  /**
   * Words that stand, in this order and without a gap, in one text of the incident: its headline, place, province, country, type,
   * subtype, an actor, or its source; 1 to 200 characters. Capitals and accents make no difference. A snapshot without texts refuses
   * them.
   */
  text?: string | null;
  /** The largest radius of uncertainty, km, 0 to 500. An incident that cannot be located does not match. */
  maxUncertaintyKm?: number | null;
  /**
   * The names of the origins that incidents may have; 1 to 256. What another origin tells is then not known at all: neither its incidents
   * count nor where and when it has any.
   */
  origins?: string[] | null;
}

/** Where incidents of a snapshot come from. */
export interface Origin {
  /** Its name. In a combined snapshot no two origins have the same. */
  name: string;
  /** Number of incidents that come from it. */
  count: number;
  /** Last day that its data covers. */
  asOf: string;
  /** The layout of its source; see {@link Summary.format}. */
  format: string;
  /** Licence of its data, if it is known. */
  licence?: string;
  /** Whom to credit for its data, if it is known. */
  attribution?: string;
  /** The filters that its incidents passed, in the order in which they were applied. */
  filters: Filters[];
  /** What it does not record, in short phrases. */
  cannotContain: string[];
  /** The kinds that it never records. */
  neverRecords: Kind[];
}

export interface DuplicatesOptions {
  /** The most km between the recorded points of a pair, 0 to 100. Default: 2. */
  withinKm?: number;
  /** The most days between the first days of a pair, a whole number, 0 to 30. Default: 1. */
  withinDays?: number;
  /** Whether the kinds of a pair must be the same, or one of them `other`. Default: `true`. */
  sameKind?: boolean;
}

/** Suspected duplicates in two snapshots: `a` is the one that was asked, `b` the other one. */
export interface DuplicatesReport {
  /** The pairs, those with the highest score first, and of the same score by rows. */
  pairs: {
    /** Row of `a`. */
    a: number;
    /** Row of `b`. */
    b: number;
    /** Distance of the recorded points. */
    km: number;
    /** Days between the first days. */
    days: number;
    /**
     * How alike they are, 0 to 1: 1 less the mean of `km / withinKm`, `days / withinDays` and, where both state a best estimate
     * of deaths, min(1, |ln((1 + d₁)/(1 + d₂))|/0.7). A part with the limit 0 is 0.
     */
    score: number;
  }[];
  /** Number of incidents of each that are in no pair because they cannot be located. */
  leftOut: { a: number; b: number };
  /** The options as they were answered, and what else the answer rests on. */
  method: {
    withinKm: number;
    withinDays: number;
    sameKind: boolean;
    distance: string;
    /** The names of both snapshots. */
    snapshots: [string, string];
    version: string;
  };
  /** Sentences about what was left out and what a reader has to know. */
  notes: string[];
}

/** Options of {@link Snapshot.changes}. */
export interface ChangesOptions {
  /** Shapes to watch, each an area: see {@link Snapshot.geofences}. Default: none. */
  watch?: FeatureCollection;
  /** The language of `words`. Default: `"en"`. */
  lang?: "en" | "fr";
  /**
   * Receives the number of steps that are taken, and of all steps. If the function throws, the question rejects with `badOption`,
   * with `"onProgress"` as `at.field` and the error as `cause`.
   */
  onProgress?: (p: { phase: "changes"; done: number; total: number }) => void;
  /** Aborts the question, which then rejects with `aborted`. */
  signal?: AbortSignal;
}

/** What changed from an older snapshot to a newer one, which is the one that was asked. */
export interface Changes {
  /** Rows of the newer snapshot whose incidents the older one does not have, ascending. */
  added: Uint32Array;
  /**
   * Those of them that began on or before the data-as-of of the older snapshot (of their origin there), and that its filters would have let
   * pass: they happened then, and are recorded only now.
   */
  newlyRecordedOld: Uint32Array;
  /**
   * Incidents of both of which a field differs: the rows in both, and the names of the members of {@link Incident} that differ, at
   * least one. Coordinates that are equal to seven decimals are the same, as packs keep no more.
   */
  changed: { row: number; older: number; fields: string[] }[];
  /**
   * Rows of the older snapshot whose incidents the newer one does not have any more, though they lie within its dates, its countries
   * and its box, ascending.
   */
  withdrawn: Uint32Array;
  /** Rows of the older snapshot whose incidents the newer one does not have and does not cover, ascending. */
  outside: Uint32Array;
  /** Number of incidents of both of which no field differs. */
  unchanged: number;
  /** Number of incidents that have no id of their provider, and so are in none of these lists. */
  withoutId: { newer: number; older: number };
  /**
   * Days from the beginning of an incident to the data-as-of of the first snapshot that has it: how many of those added, and
   * quantiles. `null` where none was added.
   */
  lagDays: { n: number; q25: number; q50: number; q75: number; q90: number } | null;
  /**
   * What changed in each shape of `watch`, certainly or possibly inside. `changed` has rows of the newer snapshot, by either record,
   * and `withdrawn` rows of the older one.
   */
  watched: { added: Uint32Array; changed: Uint32Array; withdrawn: Uint32Array }[];
  /** All this as a sentence, in the language that was asked for. */
  words: string;
}

/** A rule about a shape. */
export interface Rule {
  /** An area, a place or a line: see {@link Snapshot.geofence}. */
  shape: Feature;
  /** A name for people, of at most 1,000 characters. It comes in no answer. */
  name?: string;
  /** Only incidents of these kinds, one to nine. Default: all. */
  kinds?: Kind[];
  /**
   * Only incidents with at least so many recorded deaths, by the best estimate or, where there is none, by the higher of the others.
   * Default: 0.
   */
  minFatalities?: number;
  /**
   * Everything within this distance of the shape is inside, km, 0.001 to 2,000: for all kinds, or by kind. A kind that is not named
   * then has the `radiusKm` of the feature; where a point or a line has none, it does not count. Default: that of the feature.
   */
  radiusKm?: number | Partial<Record<Kind, number>>;
  /**
   * When it fires: for any new incident that is certainly or possibly inside; for at least so many certainly inside (1 to 10,000) within
   * so many days (1 to 364), the last of which is the last one that is looked at; where the verdict of the last 28 days against the 336
   * before them is *more*; where the alarm for a doubled rate is ringing.
   */
  when: "any" | { atLeast: number; inDays: number } | "more" | "alarm";
  /** `since` of {@link AlertsOptions} for this rule. */
  since?: string;
  /** `today` of {@link AlertsOptions} for this rule. */
  today?: string;
}

/** Options of {@link Snapshot.alerts}. */
export interface AlertsOptions {
  /**
   * The first day on which an incident is new, by the data-as-of of the first snapshot that had it where that is known, and else by its
   * own first day. Default: the 28 last days.
   */
  since?: string;
  /**
   * The day on which the rules are looked at. What begins later does not count. Rules look at the days up to it, or up to the data-as-of
   * if that is earlier, and where the data are old `words` say so. Default: the data-as-of.
   */
  today?: string;
  /** The language of `words`. Default: `"en"`. */
  lang?: "en" | "fr";
  /** Seed of the simulations of places without a past, 0 to 4,294,967,295. Default: 1. */
  seed?: number;
}

/** What a rule says. */
export interface Alert {
  /** Number of the rule, from 0. */
  rule: number;
  /** Whether it fires. */
  fired: boolean;
  /**
   * The day since which it has, without a break and at most 364 days back: of `"any"` the first day of the earliest new incident, of
   * `"alarm"` the first day of a week. `null` where it does not fire.
   */
  since: string | null;
  /**
   * The incidents that it looked at, ascending: of `"any"` the new ones, of `atLeast` those within its days, of `"more"` those of the
   * last 28 days, and of `"alarm"` those since it has been ringing, or of the last 28 days.
   */
  rows: Uint32Array;
  /** The share of each that lies inside, above 0; 1 is certain. Only `"any"` fires for less. */
  share: Float32Array;
  /**
   * How many times a year it would begin to fire here by chance alone, if the record went on at the rate of its baseline. `null` where
   * that is not known: the baseline has no such incident, or the record begins too late.
   */
  falseAlarmsPerYear: number | null;
  /** All this as sentences, in the language that was asked for. */
  words: string;
}

/** Options of {@link Snapshot.region}. */
export interface RegionOptions {
  /** The length of the periods, which are those of the calendar. Default: `"year"`. */
  by?: "year" | "quarter" | "month";
  /**
   * The place that distances are measured from: longitude, -180 to 180, and latitude, -90 to 90. Default: the mean centre of all incidents
   * that count.
   */
  reference?: Position;
  /** What `words` calls that place, at most 100 characters. Default: the reference point. */
  referenceName?: string;
  /**
   * Outer limits of rings around it in km, each 0.001 to 20,040, ascending, at most 20. Default: `[50, 100, 200, 400, 800]`.
   */
  ringsKm?: number[];
  /** Only incidents whose recorded point is in this area: see {@link Snapshot.geofence}. Default: all. */
  within?: Feature;
  /** First day that counts. Default: no limit. */
  from?: string;
  /** Last day that counts. Default: no limit. */
  to?: string;
  /** Only incidents of these kinds, at most nine. Default: all kinds. */
  kinds?: Kind[];
  /**
   * Whether incidents that cannot be located, and those whose date is less exact than a period is long, are left out. With `false`
   * everything with coordinates counts. Either way an incident counts at its recorded point. Default: `true`.
   */
  uncertainty?: boolean;
  /** The day on which the question is asked, by which the age of the data is told. Default: not told. */
  today?: string;
  /** The language of `words`. Default: `"en"`. */
  lang?: "en" | "fr";
}

/** Where the incidents of each period lie. */
export interface Region {
  /** The periods that the data and the options reach into, one after the other, also those without an incident. */
  periods: RegionPeriod[];
  /**
   * The distances of the last period that the data cover to its end, against those of the period before it, by the test of Mann and
   * Whitney: the number of pairs in which the later distance is larger (ties count half), its two-sided p, and whether that is exact,
   * which it is without equal distances and with at most 2,500 pairs. `null` without two such periods, or if one has no incident.
   */
  test: { u: number; p: number; exact: boolean } | null;
  /** The place that distances are measured from; `null` where no incident counts and none was given. */
  reference: Position | null;
  /** Numbers of incidents that were asked about and do not count: without a usable place, and without a date that is exact enough. */
  leftOut: { notLocated: number; undated: number };
  /** What there is to say, in the language that was asked for. Counts by ring stand beside the distances. */
  words: string;
}

/** A period, and where its incidents lie. What would be about no incident is `null`. */
export interface RegionPeriod {
  /** Its first day. */
  from: string;
  /** Its last day. */
  to: string;
  /** Whether the data, or the days that were asked for, cover it only in part. */
  partial: boolean;
  /** Number of incidents. */
  n: number;
  /**
   * The mean of their longitudes and of their latitudes. Longitudes are counted on across the antimeridian where the widest gap between the
   * incidents of all periods is elsewhere.
   */
  mean: Position | null;
  /**
   * The standard deviational ellipse around it: one standard deviation (divisor n) along both axes, in the azimuthal equidistant
   * projection, and the direction of the longer one clockwise from north, 0 to below 180. `null` for fewer than three incidents.
   */
  ellipse: { majorKm: number; minorKm: number; angle: number } | null;
  /** Distances to the reference: quantiles of type 7. */
  distanceKm: {
    min: number;
    q10: number;
    q25: number;
    q50: number;
    q75: number;
    q90: number;
    max: number;
  } | null;
  /** The share within 100 km of the reference, with its exact interval at the level 0.95. */
  within100Km: { share: number; interval: [number, number] } | null;
  /** Number of incidents in each ring around the reference: from the limit of the one before, which is not in it, to its own. */
  rings: Uint32Array;
  /** Number of incidents beyond the last ring. */
  beyond: number;
}

/** Options of {@link Snapshot.clusters}. */
export interface ClustersOptions {
  /** The largest radius of a group in km, 0.001 to 2,000. Default: 150. */
  maxKm?: number;
  /** The most last days of a group, 1 to 90. Default: 28. */
  maxDays?: number;
  /** The largest share of all incidents, of all days, that the circle of a group may have, 0.001 to 1. Default: 0.5. */
  maxShare?: number;
  /** How often the days are permuted, 19 to 9,999. Default: 999. */
  permutations?: number;
  /** Seed of the permutations, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1. */
  seed?: number;
  /** Only incidents whose recorded point is in this area: see {@link Snapshot.geofence}. Default: all. */
  within?: Feature;
  /** First day that counts. Default: no limit. */
  from?: string;
  /** Last day that counts. Default: no limit. */
  to?: string;
  /** The last day of every group; later incidents do not count. Default: the data-as-of, or `to` if that is earlier. */
  asOf?: string;
  /** Only incidents of these kinds, at most nine. Default: all kinds. */
  kinds?: Kind[];
  /**
   * Whether incidents whose place is less exact than `maxKm`, or whose date is less exact than `maxDays`, are left out. With `false`
   * everything with coordinates counts. Either way an incident counts at its recorded point. Default: `true`.
   */
  uncertainty?: boolean;
  /** The day on which the question is asked, by which the age of the data is told. Default: not told. */
  today?: string;
  /** The language of `words`. Default: `"en"`. */
  lang?: "en" | "fr";
  /**
   * Receives the number of steps that are taken, and of all steps. If the function throws, the question rejects with `badOption`,
   * with `"onProgress"` as `at.field` and the error as `cause`.
   */
  onProgress?: (p: { phase: "clusters"; done: number; total: number }) => void;
  /** Aborts the question, which then rejects with `aborted`. */
  signal?: AbortSignal;
}

/** Groups of incidents, and how unusual each is. */
export interface Clusters {
  /** The ten most unusual groups, the most unusual first. Each is the most unusual one around its centre, and no place is in two. */
  clusters: Cluster[];
  /** How often the days were permuted. */
  permutations: number;
  /** Seed of the permutations. */
  seed: number;
  /** The last day of every group. */
  asOf: string;
  /** Number of incidents that count. */
  incidents: number;
  /** Number of different places at which they are. */
  places: number;
  /** Numbers of incidents that were asked about and do not count: without a usable place, and without a date that is exact enough. */
  leftOut: { notLocated: number; undated: number };
  /** What there is to say, in the language that was asked for. */
  words: string;
}

/** A group of incidents: those in a circle around a recorded place, in the last days. */
export interface Cluster {
  /** The centre. */
  centre: Position;
  /** Distance to its farthest place, km. */
  radiusKm: number;
  /** Number of its days, the last of which is `asOf`. */
  days: number;
  /** Number of its incidents, at least 2. */
  count: number;
  /** Number that would be expected if places and days had nothing to do with each other. */
  expected: number;
  /** Log-likelihood ratio. */
  llr: number;
  /** Probability that the most unusual group of permuted days is as unusual. */
  p: number;
  /** If the record is looked at every day, chance alone shows such a group once in so many days: 1/p. */
  recurrenceDays: number;
  /** Rows of its incidents, ascending. */
  rows: Uint32Array;
}

/** What may be said of an extract of OpenStreetMap. A pack tells its own. */
export interface RoadsOptions {
  /** What the network is called. Default: the name of the file. */
  name?: string;
  /** What it was made of. Default: OpenStreetMap. */
  source?: string;
  /** The licence of the data. Default: that of OpenStreetMap. */
  licence?: string;
  /** How the data are to be attributed. Default: as OpenStreetMap asks. */
  attribution?: string;
  /** The name of the file, if the source has none. */
  fileName?: string;
  /** Called before and after each step, with bytes. */
  onProgress?: (p: { phase: "download" | "read" | "index"; done: number; total: number }) => void;
  /** Aborts the load. */
  signal?: AbortSignal;
}

/** What a network of roads holds. */
export interface RoadsSummary {
  /** What it is called, what it was made of, its licence, and how it is to be attributed wherever it is shown. */
  name: string;
  source: string;
  licence: string;
  attribution: string;
  /** The day up to which its source tells, `YYYY-MM-DD`; empty where that is not known. */
  dataAsOf: string;
  /** The day on which it was made, and by which program; empty where that is not known. */
  madeAt: string;
  madeBy: string;
  /** Whether roads are drawn from town to town and not as they run. */
  schematic: boolean;
  /** Number of nodes, where roads meet or end, and of edges between them. */
  nodes: number;
  edges: number;
  /** Length of all edges, km. */
  lengthKm: number;
  /** West, south, east, north, degrees. */
  bbox: [number, number, number, number] | null;
  /** Length of the edges of each class that there is, km. */
  classes: Record<string, number>;
  /** Number of rivers and borders. */
  lines: number;
}

/** How fast roads are driven, km/h by class and as factors by surface. What is left out keeps its default (docs/roads.md). */
export interface RoadSpeeds {
  classes?: Record<string, number>;
  surfaces?: Record<string, number>;
}

/** What every question about ways may say. */
export interface RoadQuestionOptions {
  /** How fast roads are driven. */
  speeds?: RoadSpeeds;
  /** How far from a road a place may be, km, 0.001 to 500. Default: 10. */
  snapKm?: number;
  /**
   * Roads and areas that are closed. A line or a point without `radiusKm` closes the roads within 50 m. With the property `validUntil`
   * (`YYYY-MM-DD`), one is open again after that day, by `today`. Of a file that the map page saved, whose shapes have `bars`, those count
   * that are `closed` or `no-go`, with their `radius_km` and the last day in `valid`.
   */
  closed?: object;
  /** Areas that are avoided as long as there is another way, as `closed` has them; of a file that the map page saved, those that are `avoid`. */
  avoid?: object;
  /** The day of the trip, `YYYY-MM-DD`. Without one, no zone has ended. */
  today?: string;
  /** The language of the sentences. Default: English. */
  lang?: "en" | "fr";
}

/** What is measured beside hours: the exposure of each way, by a snapshot and the options of a route. */
export interface RoadExposureOptions extends Omit<RouteOptions, "speeds" | "stops" | "lang" | "today"> {
  /** The incidents by which exposure is measured. Without them there is none, and only the fastest way is looked for. */
  snapshot?: Snapshot;
  /** Called while edges are measured, with steps. */
  onProgress?: (p: { phase: "edges"; done: number; total: number }) => void;
  /** Ends the measuring. */
  signal?: AbortSignal;
}

/** Options of {@link RoadNetwork.paths}. */
export interface PathsOptions extends RoadQuestionOptions, RoadExposureOptions {
  /** Places that the way leads through, in this order. */
  via?: Position[];
  /** `"fastest"` for one way only. Default: all that no other beats in both hours and exposure. */
  wanted?: "all" | "fastest";
  /** The most ways that are shown, 1 to 100. Default: 8, the knees of the curve. */
  most?: number;
  /** Ways may be left out that cost at most so much less in both, as a share, 0 to 10. Default: 0, so that none is. */
  tolerance?: number;
}

/** The ways of a trip. */
export interface Paths {
  /** Those that are shown, from the fastest on. */
  paths: Path[];
  /** Whether no way is left out but by `most`. */
  exact: boolean;
  /** How many ways there are that no other beats. */
  found: number;
  /** How they were chosen, and what else is to be known; where there is no way, why. */
  words: string;
}

/** One way. Ask {@link Snapshot.route} about its `line` with its `speeds` for the whole report. */
export interface Path {
  /** Its line. Longitudes go on beyond ±180 over the antimeridian. */
  line: {
    type: "Feature";
    properties: { [name: string]: unknown };
    geometry: { type: "LineString"; coordinates: Position[] };
  };
  hours: number;
  lengthKm: number;
  /** The encounter expectation; `null` without a snapshot, and where no incident is recorded near the way, of which nothing is known then. */
  expected: number | null;
  /** The numbers of the areas to avoid that it passes through because there is no other way. */
  through: number[];
  /** What is to be known of its roads. */
  remarks: {
    /** Number of roads that lead through water, and of roads with a gate or another barrier. */
    fords: number;
    barriers: number;
    /** km by ferry, on private roads, on roads whose class is doubtful, and on roads of which nobody has said what they are covered with. */
    ferryKm: number;
    privateKm: number;
    doubtfulKm: number;
    unknownSurfaceKm: number;
  };
  /** The speeds along it, each from a position on. */
  speeds: { fromKm: number; kmh: number }[];
}

/** Options of {@link RoadNetwork.reach}. */
export interface ReachOptions extends RoadQuestionOptions {
  /** How far around roads is reached, km, 0.05 to 20. Default: 1. */
  widthKm?: number;
}

/** What is reached within some hours: a feature for each number of hours. */
export interface ReachCollection {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    /** The hours, the length of the roads that are reached, and how far around roads is reached: more than was asked for where the reach is large. */
    properties: { hours: number; roadKm: number; widthKm: number };
    geometry: { type: "MultiPolygon"; coordinates: Position[][][] };
  }[];
  /** What a reach is. */
  words: string;
}

/** Options of {@link RoadNetwork.matrix}. */
export interface MatrixOptions extends RoadQuestionOptions, RoadExposureOptions {
  /** Within how many km of their ends independent ways may share roads, 0.001 to 500. Default: 5. */
  siteKm?: number;
  /** Roads that run alike within so many km of each other are the same road, 0.001 to 100. Default: 0.5. */
  sharedKm?: number;
  /** Whether independent ways are counted, which takes longer than all the rest. Default: `true`. */
  independent?: boolean;
}

/** The fastest ways from each site to each haven: all havens of the first site first. */
export interface Matrix {
  /** Number of havens. */
  havens: number;
  /** Hours and length in km; infinite where there is no way. */
  hours: Float64Array;
  km: Float64Array;
  /** Encounter expectation; not a number where there is no way, without a snapshot, and where no incident is recorded near the way. */
  expected: Float64Array;
  /** Number of independent ways, at least; 8 at most. Empty if they are not counted. */
  independent: Uint8Array;
  /** What the number of ways means. */
  words: string;
}

/** A loaded network of roads. */
export interface RoadNetwork extends Disposable {
  readonly summary: RoadsSummary;
  /** The place on a road that is nearest to a place; `null` where no road is within `snapKm` (10). */
  snap(
    at: Position,
    options?: { snapKm?: number },
  ): Promise<{ at: Position; km: number; name: string } | null>;
  /**
   * Lays a line onto roads. Where no road is within `withinKm` (0.005 to 20, default 1), or no way leads on, it stays as it was drawn.
   * Places that are within `stepKm` (0 to 50, default 0.2) of the one before are left out.
   */
  match(
    line: object,
    options?: { withinKm?: number; stepKm?: number },
  ): Promise<{
    line: Path["line"];
    /** Its length off roads, km. */
    offRoadKm: number;
    parts: { fromKm: number; toKm: number; onRoad: boolean }[];
  }>;
  /**
   * Finds the ways from one place to another. What each road adds to the exposure is measured once for a snapshot and its options, which
   * takes seconds for a country (`onProgress` with the phase `edges`).
   * @throws {GeobitError} `badOption` for options out of their range, and for a place without a road near, with `from`, `to` or `via.0` as
   * `at.field`; `badGeometry` for places, closures and areas that are none; `tooLarge` for too many ways, which a `tolerance` prevents.
   */
  paths(from: Position, to: Position, options?: PathsOptions): Promise<Paths>;
  /** Finds what is reached from a place, for each of 1 to 12 numbers of hours up to 240. */
  reach(from: Position, hours: number | number[], options?: ReachOptions): Promise<ReachCollection>;
  /** Finds the fastest ways from sites to havens, at most 10,000 pairs. */
  matrix(sites: Position[], havens: Position[], options?: MatrixOptions): Promise<Matrix>;
  /** The lines for a map: a feature for each class of road, and for `river` and `border`. */
  lines(): Promise<{
    type: "FeatureCollection";
    features: {
      type: "Feature";
      properties: { kind: string };
      geometry: { type: "MultiLineString"; coordinates: Position[][] };
    }[];
  }>;
  /** The bytes of a pack of roads, which loads much faster than an extract. */
  toPack(): Promise<Uint8Array>;
  /** Gives its memory back. Pending calls and all later ones reject with `closed`. */
  close(): void;
}

/** A directed network with two costs for each edge: see {@link Geobit.pareto}. */
export interface Network {
  /** Number of nodes, which are numbered from 0. */
  nodes: number;
  /** The node where each edge begins. */
  from: Uint32Array | number[];
  /** The node where it ends. */
  to: Uint32Array | number[];
  /** Its two costs, such as hours and exposure, each at least 0. */
  costs: [Float64Array | number[], Float64Array | number[]];
}

/** Options of {@link Geobit.pareto}. */
export interface ParetoOptions {
  /**
   * Paths may be left out if one that is listed costs at most (1 + `tolerance`) times as much in both costs, 0 to 10. Default: 0, all
   * paths.
   */
  tolerance?: number;
}

/** Paths that no other path beats in both costs: one for each pair of costs, in ascending order of the first. */
export interface ParetoPaths {
  /** The costs of each path. */
  costs: [number, number][];
  /** The numbers of its edges, from the source on. */
  edges: Uint32Array[];
}

/**
 * An intensity of recorded incidents: fitted to the snapshot (a uniform part and four kernels, weighted by what came next in the
 * past of the record), or fixed (a half-life of 30 days and a kernel of 5 km, or what the options say).
 */
export type Intensity = "fitted" | "fixed";

/**
 * The recorded incidents that are expected next in an area or a corridor, if the record goes on as it did. Where `inside` is `"none"`,
 * the numbers say nothing. Incidents whose date is not known to 28 days are left out; a note counts them.
 */
export interface Forecast {
  /** The days after `asOf` that it is about: 28. */
  days: number;
  /** The mean number of incidents. Where `inside` is `"part"`, it is about the part that the data cover. */
  expected: number;
  /** The least and the most incidents in eight of ten cases. The upper end is at least 1. */
  interval: [number, number];
  /** The probability of the interval. */
  level: 0.8;
  /** What made it: the mean of twelve months stands in where the intensity was no better at this place in the past. */
  model: "fitted" | "fixed" | "twelveMonths";
  /** How much of the shape it is about, as `coverage.inside` has it. */
  inside: Coverage["inside"];
  /**
   * What there is to say, in the language of the option `lang`: the interval and the days it is about, or what the data do not cover.
   * Show this, and not the numbers alone.
   */
  words: string;
}

/**
 * What forecasts would have said at past dates, four weeks apart, with what was recorded by then, and what came. The lists are of
 * the same length, the oldest date first, at most 60; a date has twelve months of record before it.
 */
export interface Hindcast {
  /** The last day of the record that each forecast knew. */
  asOf: string[];
  /** Means of our forecasts. */
  expected: Float64Array;
  /** Lower ends of the intervals. */
  lower: Float64Array;
  /** Upper ends of the intervals. */
  upper: Float64Array;
  /** Incidents that came in the next 28 days and certainly were inside. */
  observed: Uint32Array;
  /** The share of intervals that held what came; 0 without any. */
  covered: number;
  /** Mean logarithms of the probability that was given to what came, by our forecast and by three plain ones; higher is better. */
  score: { ours: number; last28Days: number; twelveMonths: number; uniform: number };
  /** Whether ours was better than the mean of twelve months in nine of ten resamples of the dates. */
  verdict: "better" | "noBetterThanTwelveMonths" | "tooFew";
  /** This as a sentence, in the language of the option `lang`; without coverage, the words of the coverage. */
  words: string;
}

/** What the hindcasts of several areas say together. */
export interface SetHindcast extends Pick<Hindcast, "covered" | "score" | "verdict"> {
  /** Number of past dates. */
  dates: number;
  /** Number of forecasts: one for each area and date. */
  forecasts: number;
}

/**
 * What followed past verdicts `"more"` in the snapshot, as a place that was just called so stands out partly by chance. The cases are
 * those at 200 places of it, at up to 60 past dates four weeks apart, within 25 km, of all kinds, 28 days against the 336 before, at a
 * confidence of 95 %; their outcome is known by `asOf`.
 */
export interface AfterMore {
  /** Number of cases. Neighbouring places share incidents, so that they are not independent. */
  cases: number;
  /** How many times as many incidents as usual these cases had together; `null` for fewer than ten cases. */
  ratio: number | null;
  /** The same in the 28 days that followed. */
  nextRatio: number | null;
  /** The share of cases, 0 to 1, with more than usual in the 28 days that followed. */
  stayedAbove: number | null;
  /** This as a sentence, in the language of the option `lang`. */
  words: string;
}

/** Options of {@link Snapshot.fit}. */
export interface FitOptions {
  /** Is called as the fit goes on. */
  onProgress?: (progress: { phase: "fit"; done: number; total: number }) => void;
  /** Ends the fit. */
  signal?: AbortSignal;
}

export interface GeofenceOptions {
  /** The intensity behind `next`. Default: `"fitted"`. */
  intensity?: Intensity;
  /**
   * Whether the report says what is expected `next`, which may take longer than all the rest. Without it there is no `hindcast`
   * either. Default: true.
   */
  forecast?: boolean;
  /** Whether the report has a `hindcast`. Default: false. */
  hindcast?: boolean;
  /**
   * Radius around the geometry in km, 0.001 to 2,000: the area is everything within it. Polygons may have a radius of 0,
   * which is none. The `properties.radiusKm` of a feature takes precedence. Default: no radius.
   */
  radiusKm?: number;
  /** Last day of the recent window, in the years 0000 to 9999. Default: the `asOf` of the snapshot. */
  asOf?: string;
  /** Length of the recent window in days, 1 to 18,200 (2,600 weeks). Default: 28. */
  recentDays?: number;
  /** Length of the baseline before it in days, 1 to 18,200 (2,600 weeks). Default: 336. */
  baselineDays?: number;
  /**
   * First day of the incidents that are listed and counted, in the years 0000 to 9999. The windows do not depend on it. The
   * weekly series has at most the last 2,600 weeks, and a note says so if it is cut. Default: no limit.
   */
  from?: string;
  /**
   * Last day of the incidents that are listed and counted, in the years 0000 to 9999. Whole weeks in which nothing can be
   * recorded yet are left out of the weekly series, and a note says so. Default: no limit.
   */
  to?: string;
  /** Only incidents of these kinds, at most nine. Default: all kinds. */
  kinds?: Kind[];
  /** Only incidents with one of these actors, at most 1,000, named as in the snapshot. Default: all actors. */
  actors?: string[];
  /**
   * Outer limits of the distance bands around the area in km, each 0.001 to 2,000, ascending, at most 20. Default: `[5, 10,
   * 25, 50]`.
   */
  ringsKm?: number[];
  /**
   * Whether an incident counts as a disc of its uncertainty radius. With `false` every incident with coordinates counts
   * as a point, even one that cannot be located. Default: `true`.
   */
  uncertainty?: boolean;
  /** Confidence level of intervals and verdicts, 0.01 to 0.999999999. Default: 0.95. */
  confidence?: number;
  /**
   * The day on which the question is asked, in the years 0000 to 9999, by which `coverage.ageDays` tells how old the data are.
   * Default: not told; the engine does not ask the clock.
   */
  today?: string;
  /** The language of the sentences for people: `words`, `verdictText` and `legs.note`. Default: `"en"`. */
  lang?: "en" | "fr";
  /** With `"rows"` the report has `rows`, `share`, `counts` and `areaKm2` only. Default: `"full"`. */
  detail?: "full" | "rows";
  /**
   * Whether to look for near repeats, or how. This takes longer than the rest of the report. Default: `false`; `true`
   * stands for the default options.
   */
  repeat?: boolean | RepeatOptions;
}

export interface GeofencesOptions extends GeofenceOptions {
  /**
   * Receives the number of areas that are answered, and of all areas. If the function throws, the question rejects with
   * `badOption`, with `"onProgress"` as `at.field` and the error as `cause`.
   */
  onProgress?: (p: { phase: "areas"; done: number; total: number }) => void;
  /** Aborts the question, which then rejects with `aborted`. */
  signal?: AbortSignal;
}

export interface RepeatOptions {
  /** Two incidents at most this far apart are close in space, km, 0.001 to 100. Default: 5. */
  km?: number;
  /** Two incidents at most this many days apart are close in time, 0 to 3,650. Default: 14. */
  days?: number;
  /** How often the days are shuffled, 19 to 99,999. Default: 999. */
  permutations?: number;
  /** Seed of the shuffling, a whole number, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1. */
  seed?: number;
}

/** The recent window compared with the baseline before it. */
export interface Comparison {
  /** The window that ends on `asOf`. */
  recent: TimeWindow;
  /** The window before it. */
  baseline: TimeWindow;
  /** Incidents that the recent window would have at the rate of the baseline. */
  expectedRecent: number;
  /** The change of the rate of certain incidents. */
  change: Change;
  /**
   * The ratio drawn towards 1, the more so the less was recorded. A place that stands out by its ratio is likelier to have this one.
   * `null` where the ratio is.
   */
  shrunkRatio: number | null;
  /** What the change may be, given that possible incidents are inside or not. */
  changeWithPossible: PossibleChange;
  /** How much the weekly counts of the baseline vary; `null` for fewer than two weeks or without an incident. */
  dispersion: {
    /** Variance of the counts divided by their mean. Independent incidents give about 1. */
    index: number;
    /** Probability of an index at least as large by chance. */
    p: number;
    /** Number of whole weeks. */
    weeks: number;
    /** Whether the index is above 1.5, so that intervals are widened. */
    overdispersed: boolean;
    /** The factor by which intervals are widened: the square root of the index, or 1 if they are not. */
    factor: number;
  } | null;
  /** How long ago the last certain incident up to `asOf` was. All members are `null` if there is none. */
  recency: {
    /** Day of that incident, which may lie before the baseline. */
    last: string | null;
    /** Days from it to `asOf`. */
    daysSinceLast: number | null;
    /**
     * Median number of days between consecutive certain incidents of both windows; `null` for fewer than two of them.
     */
    medianGapDays: number | null;
    /**
     * Probability of a gap at least as long as the present one if the rate before the last incident still held, with the number
     * of incidents divided by `dispersion.index` where that is above 1.5; `null` if that incident is older than the baseline.
     */
    quietProbability: number | null;
  };
  /** Certain incidents by week. */
  weekly: {
    /** First day of the first week. */
    start: string;
    /**
     * Number of incidents in each week, at most 2,600. The last week ends on the last day asked for, or as many weeks before
     * it that incidents can be recorded.
     */
    counts: Uint32Array;
    /** The range in which a weekly count lies with the probability `confidence` at the rate of the baseline. */
    usual: [number, number];
  };
}

/** A comparison of the two windows, with what the weeks say. */
export interface History extends Comparison {
  /** The trend of all weeks. `settled` is the trend of the weeks whose records are complete. */
  trend: Slope & { settled: Slope };
  /**
   * An alarm for a doubled rate: a CUSUM over the whole weeks of both windows. `null` if the baseline has no incident.
   */
  alarm: {
    /** Incidents per week at the rate of the baseline. */
    expectedPerWeek: number;
    /** The weekly count above which the sum grows. */
    reference: number;
    /** The sum at which the alarm rings, chosen so that chance alone rings it once in five years or more rarely. */
    threshold: number;
    /**
     * By chance alone the alarm rings about once in so many years, given what the baseline leaves open of the rate and of the
     * dispersion of the place: 5 or more, or less where incidents come so many at once that no threshold was found. At most 1,000.
     */
    byChanceYears: number;
    /** The sum after the last week. */
    level: number;
    /** Whether the alarm rings in the last week. */
    ringing: boolean;
    /** First day of the week since which it has been ringing; `null` if it does not ring. */
    since: string | null;
    /** First day of the last week in which it rang; `null` if it never did. */
    lastRang: string | null;
  } | null;
}

/**
 * Whether the data cover what is asked about, and how old they are. The extent of the record is everything within 50 km of an
 * incident that has a place (with `uncertainty: false`, of one with coordinates), whatever its kind and day; its span runs from
 * the day of the first incident to the date of the data.
 */
export interface Coverage {
  /**
   * How much of the shape is within the extent: `"none"` also if no day of the recent window is within the span. The numbers of
   * the report are kept then, and mean nothing: show `words` in their place.
   */
  inside: "all" | "part" | "none";
  /**
   * The share of the shape within the extent, 0 to 1; only where `inside` is `"part"`. A route is sampled at steps of at most
   * 5 km, an area at up to 200 places spread evenly over it, so the share is told to about a hundredth of the shape. What is
   * `"none"` is exact.
   */
  share?: number;
  /** The date of the data. */
  asOf: string;
  /**
   * Days from `asOf` to the option `today`, below 0 if `today` is the earlier one, which the words then say; `null` without
   * `today`.
   */
  ageDays: number | null;
  /** Whether `ageDays` is more than 45. */
  stale: boolean;
  /**
   * What has to be known before any number, in the language of the option `lang`. It begins with the age of stale data.
   */
  words: string;
}

export interface GeofenceReport extends History {
  /** Whether the data cover the area. Reports with `detail: "rows"` do not have it. */
  coverage: Coverage;
  /**
   * What the windows say, in one or two plain sentences with at most two significant digits, in the language of the option
   * `lang`. Without coverage, these are the words of the coverage. Of stale data, windows are named by their dates.
   */
  verdictText: string;
  /** The rows of all incidents with a share above 0 on the days asked for, ascending. */
  rows: Uint32Array;
  /** The share of each of them that lies inside the area, above 0; 1 is certain. */
  share: Float32Array;
  /**
   * Size of the area in km²: exact for polygons, and otherwise accurate to 0.1 % everywhere on Earth. A note says so where an area
   * is too intricate for that. Never less than without `radiusKm`.
   */
  areaKm2: number;
  /** The number of certain incidents, the number of possible ones, and the sum of all shares. */
  counts: { certain: number; possible: number; expected: number };
  /** Number of certain and possible incidents, in the order of `summary.origins`. Only on combined snapshots. */
  byOrigin?: number[];
  /**
   * What followed past verdicts `"more"` in this snapshot; `null` for another verdict, for windows of other lengths than 28 and 336
   * days, and without coverage.
   */
  afterMore: AfterMore | null;
  /**
   * The incidents that are expected next in the area; `null` if no incident of the snapshot can be located, where the record has less
   * than 84 days up to `asOf` (a note says so), or with `forecast: false`.
   */
  next: Forecast | null;
  /** What forecasts would have said in the past of the area. Only with the option `hindcast`. */
  hindcast?: Hindcast;
  /** Near repeats among the certain incidents of both windows; `null` unless the option `repeat` asks for them. */
  repeat: Repeat | null;
  /** The place of the area among those asked about together. Only full reports of `geofences()` have it. */
  among?: {
    /** Number of areas. */
    areas: number;
    /** The p of the change, corrected for the number of areas (Benjamini–Hochberg). */
    q: number;
    /** The recent rate, drawn towards the rate of all areas, with its interval, in incidents per day. */
    shrunk: { perDay: number; interval: [number, number] };
    /** The best and the worst rank by recent rate that the counts do not rule out. 1 is the highest rate. */
    rank: [number, number];
    /** What the hindcasts of all areas say together. Only with the option `hindcast`. */
    hindcast?: SetHindcast;
  };
  /**
   * Certain incidents of both windows in bands of distance from the geometry as it is drawn, without a radius: from the
   * point of a circle, from the line of a corridor, from the edge of a polygon (0 inside it). An incident counts in a
   * band if it lies in it with its whole uncertainty disc.
   */
  rings: { fromKm: number; toKm: number; recent: number; baseline: number }[];
  /** Certain incidents of both windows by kind. */
  byKind: { kind: Kind; recent: number; baseline: number }[];
  /** The ten nearest incidents by their recorded points. */
  nearest: {
    row: number;
    id: string;
    /** First day of the incident. */
    date: string;
    kind: Kind;
    /** Distance from the geometry as it is drawn, without a radius; 0 inside a polygon. */
    distanceKm: number;
    /** Direction of the incident, degrees clockwise from north. */
    bearing: number;
    /** Uncertainty radius of the incident; `null` if it cannot be located. */
    uncertaintyKm: number | null;
  }[];
  /** The options as they were answered, with defaults filled in, and the assumptions: enough to repeat the answer. */
  method: { asOf: string } & Record<string, unknown>;
  /** Sentences about what was left out and what a reader has to know. */
  notes: string[];
}

/** Certain incidents in a window of time. */
export interface TimeWindow {
  /** Length of the window. */
  days: number;
  /** First day. */
  from: string;
  /** Last day. */
  to: string;
  /** Number of incidents. */
  count: number;
  /** The same in the order of `summary.origins`. Only on combined snapshots. */
  byOrigin?: number[];
  /** Incidents per day. */
  perDay: number;
  /** Exact Poisson interval of `perDay` (Garwood 1936). */
  interval: [number, number];
  /** The interval for weeks that vary more than chance; `null` if they do not. */
  widened: [number, number] | null;
}

/** The recent rate divided by the rate of the baseline. */
export interface Change {
  /** `null` if the baseline has no incident. */
  ratio: number | null;
  /** Clopper–Pearson interval of the ratio. The upper limit is `null` if nothing bounds the ratio. */
  interval: [number, number | null];
  /** Two-sided p: twice the smaller tail, at most 1. */
  p: number;
  /**
   * What the change says at the level `confidence`. `"tooFew"` means fewer than 5 incidents in both windows together, or a
   * record that begins too late to say what is usual.
   * `"fewer"` is said only if it also holds without the last 14 days before the date of the data, whose records are
   * incomplete.
   */
  verdict: "more" | "fewer" | "noClearChange" | "tooFew";
  /** The p by which the verdict goes: that of `widened`, or else `p`. */
  verdictP: number;
  /** Interval and p for weeks that vary more than chance, by which the verdict then goes; `null` if they do not. */
  widened: { interval: [number, number | null]; p: number } | null;
  /** Whether clearly fewer incidents are recorded, but not clearly so without the days whose records are incomplete. */
  fewerWithheld: boolean;
}

/**
 * What the change of a rate may be where it is not known exactly which incidents are inside. The ratio of whoever is inside lies
 * between those of `lower` and `upper`.
 */
export interface PossibleChange {
  /** The lowest change: certain incidents in the recent window, and in the baseline all possible ones as well. */
  lower: Change;
  /** The highest change: in the recent window all possible incidents as well, and certain ones in the baseline. */
  upper: Change;
  /**
   * The verdicts of draws in which each possible incident is inside as often as its share says: of `rounds` draws, `more` and
   * `fewer` say so.
   */
  draws: { rounds: number; more: number; fewer: number };
}

/** The trend of a series of weekly counts: the Mann–Kendall test and Sen's slope. */
export interface Slope {
  /** Number of weeks. */
  weeks: number;
  /** Above 0 for rising counts. */
  z: number;
  /** Two-sided. */
  p: number;
  /** Sen's slope: the change of the weekly count from one week to the next. */
  perWeek: number;
  /** What the trend says at the level `confidence`. `"tooFew"` means fewer than four weeks. */
  verdict: "rising" | "falling" | "noClearTrend" | "tooFew";
}

/** The Knox test: whether incidents that are close in space are close in time more often than by chance. */
export interface Repeat {
  /** The distance that was taken as close, km. */
  km: number;
  /** The number of days that was taken as close. */
  days: number;
  /** Number of incidents tested. */
  incidents: number;
  /** Incidents that were left out because their place is less exact than `km`. */
  tooUncertain: number;
  /** Number of pairs that are close in space; 0 if there are too many to test. */
  closeInSpace: number;
  /** Number of pairs that are close in space and in time. */
  observed: number;
  /** Number of such pairs that chance gives on average. */
  expected: number;
  /** Probability of at least as many such pairs by chance; `null` for too many pairs or too few incidents to test. */
  p: number | null;
  /** Why there is no p; `null` if there is one. */
  untested: "tooFew" | "tooMany" | null;
  /** How often the days were shuffled: less often than asked for if there are very many pairs. */
  permutations: number;
  /** The seed of the shuffling. */
  seed: number;
}

export interface RouteOptions {
  /** Half the width of the corridor, km, 0.001 to 500. Default: 5. */
  corridorKm?: number;
  /** Length of a segment, km, 0.01 to 1,000. A route has at most 100,000 segments. Default: 5. */
  segmentKm?: number;
  /** Speed of the convoy, km/h, 0.1 to 300. Default: 40. */
  speedKmh?: number;
  /**
   * Other speeds, 0.1 to 300 km/h, each from a place on (km along the route), in the order of the route, at most 1,000.
   * Default: none.
   */
  speeds?: { fromKm: number; kmh: number }[];
  /**
   * Stops on the way, at most 100: where, km along the route, and for how long, 0 to 10,000 hours. Default: none.
   */
  stops?: { km: number; hours: number }[];
  /** An incident within this distance of the convoy counts as an encounter, km, 0.001 to 50. Default: 1. */
  encounterKm?: number;
  /**
   * The intensity behind the exposure, the encounter expectation and `next`: fitted to the snapshot, or one fixed kernel.
   * Default: `"fitted"`, but `"fixed"` where `halfLifeDays` or `bandwidthKm` is given.
   */
  intensity?: Intensity;
  /**
   * Whether the report says what is expected `next`, which may take longer than all the rest. Without it there is no `hindcast`
   * either. Default: true.
   */
  forecast?: boolean;
  /** Whether the report has a `hindcast`. Default: false. */
  hindcast?: boolean;
  /** The age at which an incident weighs half in the fixed intensity, days, 0.1 to 3,650. Default: 30. */
  halfLifeDays?: number;
  /**
   * Standard deviation of the kernel of an exactly located incident in the fixed intensity, km, 0.1 to 100. Small kernels need short parts, of which
   * a route has at most 600,000: with 0.1 km it is at most 30,000 km long. Default: 5.
   */
  bandwidthKm?: number;
  /**
   * The day from which the age of incidents counts back, and on which the recent window ends, in the years 0000 to 9999.
   * Default: the `asOf` of the snapshot.
   */
  asOf?: string;
  /** Length of the recent window in days, 1 to 18,200 (2,600 weeks). Default: 28. */
  recentDays?: number;
  /** Length of the baseline before it in days, 1 to 18,200 (2,600 weeks). Default: 336. */
  baselineDays?: number;
  /**
   * First day of the incidents that are listed and counted, in the years 0000 to 9999. The windows do not depend on it. The
   * weekly series has at most the last 2,600 weeks, and a note says so if it is cut. Default: no limit.
   */
  from?: string;
  /**
   * Last day of the incidents that are listed and counted, in the years 0000 to 9999. Whole weeks in which nothing can be
   * recorded yet are left out of the weekly series, and a note says so. Default: no limit.
   */
  to?: string;
  /** Only incidents of these kinds, at most nine. Default: all kinds. */
  kinds?: Kind[];
  /** Only incidents with one of these actors, at most 1,000, named as in the snapshot. Default: all actors. */
  actors?: string[];
  /**
   * Whether an incident counts as a disc of its uncertainty radius. With `false` every incident with coordinates counts
   * as a point, even one that cannot be located. Default: `true`.
   */
  uncertainty?: boolean;
  /** Confidence level of intervals and verdicts, 0.01 to 0.999999999. Default: 0.95. */
  confidence?: number;
  /**
   * The day on which the question is asked, in the years 0000 to 9999, by which `coverage.ageDays` tells how old the data are.
   * Default: not told; the engine does not ask the clock.
   */
  today?: string;
  /** The language of the sentences for people: `words`, `verdictText` and `legs.note`. Default: `"en"`. */
  lang?: "en" | "fr";
  /**
   * When the trip starts, as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, in at most 40 characters. Incidents are recorded by day and not by hour, so no
   * number depends on it. Default: not stated.
   */
  departure?: string;
  /**
   * What the report has besides `lengthKm`, `hours` and `timeline`: with `"rows"` only `rows`, `distanceKm` and
   * `alongKm`, with `"exposure"` only `exposure`, `encounter` and `coverage`. Default: `"full"`.
   */
  detail?: "full" | "rows" | "exposure";
}

/** Options of all routes, of single routes, and of their comparison. `detail` can only be `"full"`. */
export interface RoutesOptions extends RouteOptions {
  /**
   * Options of single routes, in the order of the routes, such as `speedKmh` or `stops`. They take precedence over the
   * options of all routes. The list may be shorter than that of the routes.
   */
  each?: RouteOptions[];
  /** Routes share a road where they are at most this far apart, km, 0.001 to 100. Default: 0.5. */
  sharedKm?: number;
  /** Rounds of the bootstrap, 99 to 100,000, and at most 1,200,000 for all pairs of routes together. Default: 9,999. */
  rounds?: number;
  /** Seed of the bootstrap, a whole number, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1. */
  seed?: number;
  /**
   * Independent routes are sought among those whose expected number of encounters is below this, 1e-20 to 1,000,000.
   * Default: not sought.
   */
  below?: number;
  /**
   * Routes are of one trip, and compared, if both their ends are at most this far apart. Independent routes may share a road this
   * near to their ends. km, 0.001 to 500. Default: 5.
   */
  siteKm?: number;
}

/** A part of a road that two routes share, in km along one of them. */
export interface SharedPart {
  fromKm: number;
  toKm: number;
}

/** Two routes, by their numbers from 0. Differences are those of `a` less those of `b`. */
export interface RoutePair {
  a: number;
  b: number;
  /** Difference of the durations, hours. */
  hours: number;
  /** Difference of the encounter expectations: `a` less `b`; 0 where they are the same but for their accuracy, 0.2 % of the larger. */
  difference: number;
  /**
   * Interval of the difference, by a Poisson bootstrap with the same weights for both routes. It is `null`, as `p` and `q` are,
   * for routes with different ends.
   */
  interval: [number, number] | null;
  /** Two-sided p of the difference, by the same bootstrap. */
  p: number | null;
  /** The p, corrected for the number of pairs that are compared (Benjamini–Hochberg). */
  q: number | null;
  /**
   * Whether `a` expects clearly more or fewer encounters than `b`, at the level `confidence`. `"differentEnds"` means that the
   * routes do not share both ends within `siteKm`, in one direction or the other: they are different trips, and not compared.
   */
  verdict: "more" | "less" | "noClearDifference" | "differentEnds";
  /** The parts of each route along which the other route is at most `sharedKm` away. */
  shared: { a: SharedPart[]; b: SharedPart[] };
}

/** The reports of several routes, and their comparison. Routes are named by their numbers from 0. */
export interface RoutesReport {
  /** One full report for each route. */
  routes: RouteReport[];
  /** Every two routes. */
  pairs: RoutePair[];
  /**
   * Routes that take no less time than another route of the same trip and expect no fewer encounters. `clearly` says whether the numbers
   * of encounters differ clearly.
   */
  dominated: { route: number; by: number; clearly: boolean }[];
  /**
   * The largest sets of routes that share no road except near their ends: `routes` among those whose expected number of
   * encounters is below the option `below`, `surely` among those whose whole interval is. `null` unless `below` is
   * given.
   */
  independent: { routes: number[]; surely: number[] } | null;
  /** The options of the comparison, with defaults filled in. */
  method: { sharedKm: number; siteKm: number; rounds: number; seed: number; below: number | null };
  /** Sentences about what a reader has to know. */
  notes: string[];
}

/** A part of a route. */
export interface Segment {
  /** Where it begins, km along the route. */
  fromKm: number;
  /** Where it ends, km along the route. */
  toKm: number;
  /** Its part of `exposure.integral`. */
  integral: number;
  /** Its part of `encounter.expected`, stops included. */
  expected: number;
  /** Incidents that are certainly in the corridor and whose nearest point of the route is here. */
  count: number;
  /** The incidents of `count`, in the order of `summary.origins`. Only on combined snapshots. */
  byOrigin?: number[];
  /** Incidents that may be in the corridor here, but whose place is too uncertain to say. */
  possible: number;
  /** Days from the last certain incident to `asOf`; `null` if there is none. */
  daysSinceLast: number | null;
  /** The certain incidents by kind. Kinds without an incident are left out. */
  kinds: Record<string, number>;
}

/** One or more consecutive segments, added up. A possible incident of several of them counts once. */
export interface Stretch extends Segment, Comparison {
  /** Its share of `encounter.expected`, 0 to 1. */
  share: number;
  /** The p of the change, corrected for the number of stretches (Benjamini–Hochberg). */
  q: number;
  /** Whether the verdict is clear and `q` below 1 − `confidence`: it then stands among all stretches, not only by itself. */
  standsAmongAll: boolean;
}

/**
 * The incidents that are certainly in the corridor, over time. Silence is a gap in the record, and not a sign that a
 * road is open.
 */
export interface CorridorStatus extends History {
  /** What the windows say in plain sentences, as for a {@link GeofenceReport}. */
  verdictText: string;
  /** Number of weeks of `weekly` with an incident. */
  activeWeeks: number;
  /**
   * Laplace's test: whether the incidents of both windows crowd towards their end (z above 0, `"late"`) or their
   * beginning (`"early"`), with a two-sided p. `null` without an incident.
   */
  laplace: { z: number; p: number; verdict: "late" | "early" | "noClearTrend" } | null;
  /**
   * Blockades, checkpoints and extortion in both windows, and how long they go on once they are recorded; `null` if the snapshot
   * cannot contain them.
   */
  blockades: { recent: number; baseline: number; spells: Spells } | null;
  /**
   * Segments with incidents on several days of both windows, with the number of incidents and of days; most days first.
   * `byOrigin` is as for a {@link Segment}.
   */
  repeated: {
    fromKm: number;
    toKm: number;
    count: number;
    byOrigin?: number[];
    days: number;
    daysSinceLast: number;
  }[];
}

/**
 * Spells: runs of weeks with an incident, broken by three weeks without, over all days of the data up to `asOf`. The length of a
 * spell is that from its first week with an incident to its last.
 */
export interface Spells {
  /** Length so far of the spell that goes on, weeks; `null` if none does. */
  presentWeeks: number | null;
  /** Number of spells that are over. */
  past: number;
  /** Whether these are fewer than three, too few to say how long spells last: the members below are then `null`. */
  tooFew: boolean;
  /** Median length in weeks (Kaplan–Meier); also `null` if more than half lasted longer than any that is over. */
  medianWeeks: number | null;
  /** The longest of the spells that are over, weeks. */
  longestWeeks: number | null;
  /**
   * The number of past spells that lasted as long as the present one has, and how many of them went on for four weeks more; also
   * `null` without a present spell.
   */
  asLong: { spells: number; wentOn: number } | null;
}

export interface RouteReport {
  /** Geodesic length along the legs, which are straight in longitude and latitude. */
  lengthKm: number;
  /** Duration of the trip, stops included. */
  hours: number;
  /**
   * Hours after departure at places along the route, both ascending. The speed is constant in between, and a stop is
   * the same place twice.
   */
  timeline: { km: Float64Array; hours: Float64Array };
  /** Whether the data cover the route. Reports with `detail: "rows"` do not have it. */
  coverage: Coverage;
  /**
   * How much of the route is drawn as straight lines of over 10 km across country, where a road is longer and runs elsewhere:
   * what is recorded along it is understated.
   */
  legs: {
    /** The longest leg between one vertex and the next. */
    longestKm: number;
    /** The share of the route that is legs of over 10 km, 0 to 1. */
    straightShare: number;
    /** What that means, as a sentence in the language of the option `lang`; only if there are such legs. */
    note?: string;
  };
  /** The rows of all incidents whose recorded point lies within `corridorKm` of the route. */
  rows: Uint32Array;
  /** Distance of each of these incidents from the route. */
  distanceKm: Float32Array;
  /** The point of the route that is nearest to each of them, in km along the route. */
  alongKm: Float32Array;
  /** Number of these incidents, in the order of `summary.origins`. Only on combined snapshots. */
  byOrigin?: number[];
  /** Recorded intensity λ along the route, which weighs each incident by its distance and its age. */
  exposure: {
    /** Integral of λ along the route, incidents per km per day. */
    integral: number;
    /** Mean of λ, incidents per km² per day. */
    mean: number;
    /** Where λ is highest, in km along the route and in degrees, and its value there. */
    peak: { km: number; lon: number; lat: number; value: number };
  };
  /** Recorded incidents expected within `encounterKm` of the convoy during the trip if the recent pattern holds. */
  encounter: {
    expected: number;
    /** The spread of the past record by the fixed intensity, an interval of Fay and Feuer (1997). It is no forecast. */
    interval: [number, number];
  };
  /** The route in segments of `segmentKm`; the last one may be shorter. */
  segments: Segment[];
  /** What followed past verdicts `"more"` in this snapshot, as for a {@link GeofenceReport}, by the verdict of `status`. */
  afterMore: AfterMore | null;
  /**
   * The incidents that are expected next in the corridor; `null` if no incident of the snapshot can be located, where the record has less
   * than 84 days up to `asOf` (a note says so), or with `forecast: false`.
   */
  next?: Forecast | null;
  /** What forecasts would have said in the past of the corridor. Only with the option `hindcast`. */
  hindcast?: Hindcast;
  /**
   * The worst stretches: the fewest segments that together hold half of `encounter.expected`, those that follow one
   * another as one stretch. The stretch with the highest expectation comes first. At most 100, with a note if there are
   * more. Segments to which no incident adds are not among them, with a note if the others hold less than half. Empty if nothing is
   * expected.
   */
  stretches: Stretch[];
  /** The corridor as a whole, over time. */
  status: CorridorStatus;
  /**
   * The share of `encounter.expected`, 0 to 1, that comes from the last `days` (14) before the date of the data, of which reports
   * still arrive.
   */
  reportingLag: { days: number; share: number };
  /** The options as they were answered, with defaults filled in, and the assumptions: enough to repeat the answer. */
  method: { asOf: string } & Record<string, unknown>;
  /** Sentences about what was left out and what a reader has to know. */
  notes: string[];
}

/** The full record of an incident. Texts that the provider does not give are empty. */
export interface Incident {
  /** Its row number in this snapshot. */
  row: number;
  /** The id that the provider gave it. */
  id: string;
  /** First day. */
  start: string;
  /** Last day; the same as `start` if only one day is recorded. */
  end: string;
  /** The provider's code for the precision of the day; `null` if there is none. */
  timePrecision: number | null;
  /** Recorded longitude in degrees, however exact it is; `null` without coordinates. */
  lon: number | null;
  /** Recorded latitude in degrees; `null` without coordinates. */
  lat: number | null;
  /** Radius around the recorded point in which the incident lies, km; `null` if it cannot be located. */
  uncertaintyKm: number | null;
  /** The normalised kind. */
  kind: Kind;
  /** The provider's code for the type of the incident. */
  type: string;
  /** The provider's code for the subtype. */
  subtype: string;
  /** The actors named in the record, at most two. */
  actors: string[];
  /** Recorded deaths by the lowest, the best and the highest estimate; `null` if not stated. */
  fatalities: { low: number | null; best: number | null; high: number | null };
  country: string;
  /** The first level of administration below the country. */
  admin1: string;
  /** Name of the place. */
  place: string;
  /** Where the provider has the record from. */
  source: string;
  headline: string;
  /** The data-as-of of the first snapshot that had it, where that is known: packs may tell it. */
  firstSeen?: string;
  /** Number of its origin in `summary.origins`, from 0; 0 unless the snapshot is a combined one. */
  origin: number;
}

/** Incidents as columns of equal length, for {@link Geobit.load}. */
export interface ColumnSource {
  /** Longitude in degrees, -180 to 180. `NaN` here and in `lat` stands for an incident without coordinates. */
  lon: Float64Array;
  /** Latitude in degrees, -90 to 90. */
  lat: Float64Array;
  /** First day, which is the last day as well, in days since 1970-01-01, within the years 0000 to 9999. */
  day: Int32Array;
  /** Kind, as an index into `kindNames`. Default: every incident is of the kind `other`. */
  kind?: Uint8Array;
  /** Default: all kinds in the order in which {@link Kind} lists them. */
  kindNames?: Kind[];
  /**
   * Uncertainty radius, 0 to 20,037 km. `NaN` stands for an incident that cannot be located, and so does a radius above 500
   * km, which is counted in the `warnings` of the summary. Default: 0.
   */
  uncertaintyKm?: Float32Array;
  /** Ignored. It is accepted because {@link Columns} has it. */
  source?: Uint32Array;
}

/** All incidents of a snapshot, by row. */
export interface Columns {
  /** Longitude in degrees; `NaN` without coordinates. */
  lon: Float64Array;
  /** Latitude in degrees; `NaN` without coordinates. */
  lat: Float64Array;
  /** First day, in days since 1970-01-01. */
  day: Int32Array;
  /** Kind, as an index into `kindNames`. */
  kind: Uint8Array;
  /** The names of all kinds. */
  kindNames: Kind[];
  /** Uncertainty radius in km; `NaN` if the incident cannot be located. */
  uncertaintyKm: Float32Array;
  /**
   * The place of the incident among the incidents of its source, from 0. Rows that were left out do not count. In a combined
   * snapshot, the sources follow one another in the order of the snapshots.
   */
  source: Uint32Array;
}

/** The normalised kinds of incidents. */
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

/**
 * Single formulas of the engine. `confidence` is 0.01 to 0.999999999, and 0.95 by default. Any array of numbers is accepted as a
 * list, of at most 100,000 numbers unless another length is stated. Counts are 0 or 1e-6 to 1e12, exposures 1e-9 to 1e15.
 * Results are finite; `null` stands for a number that is not defined, or for a limit that does not exist. An argument that
 * is missing, unknown or out of its range is refused with `badOption`, and `at.field` names it.
 */
export interface Formulas {
  /**
   * Returns the length in km of the shortest way between two points on the WGS84 ellipsoid, and its azimuths at both
   * points in degrees clockwise from north, -180 to 180 (Karney 2013). Latitudes are -90 to 90, longitudes -540 to 540.
   */
  geodesic(
    lon1: number,
    lat1: number,
    lon2: number,
    lat2: number,
  ): Promise<{ distanceKm: number; azimuth1: number; azimuth2: number }>;
  /**
   * Returns the share of a disc of radius `R` that lies within a circle of radius `r` if their centres are `d` apart, 0
   * to 1. The three lengths are in any one unit, 0 or 1e-6 to 1e9.
   */
  discOverlap(R: number, r: number, d: number): Promise<number>;
  /**
   * Returns the integral of a Gaussian kernel along the plane leg from `a` to `b`, in 1/km. The kernel is centred on
   * `p` and has the standard deviation `sigma`, 0.001 to 100,000. All lengths are km, and coordinates are within ±100,000.
   */
  kernelLine(leg: {
    a: [number, number];
    b: [number, number];
    p: [number, number];
    sigma: number;
  }): Promise<number>;
  /**
   * Returns a rate per unit of exposure and its exact Poisson interval (Garwood 1936).
   */
  poissonRate(observed: {
    count: number;
    exposure: number;
    confidence?: number;
  }): Promise<{ rate: number; lower: number; upper: number }>;
  /**
   * Compares one rate, `k1` events in the exposure `T1`, with another, `k0` events in `T0`, given the sum of both
   * counts. The interval of the ratio is that of Clopper and Pearson. `pGreater` and `pLess` are the tails, and `p` is
   * twice the smaller of them. All members are `null` without any event; `ratio` and `upper` are `null` if `k0` is 0.
   * The counts are 0 or 0.05 to 10,000,000: beyond, the series of the beta distribution is not good enough.
   */
  rateRatio(counts: { k1: number; T1: number; k0: number; T0: number; confidence?: number }): Promise<{
    ratio: number | null;
    lower: number | null;
    upper: number | null;
    pGreater: number | null;
    pLess: number | null;
    p: number | null;
  }>;
  /**
   * Updates a Gamma prior of a rate (shape `a`, as a count; rate parameter `b`, as an exposure) by `count` events in
   * `exposure`. Exposures and `ahead` may be 0 here. Returns the posterior, and the probability of at least one event in a further exposure
   * `ahead`. All members are `null` if the posterior is no distribution, as without a prior and without an event.
   */
  gammaPoisson(prior: {
    a: number;
    b: number;
    count: number;
    exposure: number;
    ahead: number;
    confidence?: number;
  }): Promise<{
    a: number | null;
    b: number | null;
    mean: number | null;
    lower: number | null;
    upper: number | null;
    pAtLeastOne: number | null;
  }>;
  /**
   * Draws the rates of peers towards their common mean (Marshall 1991). Both lists have the same length. `pooled` says that chance explains all differences: then all rates are the mean,
   * and the prior (`a`, `b`) is `null`. All numbers are `null` without a peer.
   */
  peerRates(
    counts: ArrayLike<number>,
    exposures: ArrayLike<number>,
  ): Promise<{
    /** Common mean of the rates, per unit of exposure. */
    mean: number | null;
    /** Weighted variance of the observed rates. */
    spread: number | null;
    /** The part of the spread that chance does not explain; below 0 if chance explains more. */
    excess: number | null;
    /** Variance of the true rates: `excess`, but at least 0. */
    variance: number | null;
    /** Shape of the Gamma prior. */
    a: number | null;
    /** Rate parameter of the Gamma prior. */
    b: number | null;
    pooled: boolean;
    /** The rate of each peer. */
    rates: number[];
  }>;
  /**
   * Returns a sum of Poisson counts with weights, its variance, the largest weight, and its interval (Fay and Feuer
   * 1997). Weights are 0 or 1e-15 to 1e15, and both lists have the same length.
   */
  weightedSum(
    weights: ArrayLike<number>,
    counts: ArrayLike<number>,
    options?: { confidence?: number },
  ): Promise<{ estimate: number; variance: number; largest: number; lower: number; upper: number }>;
  /**
   * Tests an equally spaced series for a trend (Mann–Kendall, corrected for ties). `slope` is Sen's slope per step,
   * `intercept` the value of its line at the first step. All members are `null` for fewer than two values. The values are
   * within ±1e15. It takes O(n log n) steps.
   */
  mannKendall(series: ArrayLike<number>): Promise<{
    s: number | null;
    variance: number | null;
    z: number | null;
    p: number | null;
    tau: number | null;
    slope: number | null;
    intercept: number | null;
  }>;
  /** Returns the q of each p, 0 to 1, in their order (Benjamini and Hochberg 1995). */
  benjaminiHochberg(p: ArrayLike<number>): Promise<number[]>;
  /**
   * Returns how many of independent events happen, given the probability of each: the mean, the probability of at least
   * one, and the probability of each number from 0 on. At most 10,000 events, because it takes n²/2 steps.
   */
  poissonBinomial(p: ArrayLike<number>): Promise<{ mean: number; pAtLeastOne: number; pmf: number[] }>;
  /**
   * Tests whether the numbers `x` are larger than the numbers `y` (Mann–Whitney). `exact` says whether the p are exact,
   * which they are without ties and for up to 2,500 pairs. The other members are `null` if a list is empty. The numbers
   * are within ±1e15.
   */
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
 * What kind of error it is. `badGeometry`, `badCsv`, `badGeojson`, `badRoute`, `unknownFormat`, `badOption` and `tooLarge` mean
 * that the input is refused; `tooLarge` also means that there is not enough memory for it. `closed` and `aborted` are the
 * caller's doing. `engineFailed` means that the engine stopped during this call and is restarted. `badParquet` is
 * reserved.
 */
export type ErrorCode =
  | "badGeometry"
  | "badCsv"
  | "badGeojson"
  | "badParquet"
  | "badRoute"
  | "badPack"
  | "badRoads"
  | "badSignature"
  | "noStorage"
  | "unknownFormat"
  | "badOption"
  | "tooLarge"
  | "closed"
  | "aborted"
  | "engineFailed";

/**
 * The only error type of the package: a stable code, a sentence that a person can act on, and the place in the input.
 */
export class GeobitError extends Error {
  constructor(code: ErrorCode, message: string, at?: Place, cause?: unknown);
  code: ErrorCode;
  /** Where in the input the error is, if that can be said. */
  at?: Place;
}

export interface Place {
  /** Line of a CSV file, number of a feature, a route or a pair, or row of columns, from 1. */
  row?: number;
  /** Index of a vertex in its ring or line, from 0. */
  vertex?: number;
  /** Name of an option, a column or a member. Names of nested members are joined by dots, such as `stops.0.km`. */
  field?: string;
  /** The names of the sheets of a workbook among which the option `sheet` has to choose. */
  sheets?: string[];
}

export interface CatalogOptions {
  /** The 1 to 100 public keys of minisign that are accepted, each as its line of 56 letters or as the text of its file. */
  keys: string[];
  /** The signature of a catalogue that is given as bytes. */
  signature?: string | ArrayBuffer | Uint8Array | Blob;
  /** Where a catalogue that is given as bytes belongs; its packs are below the same folder. */
  url?: string | URL;
  /** Ends the reading, which is then refused as `aborted`. */
  signal?: AbortSignal;
  /** Called while the files arrive. */
  onProgress?: (progress: { phase: "download"; done: number; total: number }) => void;
}

/** What a folder of packs holds. Only what {@link Geobit.catalog} returned can be downloaded from. */
export interface Catalog {
  /** The version of the format. */
  version: number;
  /** The program that made it. */
  madeBy: string;
  /** The day on which it was made, `YYYY-MM-DD`. */
  madeAt: string;
  packs: PackEntry[];
  deltas: DeltaEntry[];
  /** The packs of roads; left out where there are none. */
  roads?: RoadsEntry[];
}

/** A pack in a catalogue: a whole region. */
export interface PackEntry {
  /** What stays when the pack is brought up to date. */
  id: string;
  name: string;
  /** The countries that its records name. */
  countries: string[];
  /** The box around the located incidents, degrees: west, south, east, north. */
  bbox: [west: number, south: number, east: number, north: number] | null;
  /** The first day of any incident, `YYYY-MM-DD`. */
  from: string;
  /** The last day of any incident, `YYYY-MM-DD`. */
  to: string;
  /** The day up to which the data claim to be complete, `YYYY-MM-DD`. */
  asOf: string;
  /** The number of incidents. */
  count: number;
  /** The size of the file. */
  bytes: number;
  /** The SHA-256 of the file, as 64 small hexadecimal letters. */
  sha256: string;
  licence?: string;
  attribution?: string;
  /** Whether ids, names, places, sources and headlines are there. */
  hasText: boolean;
  /** Where the file is, below the folder of the catalogue. */
  path: string;
}

/** A delta in a catalogue. */
export interface DeltaEntry {
  /** The SHA-256 of the pack that it updates. */
  base: string;
  /** The SHA-256 of the pack that comes of it. */
  result: string;
  /** The size of the file. */
  bytes: number;
  /** The SHA-256 of the file. */
  sha256: string;
  /** Where the file is, below the folder of the catalogue. */
  path: string;
}

/** A pack of roads in a catalogue (docs/roads.md): a whole region. */
export interface RoadsEntry {
  /** What stays when the pack is brought up to date. No pack of incidents of the same catalogue has it. */
  id: string;
  name: string;
  /** The box around the roads, degrees: west, south, east, north. */
  bbox: [west: number, south: number, east: number, north: number] | null;
  /** The length of all roads, km. */
  lengthKm: number;
  /** The day up to which the source tells, `YYYY-MM-DD`; empty where that is not known. */
  dataAsOf: string;
  /** Whether roads are drawn from town to town and not as they run. */
  schematic: boolean;
  /** The size of the file. */
  bytes: number;
  /** The SHA-256 of the file, as 64 small hexadecimal letters. */
  sha256: string;
  /** The licence of the data, and how they are to be attributed wherever they are shown. */
  licence: string;
  attribution: string;
  /** Where the file is, below the folder of the catalogue. */
  path: string;
}

/** What is kept of any pack. */
interface Keeping {
  /** False for a download that was cut; the next one goes on there. */
  complete: boolean;
  /** The room that it takes, with its deltas. */
  keptBytes: number;
}

/** A pack of roads that is kept, or whose download was begun: {@link Geobit.roads} loads it. */
export interface KeptRoads extends RoadsEntry, Keeping {
  kind: "roads";
}

/** A pack of incidents that is kept, or whose download was begun: {@link Packs.load} loads it. */
export interface KeptPack extends PackEntry, Keeping {
  kind: "incidents";
  /** The version before the last update, where that came by deltas: {@link Packs.loadBefore} loads it. */
  before?: { asOf: string };
}

/**
 * Packs kept in the browser's private file system of the page's origin (OPFS), for all its tabs; in Node, in memory. A pack is complete
 * or not there: until a later one is downloaded, verified and written as a whole, the one before stays in use.
 */
export interface Packs {
  /**
   * Lists what is kept: packs of incidents and of roads, which `kind` tells apart.
   * @throws {GeobitError} `noStorage` where the browser keeps nothing.
   */
  list(): Promise<(KeptPack | KeptRoads)[]>;
  /**
   * Downloads a pack of a catalogue, of incidents or of roads, and keeps it, or brings the one that is kept up to date: by deltas where
   * the catalogue has them and they are smaller, otherwise as a whole, as all of roads are. A download that was cut goes on where it ended; the whole is checked by its SHA-256. Another
   * tab that downloads the same pack is waited for. A pack whose data end earlier than those of the kept one does not replace it, and
   * neither does one of roads one of incidents.
   * @throws {GeobitError} `badPack` for a file that is not the one that the catalogue names, and for an older pack than is kept; `noStorage` where it cannot be kept, or the
   * storage is full; `badOption`, with `"source"` as `at.field`, for a download that breaks off; `aborted`.
   */
  download(catalog: Catalog, id: string, options?: DownloadOptions): Promise<KeptPack | KeptRoads>;
  /**
   * Loads a pack of incidents that is kept, without a request. {@link Geobit.roads} loads those of roads.
   * @throws {GeobitError} `badPack` where what is kept was altered; `badOption`, with `"id"` as `at.field`, for a pack that is not kept or is one of roads; those of {@link Geobit.load}.
   */
  load(id: string, options?: LoadOptions): Promise<Snapshot>;
  /**
   * Loads the version of a pack before its last update, without a request, so that both can be compared.
   * @throws {GeobitError} `badOption`, with `"id"` as `at.field`, for a pack that is not kept, and for one without `before`; those of
   *   {@link Geobit.load}.
   */
  loadBefore(id: string, options?: LoadOptions): Promise<Snapshot>;
  /**
   * Removes a pack, and what was downloaded of it. Nothing happens if there is none.
   * @throws {GeobitError} `noStorage`.
   */
  remove(id: string): Promise<void>;
}

export interface DownloadOptions {
  /** Ends the download, which is then refused as `aborted`; what has arrived stays for the next one. */
  signal?: AbortSignal;
  /** Called while the file arrives, with the phase `"download"`. */
  onProgress?: (progress: { phase: "download"; done: number; total: number }) => void;
}

/** An object that the `using` statement closes. */
export interface Disposable {
  [Symbol.dispose](): void;
}

/**
 * The part of GeoJSON (RFC 7946) that is needed here. Values of the types of `@types/geojson` are accepted. Latitudes are
 * within ±90. Longitudes are within ±540: beyond ±180 they mean the same place whole turns away, as map libraries hand them out
 * over a neighbouring copy of the world. What follows the longitude and the latitude of a position is ignored.
 */
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

// Without this, the types of the platform above could be imported from here.
// biome-ignore lint/complexity/noUselessEmptyExport: a declaration file exports everything that it declares, unless it says so
export {};
