// Fetches the parts of the page that are used when they are first opened. All are fetched at one moment, whatever a reader does: if one
// came when it is opened, the page's host would learn of that.

import { allowFetching } from "../on-demand.js";

/** What is missing is asked for again when it is opened, which then says that it is missing. */
export function fetchParts() {
  allowFetching();
  return Promise.allSettled([
    import("../tab-parts.js"),
    import("../news/index.js"),
    import("../rules/index.js"),
    import("../site-brief/index.js"),
    import("../share/index.js"),
    import("../workspace/index.js"),
    import("../help/index.js"),
    import("../ground/index.js"),
    import("../more-filters/index.js"),
  ]);
}
