/** The address of the map's worker; see map-library.js. */
declare module "virtual:map-worker" {
  const address: string;
  export default address;
}

declare module "virtual:element-files" {
  export const version: string;
  /** The styles of the element. */
  export function styles(): string;
  /** The styles of the document while an element is printed alone. */
  export function paperStyles(): string;
  /** The markup of the page. */
  export function template(): DocumentFragment;
  /** What an engine is opened with. */
  export function engineCode(): import("geobit").OpenOptions;
}

declare module "virtual:map-worker-library" {}
