// The types that the parts of the bench share.

/** Incidents as columns, as the generator makes them and as `geobit.load` takes them. */
export interface Incidents {
  lon: Float64Array;
  lat: Float64Array;
  day: Int32Array;
  kind: Uint8Array;
  kindNames: string[];
  uncertaintyKm: Float32Array;
  /** The number of each row's incident in the order of the source; the row's own number where missing. */
  source?: Uint32Array;
}

/** The input of every contender: the incidents, and what an application would have computed once. */
export interface Data {
  incidents: Incidents;
  /** (ln 2 / H)·2^(−age/H) with H = 30 days; 0 from 60 half-lives on. */
  weights: Float64Array;
  /** The same with H = 90 days. */
  longWeights: Float64Array;
}

export type Ring = number[][];
export type Rows = ArrayLike<number>;

export interface Corridor {
  rows: Rows;
  /** Missing where the contender gives no distances. */
  distanceKm?: ArrayLike<number>;
  alongKm?: ArrayLike<number>;
}

/** The relative error that a contender's measure of length may have, and why. */
export interface Metric {
  share: number;
  why: string;
}

/** A library or a combination of libraries. Operations that it does not offer are missing. */
export interface Contender<State = unknown> {
  name: string;
  metric: Metric;
  /** Default `true`. A contender without an index is left out of the workload `ready`. */
  hasIndex?: boolean;
  /** Turns incidents into something that answers questions. */
  ready?(data: Data): State | Promise<State>;
  geofence?(state: State, ring: Ring): Rows | Promise<Rows>;
  corridor?(state: State, line: number[][], limitKm: number): Corridor | Promise<Corridor>;
  exposure?(state: State, line: number[][]): number | Promise<number>;
  /** The exposure with a half-life of 90 days. */
  longExposure?(state: State, line: number[][]): number | Promise<number>;
  sites?(state: State, places: number[][], radiusKm: number): Rows[] | Promise<Rows[]>;
  /** Turns the contender's rows into numbers of incidents, before the answer is compared. */
  numbers?(state: State, rows: Rows): Rows;
  /** The largest number of incidents that an operation is run with, and why. */
  limits?: Partial<Record<string, { most: number; why: string }>>;
  close?(state: State): void;
}

export interface Spread {
  cold: number;
  median: number;
  low: number;
  high: number;
  rounds: number;
}

export interface Percentiles {
  n: number;
  p50: number;
  p95: number;
  most: number;
}

/** The median of the ratios, and their quartiles. */
export interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

export interface Cell extends Partial<Spread> {
  contender: string;
  /** Why there is no figure. */
  skipped?: string;
  /** What is wrong with the answer; missing where it is right. */
  wrong?: string;
  /** The number of rows, or the value. */
  answer?: string;
}

export interface Table {
  workload: string;
  title: string;
  /** The target peer: the contender that the target was set against. */
  named: string;
  cells: Cell[];
  /** The warm times of the others over ours: the fastest correct peer, and the target peer. */
  best?: Ratio & { contender: string };
  againstNamed?: Ratio;
  target?: number;
  met?: boolean;
}

export interface Curve {
  title: string;
  unit: string;
  points: { n: number; ms: number }[];
}

export interface Report {
  title: string;
  spread: Spread;
  targetMs?: number;
  met?: boolean;
}

/** The cost of uncertain locations: the same question with incidents as points and as discs. */
export interface Price {
  title: string;
  points: Spread;
  uncertain: Spread;
  ratio: Ratio;
  pointsAnswer: string;
  uncertainAnswer: string;
}

export interface Held {
  /** Bytes that the engine uses. */
  bytes: number;
  /** Bytes of WebAssembly memory that it took from the browser. */
  reserved: number;
}

/** Memory after the load of one snapshot, in an engine that did nothing else. */
export interface Memory {
  unsorted: Held;
  sorted: Held;
}

/** The built page, used with a mouse. */
export interface Drag {
  count: number;
  steps: number;
  /** From the choice of the file to an idle page. */
  openedMs: number;
  shapes: Dragged[];
  /** Errors of the page; none are expected. */
  faults: string[];
}

export interface Dragged {
  shape: string;
  /** Incidents in the last answer. */
  hits: number;
  step: Percentiles;
  parts: Record<string, Percentiles>;
}

/** Milliseconds since the navigation. */
export interface Visit {
  /** An example place can be pressed, and is. */
  pressed: number;
  /** The first number of its answer is visible. */
  answer: number;
}

export interface Start {
  cold: Record<keyof Visit, Percentiles>;
  warm: Record<keyof Visit, Percentiles>;
}

/** A file of a first visit. Times are milliseconds since the navigation. */
export interface SlowFile {
  path: string;
  /** In which it came; empty for a file as it is. */
  encoding: string;
  /** Its bytes on the line, without headers. */
  bytes: number;
  asked: number;
  arrived: number;
}

/** A first visit over a slow line. */
export interface SlowVisit extends Visit {
  /** The page can be used: the demo data are loaded, and the map is drawn. */
  ready: number;
  files: SlowFile[];
}

export interface SlowLine {
  date: string;
  machine: Results["machine"];
  browser: string;
  line: { bitsPerSecond: number; latencyMs: number };
  /** How many programs wanted a processor, on average: this run, and whatever else the machine did. */
  load: number;
  visits: SlowVisit[];
}

export interface Format extends Spread {
  name: string;
  /** The size of the file in bytes. */
  bytes: number;
  /** How many incidents of the file lie in the area. */
  found: number;
}

export interface Formats {
  date: string;
  machine: Results["machine"];
  browser: string;
  load: number;
  count: number;
  /** The first is the pack. */
  rows: Format[];
}

export interface SizeResult {
  count: number;
  tables: Table[];
  reports: Report[];
  /** The same reports while one vertex moves with every call. */
  drags: { title: string; call: Percentiles }[];
  prices: Price[];
  memory: Memory;
  exposure: { ours: number; whole: number; cut: number; difference: number };
  notes: string[];
}

export interface Results {
  date: string;
  machine: { cpu: string; cores: number; memoryGib: number; system: string };
  browser: string;
  versions: Record<string, string>;
  rounds: number;
  sizes: SizeResult[];
  curves: Curve[];
  /** Missing where the page was not measured. */
  page?: { drag: Drag; start: Start };
  /** The same code as a native program; empty where that was not asked for. */
  native: { workload: string; count: number; nativeMs: number; wasmMs: number; ratio: number }[];
}
