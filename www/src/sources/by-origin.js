// What a report counts by origin, if there are several.
import { h } from "preact";
import { formatCount } from "../format.js";
import { hint, part, table } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/**
 * @param {import("geobit").Summary} summary
 * @param {{ title: string, counts: number[] | undefined }[]} columns each with a number for each origin
 */
export function byOriginPart({ origins }, columns) {
  const given = columns.flatMap(({ title, counts }) => (counts ? [{ title, counts }] : []));
  if (given.length === 0) return null;
  return part(
    words.sources.byOrigin,
    h(
      "div",
      { class: "by-origin" },
      table(
        [words.sources.origin, ...given.map(({ title }) => title)],
        origins.map(({ name }, i) => [plainText(name), ...given.map(({ counts }) => formatCount(counts[i]))]),
      ),
    ),
    given.length > 1 && hint(words.sources.byOriginHint),
  );
}
