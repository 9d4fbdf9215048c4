// The list of data packs: what the catalogue offers, by name, period, size and age, and what is kept here.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { dayOfDate, formatDay, formatPeriod } from "../format.js";
import { hint } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/** @typedef {import("geobit").PackEntry} PackEntry */
/** @typedef {import("geobit").KeptPack} KeptPack */
/**
 * @typedef {object} PacksState
 * @property {readonly PackEntry[] | null} offered what the catalogue has; `null` before it was asked for
 * @property {readonly KeptPack[]} kept
 * @property {{ id: string, done: number, total: number } | null} running the download that goes on
 * @property {boolean} isLooking whether the catalogue is being read
 * @property {string} note what is to be said, such as why a download failed
 */
/** @typedef {Record<"look" | "cancel", () => void> & Record<"download" | "open" | "remove", (id: string) => void>} Actions */
/** @typedef {{ entry: PackEntry, kept?: KeptPack, offered?: PackEntry }} Row */

/**
 * @param {HTMLElement} element @param {PacksState} state @param {Actions} actions @param {Date} today
 */
export function showPacks(element, state, actions, today) {
  const { packs: texts } = words;
  const { kept, offered, running, isLooking, note } = state;
  const complete = kept.filter((pack) => pack.complete);
  const room = kept.reduce((sum, pack) => sum + pack.keptBytes, 0);
  const look = offered || complete.length > 0 ? texts.check : texts.look;
  renderInto(
    element,
    h("summary", null, texts.title),
    hint(texts.intro),
    h("ul", { class: "packs-list" }, ...rowsOf(state).map((row) => packItem(row, running, actions, today))),
    kept.length > 0 && h("p", { "data-packs": "room" }, texts.room(complete.length, sizeOf(room))),
    h(
      "p",
      { class: "snapshot-buttons" },
      h("button", { type: "button", class: "small", disabled: isLooking, onclick: actions.look }, look),
    ),
    h("p", { class: "hint", role: "status", "data-packs": "note" }, note),
  );
}

/** What is kept comes first. @param {PacksState} state @returns {Row[]} */
function rowsOf({ kept, offered }) {
  const known = kept.map((one) => {
    const now = offered?.find(({ id }) => id === one.id);
    return { entry: one.complete ? one : (now ?? one), kept: one, offered: now };
  });
  // A later one that was begun is the same pack.
  const rows = known.filter(
    ({ kept: one }) => one.complete || !kept.some((other) => other.complete && other.id === one.id),
  );
  const others = (offered ?? []).filter(({ id }) => !rows.some(({ entry }) => entry.id === id));
  return [...rows, ...others.map((entry) => ({ entry, offered: entry }))];
}

/** @param {Row} row @param {PacksState["running"]} running @param {Actions} actions @param {Date} today */
function packItem({ entry, kept, offered }, running, actions, today) {
  const { packs: texts } = words;
  const { id } = entry;
  const isNewer = kept?.complete && offered && offered.sha256 !== kept.sha256;
  const isRunning = running?.id === id;
  const name = plainText(entry.name);
  const button = (
    /** @type {string} */ label,
    /** @type {() => void} */ onclick,
    /** @type {string} */ action,
  ) =>
    h(
      "button",
      {
        ...{ type: "button", class: "small", onclick, "data-pack-action": action },
        ...{ "aria-label": `${label}: ${name}`, disabled: running !== null && !isRunning },
      },
      label,
    );
  return h(
    "li",
    { key: id, "data-pack": id },
    h("strong", null, name),
    h(
      "span",
      { class: "hint" },
      texts.facts(formatPeriod(entry.from, entry.to), entry.count, sizeOf(entry.bytes)),
    ),
    h("span", { class: "hint" }, texts.age(formatDay(entry.asOf), daysBetween(entry.asOf, today))),
    entry.attribution && h("span", { class: "hint" }, plainText(entry.attribution)),
    entry.licence && h("span", { class: "hint" }, plainText(entry.licence)),
    isNewer && h("span", { class: "hint" }, texts.newer(formatDay(offered.asOf))),
    kept && !kept.complete && h("span", { class: "hint" }, texts.begun(sizeOf(kept.keptBytes))),
    h(
      "span",
      { class: "snapshot-buttons" },
      isRunning &&
        h("progress", {
          max: 1,
          value: running.total > 0 ? running.done / running.total : 0,
          "aria-label": name,
        }),
      isRunning && button(words.messages.cancel, actions.cancel, "cancel"),
      !isRunning &&
        offered &&
        !kept?.complete &&
        button(texts.download, () => actions.download(id), "download"),
      !isRunning && isNewer && button(texts.update, () => actions.download(id), "update"),
      !isRunning && kept?.complete && button(texts.open, () => actions.open(id), "open"),
      !isRunning && kept && button(texts.remove, () => actions.remove(id), "remove"),
    ),
  );
}

/** @param {number} bytes */
const sizeOf = (bytes) => words.packs.size(bytes);

/** @param {string} day @param {Date} today */
const daysBetween = (day, today) => Math.max(0, dayOfDate(today.toISOString().slice(0, 10)) - dayOfDate(day));
