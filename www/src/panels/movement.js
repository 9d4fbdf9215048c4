// Departure, speed and halts of a route, and when it is where. The fields stay as they are while answers come and go: who
// types is not interrupted.
import { OFFSETS, offsetLabel } from "../brief/clock.js";
import { newMovement } from "../brief/movement.js";
import { byId, el, fill, hide, show } from "../dom.js";
import { newestWins } from "../newest.js";
import { timesPart } from "./movement-times.js";

/** @typedef {import("../brief/movement.js").Movement} Movement */
/** @typedef {import("../brief/schedule.js").Schedule} Schedule */
/** @typedef {import("../shapes.js").Shape} Shape */

const FASTEST_KMH = 300;
const LONGEST_HALT_HOURS = 10_000;

/**
 * @param {{
 *   set: (id: string, movement: Movement) => void,
 *   schedule: () => Promise<Schedule | null>,
 *   openBrief: () => void,
 * }} page `schedule`: of the answer that is shown
 */
export function createMovementPanel(page) {
  const form = el("form", {
    class: "movement-form",
    onsubmit: (/** @type {Event} */ e) => e.preventDefault(),
  });
  const problem = el("p", { class: "problem", role: "status", hidden: true });
  const times = el("div", { class: "movement-times" });
  const details = el(
    "details",
    { ontoggle: () => refresh() },
    el("summary", {}, "Movement: departure, speed, halts, daylight"),
    form,
    problem,
    times,
  );
  const brief = el("button", { type: "button", onclick: page.openBrief }, "Movement brief…");
  fill(byId("movement"), details, brief);
  /** @type {string | null} */
  let shownId = null;

  const refresh = newestWins(async () => {
    if (!details.open || !shownId) return;
    const schedule = await page.schedule().catch(() => null);
    show(times, ...(schedule ? timesPart(schedule, { addHalt, addSpeed }) : []));
  });

  /** Takes what is typed, or says what is wrong with it; then what was usable last still counts. */
  function typed() {
    const { movement, problems } = readForm(form);
    problem.hidden = problems.length === 0;
    problem.textContent = `${problems.join(" ")} What was usable before still counts.`;
    if (problems.length === 0 && shownId) page.set(shownId, movement);
  }
  form.addEventListener("input", typed);

  /** @param {number} km */
  function addHalt(km) {
    form.querySelector(".stops ul")?.append(pair(STOP, { km: roundKm(km), hours: 0.5 }, typed));
    typed();
  }

  /** How fast is for a person to say. @param {number} km */
  function addSpeed(km) {
    const item = pair(SPEED, { fromKm: roundKm(km) }, typed);
    form.querySelector(".speeds ul")?.append(item);
    /** @type {HTMLElement | null} */ (item.querySelector(`[name="${SPEED.second.name}"]`))?.focus();
  }

  return {
    /** @param {Shape | null} shape */
    show(shape) {
      const route = shape?.kind === "route" ? shape : null;
      hide(byId("movement"), !route);
      if (shownId === (route?.id ?? null)) return;
      shownId = route?.id ?? null;
      problem.hidden = true;
      show(times);
      if (route) fill(form, ...fields(route.movement ?? newMovement(), typed));
    },
    /** After every answer. */
    refresh,
  };
}

/** As a person types it. @param {number} km */
const roundKm = (km) => Math.round(km * 10) / 10;

const SPEED = /** @type {const} */ ({
  remove: "Remove this speed",
  first: { name: "fromKm", label: "From km", before: "from km" },
  second: { name: "kmh", label: "Speed from there, km/h", before: "at", after: "km/h" },
});
const STOP = /** @type {const} */ ({
  remove: "Remove this halt",
  first: { name: "km", label: "Halt at km", before: "at km" },
  second: { name: "hours", label: "Length of the halt, hours", before: "for", after: "h" },
});

/** @param {Movement} movement @param {() => void} typed */
function fields(movement, typed) {
  const { date, time, offset, speedKmh, speeds, stops } = movement;
  return [
    labelled("Departure", el("input", { type: "date", name: "date", value: date })),
    labelled("at", el("input", { type: "time", name: "time", value: time })),
    labelled("in", offsetChoice(offset)),
    labelled("Speed, km/h", number("speedKmh", speedKmh)),
    list("speeds", "Other speeds", "Another speed from a km on", SPEED, speeds, typed),
    list("stops", "Halts", "A halt", STOP, stops, typed),
  ];
}

/** @param {string} label @param {HTMLElement} input */
const labelled = (label, input) => el("label", {}, el("span", {}, label), input);

/** @param {string} name @param {number | string} value @param {string} [label] */
const number = (name, value, label) =>
  el("input", { type: "number", step: "any", inputmode: "decimal", name, value, "aria-label": label });

/** @param {number} chosen */
function offsetChoice(chosen) {
  const offsets = OFFSETS.includes(chosen) ? OFFSETS : [...OFFSETS, chosen].sort((a, b) => a - b);
  return el(
    "select",
    { name: "offset", "aria-label": "Clock of these times" },
    ...offsets.map((offset) =>
      el("option", { value: offset, selected: offset === chosen }, offsetLabel(offset)),
    ),
  );
}

/**
 * @param {string} name @param {string} title @param {string} more @param {typeof SPEED | typeof STOP} kind
 * @param {Record<string, number>[]} entries @param {() => void} typed
 */
function list(name, title, more, kind, entries, typed) {
  const items = el("ul", {}, ...entries.map((entry) => pair(kind, entry, typed)));
  const add = () => {
    const item = pair(kind, {}, typed);
    items.append(item);
    item.querySelector("input")?.focus();
  };
  return el(
    "fieldset",
    { class: name },
    el("legend", { class: "visually-hidden" }, title),
    items,
    el("button", { type: "button", class: "small", onclick: add }, `+ ${more}`),
  );
}

/** @param {typeof SPEED | typeof STOP} kind @param {Record<string, number>} entry @param {() => void} typed */
function pair({ first, second, remove: removeLabel }, entry, typed) {
  const remove = () => {
    item.remove();
    typed();
  };
  const item = el(
    "li",
    {},
    first.before,
    number(first.name, entry[first.name] ?? "", first.label),
    second.before,
    number(second.name, entry[second.name] ?? "", second.label),
    second.after,
    el("button", { type: "button", class: "small", "aria-label": removeLabel, onclick: remove }, "✕"),
  );
  return item;
}

/** @param {HTMLFormElement} form @returns {{ movement: Movement, problems: string[] }} */
function readForm(form) {
  const text = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (form.querySelector(`[name="${name}"]`)).value;
  /** @type {string[]} */
  const problems = [];
  const date = text("date");
  if (date && !text("time")) problems.push("A departure needs its hour as well.");
  const speedKmh = Number(text("speedKmh"));
  if (!isSpeed(text("speedKmh"))) problems.push(speedWords("The speed", text("speedKmh")));
  const speeds = rows(form, "speeds", SPEED).map(([fromKm, kmh]) => {
    if (!isKm(fromKm)) problems.push(kmWords("A speed", fromKm));
    if (!isSpeed(kmh)) problems.push(speedWords(`The speed from km ${fromKm || "?"}`, kmh));
    return { fromKm: Number(fromKm), kmh: Number(kmh) };
  });
  const stops = rows(form, "stops", STOP).map(([km, hours]) => {
    if (!isKm(km)) problems.push(kmWords("A halt", km));
    if (!(Number(hours) > 0 && Number(hours) <= LONGEST_HALT_HOURS))
      problems.push(`A halt lasts more than 0 hours, up to 10,000; ${given(hours)}.`);
    return { km: Number(km), hours: Number(hours) };
  });
  speeds.sort((a, b) => a.fromKm - b.fromKm);
  stops.sort((a, b) => a.km - b.km);
  const offset = Number(text("offset"));
  return { movement: { date, time: text("time"), offset, speedKmh, speeds, stops }, problems };
}

/** The pairs of which something is typed. @param {HTMLFormElement} form @param {string} name @param {typeof SPEED | typeof STOP} kind */
function rows(form, name, { first, second }) {
  return [...form.querySelectorAll(`.${name} li`)]
    .map((item) =>
      [first, second].map(
        (field) => /** @type {HTMLInputElement} */ (item.querySelector(`[name="${field.name}"]`)).value,
      ),
    )
    .filter(([a, b]) => a !== "" || b !== "");
}

/** @param {string} text */
const isSpeed = (text) => Number(text) > 0 && Number(text) <= FASTEST_KMH;
/** @param {string} text */
const isKm = (text) => text !== "" && Number(text) >= 0;
/** @param {string} text */
const given = (text) => (text === "" ? "nothing usable is typed" : `${text} is typed`);
/** @param {string} what @param {string} text */
const speedWords = (what, text) => `${what} is above 0 km/h, up to ${FASTEST_KMH}; ${given(text)}.`;
/** @param {string} what @param {string} text */
const kmWords = (what, text) => `${what} begins at a km of the route, from 0 on; ${given(text)}.`;
