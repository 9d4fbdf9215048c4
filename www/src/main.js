// The page as a document of its own. The one place that looks for the root.
// Every language needs these two, and so do parts of the page: they are in this first file, which both have anyway.
import "./format.js";
import { fillMarkup } from "./root.js";
import { guardSinks } from "./sinks.js";
import { documentTheme } from "./theme.js";
import { closeUnused } from "./wall/unused.js";
import "./words/capitals.js";
import { speak, words } from "./words/index.js";
import { chooseLanguage, keptLanguage } from "./words/language.js";
import { units } from "./words/units.js";

// The language comes first, as the modules of the page take their words when they are evaluated. It is loaded while the page,
// the engine and the data arrive, which index.html asks for by itself.
async function start() {
  guardSinks();
  closeUnused();
  documentTheme();
  const { search } = window.location;
  const language = chooseLanguage({ search, kept: keptLanguage(), locales: navigator.languages });
  // A page in English is more than none, where the other language cannot be fetched.
  await speak(language).catch(() => speak("en"));
  const { documentElement, body } = document;
  const { dataset } = documentElement;
  /** Marks a step of the start, for tests and for reports of a problem. @param {string} step @param {string} value */
  const reach = (step, value = "true") => {
    dataset[step] = value;
    performance.mark(`geobit:${step}`);
  };
  documentElement.lang = units.lang;
  documentElement.dir = units.direction;
  document.title = words.markup.title;
  fillMarkup(body, words);
  const { startPage } = await import("./page.js");
  const page = await startPage(body);
  // The handle of the tests gives away all that is drawn: the page that people use has none.
  if (import.meta.env.MODE === "test") /** @type {any} */ (window).geobitPage = page;
  // A site can be drawn and is answered, and the map shows where.
  page.drawn.then(() => reach("ready"));
  page.complete.then(
    () => {
      reach("complete");
      // Last, when the page and everything that it fetches is here.
      page.keepOffline((kept) => reach("offline", kept));
    },
    () => {}, // the page has said so
  );
}

// Nothing waits for this: the language's file needs modules of this one, which must not wait for it.
start();
