// The tabs beside the summary, which are made when one is first opened. Their script is fetched before, by `offline/parts.js`.
export { createCompareTab } from "./compare-tab/index.js";
export { createIncidentsTab } from "./incidents-table/index.js";
export { createRegionTab } from "./region/index.js";
export { createRoadsTab } from "./roads-tab/index.js";
