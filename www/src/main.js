// The page as a document of its own. The one place that looks for the root.
import { startPage } from "./page.js";

const { dataset } = document.documentElement;
const page = await startPage(document.body);
/** For tests, and for the curious in the console. */
/** @type {any} */ (window).geobitPage = page;
// A site can be drawn and is answered, and the map shows where.
page.drawn.then(() => {
  dataset.ready = "true";
});
page.complete.then(
  () => {
    dataset.complete = "true";
  },
  () => {}, // the page has said so
);
