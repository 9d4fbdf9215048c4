/** What this page uses of the library, which comes without types. */
declare module "geodesy/dms.js" {
  /** `parse` returns `NaN` for what is no angle. */
  const Dms: { parse(text: string): number };
  export default Dms;
}

declare module "geodesy/mgrs.js" {
  export class Utm {
    constructor(zone: number, hemisphere: "N" | "S", easting: number, northing: number);
    zone: number;
    hemisphere: "N" | "S";
    easting: number;
    northing: number;
    toLatLon(): { lat: number; lon: number };
  }
  export default class Mgrs {
    static parse(text: string): Mgrs;
    toUtm(): Utm;
  }
}
