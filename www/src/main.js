// The page as a document of its own. The one place that looks for the root.
// Every language needs these two, and so do parts of the page: they are in this first file, which both have anyway.
import "./format.js";
import { fillMarkup } from "./root.js";
import "./words/capitals.js";
import { speak, words } from "./words/index.js";
import { chooseLanguage, keptLanguage } from "./words/language.js";
import { units } from "./words/units.js";

// The language comes first, as the modules of the page take their words when they are evaluated. It is loaded while the page,
// the engine and the data arrive, which index.html asks for by itself.
async function start() {
  const { search } = window.location;
  const language = chooseLanguage({ search, kept: keptLanguage(), locales: navigator.languages });
  // A page in English is more than none, where the other language cannot be fetched.
  await speak(language).catch(() => speak("en"));
  const { documentElement, body } = document;
  const { dataset } = documentElement;
  documentElement.lang = units.lang;
  documentElement.dir = units.direction;
  document.title = words.markup.title;
  fillMarkup(body, words);
  const { startPage } = await import("./page.js");
  const page = await startPage(body);
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
}

// Nothing waits for this: the language's file needs modules of this one, which must not wait for it.
start();
