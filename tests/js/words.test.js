// The table of messages: index.html says the same, sentences hold their elements, and nothing in it is HTML.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { words } from "../../www/src/words/index.js";
import * as newsWords from "../../www/src/words/news.js";
import { withElements } from "../../www/src/words/with-elements.js";

const html = await readFile(new URL("../../www/index.html", import.meta.url), "utf8");
const markup = /** @type {Record<string, string>} */ (words.markup);

test("index.html has the words of the table, and the table no others", () => {
  const used = new Set();
  /** @param {string} name @param {string} text */
  function assertWords(name, text) {
    used.add(name);
    assert.equal(text, markup[name], name);
  }
  for (const [, name, text] of html.matchAll(/data-words="(\w+)"[^>]*>([^<]*)</g)) assertWords(name, text);
  for (const [tag, attribute, name] of html.matchAll(/<[^>]*\sdata-words-([a-z-]+)="(\w+)"[^>]*>/g))
    assertWords(name, new RegExp(`\\s${attribute}="([^"]*)"`).exec(tag)?.[1] ?? "");
  const written = html.match(/data-words(-[a-z-]+)?="/g) ?? [];
  assert.ok(written.length > 40);
  assert.deepEqual(
    Object.keys(markup).filter((name) => !used.has(name)),
    [],
  );
});

test("elements stand within sentences where the language puts them", () => {
  assert.deepEqual(withElements("{a} before {b}.", { a: 1, b: 2 }), [1, " before ", 2, "."]);
  assert.deepEqual(withElements("none", {}), ["none"]);
  const fromData = { term: 1, reasons: "worse than {term}" };
  assert.deepEqual(withElements("{term}: {reasons}.", fromData), [1, ": ", "worse than {term}", "."]);
});

/** Every text of the table; of functions, their source. @param {unknown} entry @returns {string[]} */
function textsOf(entry) {
  if (typeof entry === "string") return [entry];
  if (typeof entry === "function") return [String(entry)];
  return typeof entry === "object" && entry !== null ? Object.values(entry).flatMap(textsOf) : [];
}

test("no entry holds HTML, or a word that promises too much", () => {
  const texts = textsOf([words, { ...newsWords }]);
  assert.ok(texts.length > 400);
  for (const text of texts) {
    assert.doesNotMatch(text, /<\/?(b|i|p|br|a|em|strong|span|div)\b|&(amp|lt|gt|nbsp);/i);
    assert.doesNotMatch(text, /\bsafe|threat level|predict/i);
  }
});
