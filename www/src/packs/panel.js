// A list of packs: what the catalogue offers, by name, size, age and what else is told of its kind, and what is kept here.
import { h } from "preact";
import { dayOfDate, formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/** @template {import("./keeping.js").KeptAny} Kept @typedef {import("./keeping.js").PacksState<Kept>} PacksState */
/** @template {import("./keeping.js").KeptAny} Kept @typedef {import("./keeping.js").Offered<Kept>} Offered */
/** @typedef {Record<"look" | "cancel", () => void> & Record<"download" | "open" | "remove", (id: string) => void>} Actions */
/**
 * @template {import("./keeping.js").KeptAny} Kept
 * @typedef {object} Told what is told of packs of one kind
 * @property {(pack: Offered<Kept>) => readonly string[]} factsOf beside the name, the licence and the attribution
 * @property {(pack: Offered<Kept>) => string} newerThan of a newer version than is kept
 * @property {string} look
 * @property {string} remove
 */
/** @template {import("./keeping.js").KeptAny} Kept @typedef {{ entry: Offered<Kept>, kept?: Kept, offered?: Offered<Kept> }} Row */

/**
 * Returns the list, the room that it takes, the button that reads the catalogue, and what is to be said.
 * @template {import("./keeping.js").KeptAny} Kept
 * @param {PacksState<Kept>} state @param {Actions} actions @param {Told<Kept>} told
 */
export function packsView(state, actions, told) {
  const { packs: texts } = words;
  const { kept, offered, running, isLooking, note } = state;
  const complete = kept.filter((pack) => pack.complete);
  const room = kept.reduce((sum, pack) => sum + pack.keptBytes, 0);
  const look = offered || complete.length > 0 ? texts.check : told.look;
  return [
    h("ul", { class: "packs-list" }, ...rowsOf(state).map((row) => packItem(row, running, actions, told))),
    kept.length > 0 && h("p", { "data-packs": "room" }, texts.room(complete.length, sizeOf(room))),
    h(
      "p",
      { class: "snapshot-buttons" },
      h("button", { type: "button", class: "small", disabled: isLooking, onclick: actions.look }, look),
    ),
    h("p", { class: "hint", role: "status", "data-packs": "note" }, note),
  ];
}

/** What is kept comes first. @template {import("./keeping.js").KeptAny} Kept @param {PacksState<Kept>} state @returns {Row<Kept>[]} */
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

/**
 * @template {import("./keeping.js").KeptAny} Kept
 * @param {Row<Kept>} row @param {PacksState<Kept>["running"]} running @param {Actions} actions @param {Told<Kept>} told
 */
function packItem({ entry, kept, offered }, running, actions, told) {
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
    ...[
      ...told.factsOf(entry),
      plainText(entry.attribution ?? ""),
      plainText(entry.licence ?? ""),
      isNewer && told.newerThan(offered),
      kept && !kept.complete && texts.begun(sizeOf(kept.keptBytes)),
    ].map((fact) => fact && h("span", { class: "hint" }, fact)),
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
      !isRunning && kept && button(told.remove, () => actions.remove(id), "remove"),
    ),
  );
}

/** @param {number} bytes */
export const sizeOf = (bytes) => words.packs.size(bytes);

/** Tells until when the data go, and how old that is. @param {string} day */
export function ageOf(day) {
  const today = new Date().toISOString().slice(0, 10);
  return words.packs.age(formatDay(day), Math.max(0, dayOfDate(today) - dayOfDate(day)));
}
