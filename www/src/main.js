// The page as a document of its own. The one place that looks for the root.
import { startPage } from "./page.js";

/** For tests, and for the curious in the console. */
/** @type {any} */ (window).geobitPage = await startPage(document.body);
document.documentElement.dataset.ready = "true";
