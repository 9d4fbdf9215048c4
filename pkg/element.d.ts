/**
 * `<geobit-map>`: the map of incidents as an element of your page. Importing this module defines it. docs/embed.md describes its
 * attributes, its custom properties and what the page around it can see.
 */
import type { GeofenceReport, LoadOptions, RouteReport } from "./geobit.d.ts";

/** A circle around a place, or an area by its corners. Places are longitude and latitude in degrees, distances kilometres. */
export type Site =
  | { name: string; lon: number; lat: number /** 0.1 to 500; 25 if absent */; km?: number }
  | { name: string; corners: [lon: number, lat: number][] };

export interface Route {
  name: string;
  line: [lon: number, lat: number][];
  /** The corridor on either side, 0.1 to 500; 5 if absent. */
  km?: number;
}

export type WithId<Shape> = Shape & { id: string };

/** An answer, and of what. */
export type ElementReport =
  | { id: string; name: string; kind: "geofence"; report: GeofenceReport }
  | { id: string; name: string; kind: "route"; report: RouteReport };

/** What went wrong. `at` says where in what was given. */
export interface ElementError {
  code: string;
  message: string;
  at?: unknown;
}

export interface GeobitMapEvents {
  "geobit-ready": CustomEvent<{ version: string }>;
  "geobit-report": CustomEvent<ElementReport | null>;
  "geobit-error": CustomEvent<ElementError>;
}

export class GeobitMap extends HTMLElement {
  static readonly version: string;
  /** Resolves when the map can be used. Refused when it cannot start, and when the element is removed before. */
  readonly ready: Promise<void>;
  /** The circles and areas on the map. Set, they replace those that are there. */
  get sites(): WithId<Site>[];
  set sites(sites: Site[]);
  /** The routes on the map. Set, they replace those that are there. */
  get routes(): WithId<Route>[];
  set routes(routes: Route[]);
  /** The answer that is shown. */
  readonly report: ElementReport | null;
  /** Adds a site and shows its answer; returns its id. */
  addSite(site: Site): string;
  /** Adds a route and shows its answer; returns its id. */
  addRoute(route: Route): string;
  /** Shows the answer of a site or a route. */
  select(id: string): void;
  removeShape(id: string): void;
  /** Removes all sites and routes. */
  clear(): void;
  /** Shows incidents instead of those that are shown. */
  load(source: string | URL | Blob | Response | BufferSource, options?: LoadOptions): Promise<void>;
  /** Resolves when nothing is being read or asked. */
  idle(): Promise<void>;
}

export const NAME: "geobit-map";
export const version: string;
/** Why this module did not define the element: another version had. Empty where it did. */
export const refused: string;

declare global {
  interface HTMLElementTagNameMap {
    "geobit-map": GeobitMap;
  }
}
