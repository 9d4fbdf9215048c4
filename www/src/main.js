// The page as a document of its own. The one place that looks for the root.
import { startPage } from "./page.js";

const { dataset } = document.documentElement;
// Not awaited here: parts of the page that are fetched while it starts may import from this very file, and would wait for its end.
startPage(document.body).then((page) => {
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
});
