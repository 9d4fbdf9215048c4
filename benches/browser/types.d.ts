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
  best?: { contender: string; ratio: number; low: number; high: number };
  againstNamed?: { ratio: number; low: number; high: number };
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

export interface SizeResult {
  count: number;
  tables: Table[];
  reports: Report[];
  /** WebAssembly memory with one snapshot. */
  memory: { bytes: number; reserved?: number };
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
  /** The same code natively; empty where that was not asked for. */
  native: { workload: string; count: number; nativeMs: number; wasmMs: number; ratio: number }[];
}
