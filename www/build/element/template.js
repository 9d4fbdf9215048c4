// The markup of the page as the template of `<geobit-map>`: without what makes a document of its own, and as data, so that nothing
// parses HTML where it is used.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {import("../../src/element/markup.js").Markup} Markup */

const file = join(import.meta.dirname, "../../index.html");

/** What a document has once, or chooses for all of it, and what it is within another one. @type {[RegExp, string][]} */
const CHANGES = [
  [/<noscript>.*?<\/noscript>/s, ""],
  [/<a class="skip".*?<\/a>/s, ""],
  [/<h1>(.*?)<\/h1>/s, '<strong class="brand-name">$1</strong>'],
  [/<header>/, '<header role="presentation">'],
  [/<main (.*?)<\/main>/s, "<div $1</div>"],
  [/<select data-hook="language".*?<\/select>/s, ""],
  // One landmark in the document around is enough: the element itself, which has a name of its own.
  [/<section (?!data-hook="brief")/g, '<section role="group" '],
  [/<search /, '<search role="group" '],
  [/<aside (.*?)<\/aside>/s, '<div role="group" $1</div>'],
  // Roads are no part of the element.
  [/<button data-hook="add-roads".*?<\/button>/s, ""],
  [/<button id="tab-roads".*?<\/button>/s, ""],
  [/<div id="tab-panel-roads".*?<\/div>/s, ""],
  // What is kept and who sees it is not what it is on the page.
  [/<p data-words="privacyPromise">.*?<\/p>/s, '<p data-hook="privacy"></p>'],
  [/<div data-hook="wall"><\/div>/, ""],
];

/** Returns what is below the root. */
export function elementTemplate() {
  const body = /<body>(.*)<\/body>/s.exec(readFileSync(file, "utf8"))?.[1];
  if (!body) throw new Error("index.html has no body");
  const changed = CHANGES.reduce((text, [what, instead]) => {
    if (!what.test(text)) throw new Error(`index.html has nothing like ${what}`);
    return text.replace(what, instead);
  }, body);
  return parse(changed);
}

const VOID = new Set(["input", "br", "img"]);
const TOKEN =
  /<\/(?<end>[\w-]+)>|<(?<tag>[\w-]+)(?<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*(?<closed>\/)?>|(?<text>[^<]+)/gy;
const ENTITIES = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", quot: '"' });

/** @param {string} text */
const decoded = (text) =>
  text.replaceAll(/&(\w+);/g, (entity, name) => {
    if (!(name in ENTITIES)) throw new Error(`index.html has ${entity}, which is not known here`);
    return ENTITIES[name];
  });

/** Parses the markup of index.html, which is written as this expects. @param {string} html @returns {Markup[]} */
export function parse(html) {
  /** @type {Markup[]} */
  const top = [];
  /** @type {{ tag: string, children: unknown[] }[]} */
  const open = [{ tag: "", children: top }];
  let end = 0;
  for (const match of html.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const {
      tag,
      attributes = "",
      closed,
      text,
      end: ended,
    } = /** @type {Record<string, string>} */ (match.groups);
    const current = open[open.length - 1];
    if (text !== undefined) {
      // What separates the lines of the file is no text.
      const shown = text.replaceAll(/\s*\n\s*/g, "");
      if (shown) current.children.push(decoded(shown));
    } else if (ended) {
      if (current.tag !== ended) throw new Error(`index.html closes ${ended} where ${current.tag} is open`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
      const element = [tag, Object.fromEntries(pairs.map(([, name, value = ""]) => [name, decoded(value)]))];
      current.children.push(element);
      if (!closed && !VOID.has(tag)) open.push({ tag, children: element });
    }
  }
  if (end !== html.length || open.length !== 1)
    throw new Error(`index.html is not understood at ${html.slice(end, end + 60)}`);
  return top;
}
