// A movement brief as plain text: for a messenger, or for a reader who cannot open anything else.
import { formatDay, formatKm, formatNumber, formatPercent } from "../format.js";
import { kindLabel } from "../kinds.js";
import { deathsOf } from "../news/fields.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { clockAt, clockInTable, dateAt, offsetLabel } from "./clock.js";
import { checkInsOf, FIELDS } from "./plan.js";
import { listSentences } from "./records.js";
import { describeSize } from "./sentences.js";

/** @typedef {import("./content.js").Brief} Brief */

const texts = words.brief;
/** What the head of the text says already. */
const IN_HEAD = new Set(["way", "advisory"]);

/** Says when the movement leaves. @param {Brief} brief */
export const describeStart = ({ schedule: { departure, offset } }) =>
  departure === null
    ? texts.noDeparture
    : texts.departure(
        formatDay(dateAt(departure, offset)),
        `${clockAt(departure, offset)} ${offsetLabel(offset)}`,
      );

/** @param {import("./content.js").Near} near */
export function describeNear({ incident, km, possible }) {
  const deaths = deathsOf(incident);
  return [
    `${formatDay(incident.start)}, km ${formatNumber(km)}`,
    kindLabel(incident.kind),
    incident.place || incident.admin1 || texts.placeUnnamed,
    deaths ? words.siteBrief.deaths(deaths) : "",
    possible ? texts.possible : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {import("geobit").Stretch} stretch @param {number} i */
const describeStretch = ({ fromKm, toKm, share }, i) =>
  `${texts.stretch(i + 1)}: km ${formatNumber(fromKm)}–${formatNumber(toKm)}, ${formatPercent(share)}`;

const LINE_BREAKS = /\r\n|[\n\r\u0085\u2028\u2029]/;

/** Lists the lines of what was typed into a field: more than one of them stand below its title. @param {string} title @param {string} text */
function fieldLines(title, text) {
  const lines = text
    .split(LINE_BREAKS)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > 1) return [`- ${title}:`, ...lines.map((line) => `  ${line}`)];
  return lines.map((line) => `- ${title}: ${line}`);
}

/** @param {Brief} brief @param {import("./plan.js").Plan} plan */
export function briefToText(brief, plan) {
  const { name, schedule, stretches, recent, alternatives } = brief;
  const sentences = listSentences(brief);
  const [, way = ""] = sentences.find(([part]) => part === "way") ?? [];
  const checkIns = checkInsOf(schedule).map(({ key, name: place, at }) => {
    const time = clockInTable(at, schedule.offset, Number(schedule.departure));
    return `[${plan.done.includes(key) ? "x" : " "}] ${time} ${place}`;
  });
  const typed = FIELDS.flatMap((field, i) => fieldLines(texts.fields[i][0], plan.fields[field] ?? ""));
  return [
    [texts.title(name), describeStart(brief), `${way} · ${describeSize(brief)}`],
    sentences.filter(([part]) => !IN_HEAD.has(part)).map(([, text]) => text),
    section(texts.checkIns, checkIns),
    section(texts.stretches, stretches.map(describeStretch)),
    section(
      words.brief.incidents(`${formatDay(recent.from)} – ${formatDay(recent.to)}`),
      recent.near.map(describeNear),
    ),
    section(
      texts.alternatives,
      alternatives.slice(1).map((one) => `${one.name}, ${formatKm(one.lengthKm)}`),
    ),
    typed.length > 0 ? [texts.form, ...typed] : [],
    [words.provenance.advisory],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(plainText).join("\n"))
    .join("\n\n");
}

/** @param {string} title @param {string[]} lines */
const section = (title, lines) => (lines.length > 0 ? [title, ...lines.map((line) => `- ${line}`)] : []);
