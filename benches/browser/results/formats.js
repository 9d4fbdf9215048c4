// How long files of several formats take until they can be used, as Markdown.

/** @import { Formats } from "../types.d.ts" */
import { grouped, spreadOf, times } from "./format.js";
import { PACK_TARGETS } from "./targets.js";

/** The row that the target was set against. */
const NAMED = "GeoJSON: JSON.parse + kdbush";

/** @param {Formats} formats */
export function formatsSection({ date, machine: { cores, cpu }, browser, load, count, rows }) {
  const [pack] = rows;
  const named = rows.find(({ name }) => name === NAMED) ?? pack;
  const [bytes, faster] = [pack.bytes / count, named.median / pack.median];
  const { bytesPerRow, timesSooner } = PACK_TARGETS;
  return [
    `${grouped(count)} incidents on ${date} with ${browser} on ${cores} cores of ${cpu}, at a load of ${load}: from the bytes in memory to the first area answered, all in one run.`,
    [
      "| file | bytes a row | ms (quartiles) | times the pack |",
      "|---|---:|---:|---:|",
      ...rows.map((row) =>
        ["", row.name, (row.bytes / count).toFixed(1), spreadOf(row), times(row.median / pack.median), ""]
          .join(" | ")
          .trim(),
      ),
    ].join("\n"),
    `Targets: at most ${bytesPerRow} bytes a row: ${bytes <= bytesPerRow ? "met" : "**missed**"}. At least ${timesSooner} times sooner than \`JSON.parse\` and kdbush: ${faster >= timesSooner ? "met" : "**missed**"}, ${times(faster)} times.`,
  ].join("\n\n");
}
