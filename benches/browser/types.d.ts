// What the pieces of the bench hand to each other.

/** Incidents by number, as the generator makes them and as `geobit.load` takes them. */
export interface Incidents {
  lon: Float64Array;
  lat: Float64Array;
  day: Int32Array;
  kind: Uint8Array;
  kindNames: string[];
  uncertaintyKm: Float32Array;
  /** The number of each row's incident in the order of the source; missing: the row's own number. */
  source?: Uint32Array;
}

/** What every contender is given: the incidents, and what an application would have computed once. */
export interface Data {
  incidents: Incidents;
  /** (ln 2 / H)·2^(−age/H) with H = 30 days; 0 from 60 half-lives on. */
  weights: Float64Array;
}

export type Ring = number[][];
export type Rows = ArrayLike<number>;

export interface Corridor {
  rows: Rows;
  /** Missing where the contender has no distances to give. */
  distanceKm?: ArrayLike<number>;
  alongKm?: ArrayLike<number>;
}

/** How far a contender's measure of length may be off, as a share, and why. */
export interface Metric {
  share: number;
  why: string;
}

/** One library or combination of libraries. Operations that it has no answer for are missing. */
export interface Contender<State = unknown> {
  name: string;
  metric: Metric;
  /** Default `true`; what has none is ready at once and no match for those who make one. */
  hasIndex?: boolean;
  /** From incidents to something that answers questions. */
  ready?(data: Data): State | Promise<State>;
  geofence?(state: State, ring: Ring): Rows | Promise<Rows>;
  corridor?(state: State, line: number[][], limitKm: number): Corridor | Promise<Corridor>;
  exposure?(state: State, line: number[][]): number | Promise<number>;
  sites?(state: State, places: number[][], radiusKm: number): Rows[] | Promise<Rows[]>;
  /** Before the answer is compared: the contender's rows as numbers of incidents. */
  numbers?(state: State, rows: Rows): Rows;
  /** The largest number of incidents an operation is tried with, and why. */
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

/** A median of ratios, and their quartiles. */
export interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

export interface Cell extends Partial<Spread> {
  contender: string;
  /** Why there is no figure. */
  skipped?: string;
  /** What is wrong with the answer. */
  wrong?: string;
  /** How many rows, or what value. */
  answer?: string;
}

export interface Table {
  workload: string;
  title: string;
  /** The contender that the target is set against. */
  named: string;
  cells: Cell[];
  /** Warm medians of the others over ours: the best right one, and the named one. */
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

/** What uncertain locations cost: the same question with incidents as points and as discs. */
export interface Price {
  title: string;
  points: Spread;
  uncertain: Spread;
  ratio: Ratio;
  pointsAnswer: string;
  uncertainAnswer: string;
}

export interface Held {
  /** What the engine holds. */
  bytes: number;
  /** WebAssembly memory that it took from the browser. */
  reserved: number;
}

/** After the load of one snapshot, in an engine that did nothing else. */
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
  /** Errors of the page; there should be none. */
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
  /** A place to try can be pressed, and is. */
  pressed: number;
  /** The first number of its answer can be seen. */
  answer: number;
}

export interface Start {
  cold: Record<keyof Visit, Percentiles>;
  warm: Record<keyof Visit, Percentiles>;
}

export interface SizeResult {
  count: number;
  tables: Table[];
  reports: Report[];
  /** The same while one vertex moves with every call. */
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
  /** Missing where the page was left out. */
  page?: { drag: Drag; start: Start };
  /** The same code natively; empty where that was not asked for. */
  native: { workload: string; count: number; nativeMs: number; wasmMs: number; ratio: number }[];
}
