// The tabs beside the summary, which are made when one is first opened, and what briefs and rules say of roads and zones. Their script is
// fetched before, by `offline/parts.js`.
export { createCompareTab } from "./compare-tab/index.js";
export { createIncidentsTab } from "./incidents-table/index.js";
export { createRegionTab } from "./region/index.js";
export { creditOf } from "./roads-tab/facts.js";
export { createFill } from "./roads-tab/fill-brief.js";
export { createRoadsTab } from "./roads-tab/index.js";
export { describeZonesAlong, tellTouches, tellTouchesOf } from "./zones/index.js";
export { zonesOnMap } from "./zones/on-map.js";
