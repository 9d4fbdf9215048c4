// The peers are installed for the bench only, so that checking the types needs none of them.
interface Connection {
  query(sql: string): Promise<{ getChild(name: string): { toArray(): Uint32Array } }>;
  insertArrowTable(table: object, options: { name: string }): Promise<void>;
}
export const duckdb: {
  VoidLogger: new () => object;
  AsyncDuckDB: new (
    logger: object,
    worker: Worker,
  ) => { instantiate(module: string): Promise<unknown>; connect(): Promise<Connection> };
};
export const arrow: { tableFromArrays(columns: object): object };

interface Feature {
  type: string;
  properties: { id: number };
  geometry: object;
}
interface FeatureCollection {
  type: string;
  features: Feature[];
}
interface Units {
  units: "kilometers";
}
export function booleanPointInPolygon(at: number[], polygon: object): boolean;
export function pointsWithinPolygon(points: FeatureCollection, polygon: object): FeatureCollection;
export function buffer(shape: object, radius: number, options: Units): object;
export function distance(from: number[] | Feature, to: number[] | Feature, options: Units): number;
export function nearestPointOnLine(
  line: object,
  at: number[],
  options: Units,
): { properties: { pointDistance: number; totalDistance: number } };

export function around(index: KDBush, lon: number, lat: number, most?: number, km?: number): number[];

export class KDBush {
  constructor(count: number);
  add(x: number, y: number): number;
  finish(): this;
  range(west: number, south: number, east: number, north: number): number[];
}

export class Flatbush {
  constructor(count: number);
  add(west: number, south: number, east: number, north: number): number;
  finish(): void;
  search(west: number, south: number, east: number, north: number): number[];
}

export class CheapRuler {
  constructor(lat: number, units?: string);
  distance(a: number[], b: number[]): number;
  lineDistance(line: number[][]): number;
  bufferPoint(at: number[], km: number): [number, number, number, number];
  pointOnLine(line: number[][], at: number[]): { point: [number, number]; index: number; t: number };
}

export function featuresOf(bytes: Uint8Array): AsyncGenerator<{ geometry: { coordinates: number[] } }>;
export function writeFlatGeobuf(collection: object): Uint8Array<ArrayBuffer>;
export function parseCsv(text: string, options: object): { data: Record<string, string>[] };
export function parquetRead(options: {
  file: ArrayBuffer;
  onChunk(chunk: { columnName: string; columnData: ArrayLike<unknown>; rowStart: number }): void;
}): Promise<void>;
