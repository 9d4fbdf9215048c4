// Departure, speed and stops of a route, and when it is where. The fields stay as they are while answers come and go, so that
// typing is not interrupted.
import { OFFSETS, offsetLabel } from "../brief/clock.js";
import { newMovement } from "../brief/movement.js";
import { el, renderInto, setChildren, setHidden } from "../dom.js";
import { LAST_DAY } from "../format.js";
import { newestWins } from "../newest.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { timesPart } from "./movement-times.js";

/** @typedef {import("../brief/movement.js").Movement} Movement */
/** @typedef {import("../brief/schedule.js").Schedule} Schedule */
/** @typedef {import("../shapes.js").Shape} Shape */

/** The speeds that the engine accepts, km/h. */
const KMH = { min: 0.1, max: 300 };
const MAX_STOP_HOURS = 10_000;
/** How long a stop is when it is added by its place, hours. */
const NEW_STOP_HOURS = 0.5;
const texts = words.movement;

/**
 * @param {HTMLElement} root
 * @param {{
 *   setMovement: (id: string, movement: Movement) => void,
 *   schedule: () => Promise<Schedule | null>,
 *   openBrief: () => void,
 * }} page `schedule` computes that of the answer that is shown
 */
export function createMovementPanel(root, page) {
  const panel = findHook(root, "movement");
  const form = el("form", {
    class: "movement-form",
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  });
  const problem = el("p", { class: "problem", role: "status", hidden: true });
  const times = el("div", { class: "movement-times" });
  const details = el(
    "details",
    { ontoggle: () => refresh() },
    el("summary", {}, texts.summary),
    form,
    problem,
    times,
  );
  setChildren(panel, details, el("button", { type: "button", onclick: page.openBrief }, texts.openBrief));
  /** @type {string | null} */
  let shownId = null;

  const refresh = newestWins(async () => {
    if (!details.open || !shownId) return;
    const schedule = await page.schedule().catch(() => null);
    renderInto(times, ...(schedule ? timesPart(schedule, { addStop, addSpeed }) : []));
  });

  /** Applies what is typed. If something is wrong with it, says so and leaves the movement as it was. */
  function applyForm() {
    const { movement, problems } = readForm(form);
    problem.hidden = problems.length === 0;
    problem.textContent = texts.stillCounts(problems);
    if (problems.length === 0 && shownId) page.setMovement(shownId, movement);
  }
  form.addEventListener("input", applyForm);

  /** @param {number} km */
  function addStop(km) {
    form
      .querySelector(".stops ul")
      ?.append(pairItem(STOP, { km: roundKm(km), hours: NEW_STOP_HOURS }, applyForm));
    applyForm();
  }

  /** Adds a row whose speed is left for the reader to type. @param {number} km */
  function addSpeed(km) {
    const item = pairItem(SPEED, { fromKm: roundKm(km) }, applyForm);
    form.querySelector(".speeds ul")?.append(item);
    inputOf(item, SPEED.names[1]).focus();
  }

  return {
    /** @param {Shape | null} shape */
    show(shape) {
      const route = shape?.kind === "route" ? shape : null;
      setHidden(panel, !route);
      if (shownId === (route?.id ?? null)) return;
      shownId = route?.id ?? null;
      problem.hidden = true;
      renderInto(times);
      if (route) setChildren(form, ...fields(route.movement ?? newMovement(), applyForm));
    },
    /** Updates the times; to be called after every answer. */
    refresh,
  };
}

/** Rounds to a tenth, as a person would type it. @param {number} km */
const roundKm = (km) => Math.round(km * 10) / 10;

/** Lists of pairs of numbers: their class in the form, and the names of their two inputs. */
const SPEED = /** @type {const} */ ({ list: "speeds", names: ["fromKm", "kmh"] });
const STOP = /** @type {const} */ ({ list: "stops", names: ["km", "hours"] });
/** @typedef {typeof SPEED | typeof STOP} Pair */

/** @param {Movement} movement @param {() => void} apply */
function fields(movement, apply) {
  const { date, time, offset, speedKmh, speeds, stops } = movement;
  return [
    labelled(texts.departure, el("input", { type: "date", name: "date", value: date, max: LAST_DAY })),
    labelled(texts.at, el("input", { type: "time", name: "time", value: time })),
    labelled(texts.in, offsetChoice(offset)),
    labelled(texts.speed, numberInput("speedKmh", speedKmh)),
    pairList(SPEED, speeds, apply),
    pairList(STOP, stops, apply),
  ];
}

/** @param {string} label @param {HTMLElement} input */
const labelled = (label, input) => el("label", {}, el("span", {}, label), input);

/** @param {string} name @param {number | string} value @param {string} [label] */
const numberInput = (name, value, label) =>
  el("input", { type: "number", step: "any", inputmode: "decimal", name, value, "aria-label": label });

/** @param {number} chosen */
function offsetChoice(chosen) {
  const offsets = OFFSETS.includes(chosen) ? OFFSETS : [...OFFSETS, chosen].sort((a, b) => a - b);
  return el(
    "select",
    { name: "offset", "aria-label": texts.clock },
    ...offsets.map((offset) =>
      el("option", { value: offset, selected: offset === chosen }, offsetLabel(offset)),
    ),
  );
}

/** @param {Pair} pair @param {Record<string, number>[]} entries @param {() => void} apply */
function pairList(pair, entries, apply) {
  const { title, add: addLabel } = texts[pair.list];
  const items = el("ul", {}, ...entries.map((entry) => pairItem(pair, entry, apply)));
  const add = () => {
    const item = pairItem(pair, {}, apply);
    items.append(item);
    item.querySelector("input")?.focus();
  };
  return el(
    "fieldset",
    { class: pair.list },
    el("legend", { class: "visually-hidden" }, title),
    items,
    el("button", { type: "button", class: "small", onclick: add }, texts.addButton(addLabel)),
  );
}

/** @param {Pair} pair @param {Record<string, number>} entry @param {() => void} apply */
function pairItem({ list, names }, entry, apply) {
  const { first, second, remove: removeLabel } = texts[list];
  const remove = () => {
    item.remove();
    apply();
  };
  const item = el(
    "li",
    {},
    first.before,
    numberInput(names[0], entry[names[0]] ?? "", first.label),
    second.before,
    numberInput(names[1], entry[names[1]] ?? "", second.label),
    second.after,
    el("button", { type: "button", class: "small", "aria-label": removeLabel, onclick: remove }, "✕"),
  );
  return item;
}

/** @param {Element} parent @param {string} name @returns {HTMLInputElement} */
const inputOf = (parent, name) => /** @type {HTMLInputElement} */ (parent.querySelector(`[name="${name}"]`));

/** @param {HTMLFormElement} form @returns {{ movement: Movement, problems: string[] }} */
function readForm(form) {
  const text = (/** @type {string} */ name) => inputOf(form, name).value;
  /** @type {string[]} */
  const problems = [];
  const date = text("date");
  if (!inputOf(form, "date").checkValidity()) problems.push(texts.badDay);
  if (date && !text("time")) problems.push(texts.hourMissing);
  const speedKmh = Number(text("speedKmh"));
  if (!isSpeed(text("speedKmh"))) problems.push(texts.badSpeed(KMH, text("speedKmh")));
  const speeds = readPairs(form, SPEED).map(([fromKm, kmh]) => {
    if (!isKm(fromKm)) problems.push(texts.badSpeedKm(fromKm));
    if (!isSpeed(kmh)) problems.push(texts.badSpeedFrom(fromKm, KMH, kmh));
    return { fromKm: Number(fromKm), kmh: Number(kmh) };
  });
  const stops = readPairs(form, STOP).map(([km, hours]) => {
    if (!isKm(km)) problems.push(texts.badStopKm(km));
    if (!(Number(hours) > 0 && Number(hours) <= MAX_STOP_HOURS))
      problems.push(texts.badStopHours(MAX_STOP_HOURS, hours));
    return { km: Number(km), hours: Number(hours) };
  });
  speeds.sort((a, b) => a.fromKm - b.fromKm);
  stops.sort((a, b) => a.km - b.km);
  const offset = Number(text("offset"));
  return { movement: { date, time: text("time"), offset, speedKmh, speeds, stops }, problems };
}

/** Returns the pairs of which something is typed. @param {HTMLFormElement} form @param {Pair} pair */
const readPairs = (form, { list, names }) =>
  [...form.querySelectorAll(`.${list} li`)]
    .map((item) => names.map((name) => inputOf(item, name).value))
    .filter(([a, b]) => a !== "" || b !== "");

/** @param {string} text */
const isSpeed = (text) => Number(text) >= KMH.min && Number(text) <= KMH.max;
/** @param {string} text */
const isKm = (text) => text !== "" && Number(text) >= 0 && Number.isFinite(Number(text));
