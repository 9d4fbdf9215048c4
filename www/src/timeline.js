// The slider of days over a histogram of all that is loaded, week by week, with the windows that the answer compares. A range is
// dragged as a whole, a new one is drawn beside it, and a button plays a window of 28 days through the data.
import { el, setText, svg } from "./dom.js";
import { dayOfDate } from "./format.js";
import { barsPath, countWeeks, shifted } from "./histogram.js";
import { isCovered } from "./panels/coverage.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** @typedef {import("./page-state.js").PageStore} PageStore */
/** @typedef {import("./page-state.js").Filters} Filters */

const PLAYED_DAYS = 28;
const STEP_DAYS = 7;
const STEP_MS = 700;
/** A pointer that moves less than this has only been pressed. */
const LEAST_DRAG_PX = 3;
const texts = words.timeline;

/**
 * @param {HTMLElement} root
 * @param {PageStore} store
 * @param {AbortSignal} signal ends what plays
 */
export function createTimeline(root, store, signal) {
  const slider = findHook(root, "slider");
  const legend = findHook(root, "windows-legend");
  const [baseline, recent, all, wanted] = ["baseline", "recent", "all", "wanted"].map((name) =>
    svg(name === "recent" || name === "baseline" ? "rect" : "path", { class: `timeline-${name}` }),
  );
  const picture = svg(
    "svg",
    { class: "timeline", preserveAspectRatio: "none", role: "img" },
    baseline,
    recent,
    all,
    wanted,
  );
  const highest = el("span", { class: "timeline-highest", "aria-hidden": "true" });
  slider.prepend(picture, highest);
  const filters = () => store.get().filters;

  function showBars() {
    const { loaded, filters: current } = store.get();
    if (!loaded) return;
    const { firstDay, lastDay, kinds } = current;
    const counts = countWeeks(loaded.columns, firstDay, lastDay, kinds);
    const most = counts.all.reduce((a, b) => Math.max(a, b), 0);
    picture.setAttribute("viewBox", `0 0 ${(lastDay - firstDay + 1) / 7} 1`);
    picture.setAttribute("aria-label", texts.label(most));
    all.setAttribute("d", barsPath(counts.all, Math.max(1, most)));
    wanted.setAttribute("d", barsPath(counts.wanted, Math.max(1, most)));
    setText(highest, most > 0 ? texts.highest(most) : "");
    showWindows();
  }

  function showWindows() {
    const { firstDay, lastDay } = filters();
    const history = windowsOf(store.get().answer);
    // Its room stays: the map must not change its height while something is drawn on it.
    setText(legend, history ? texts.windows(history.recent.days, history.baseline.days) : "");
    for (const [rect, window] of /** @type {const} */ ([
      [recent, history?.recent],
      [baseline, history?.baseline],
    ])) {
      const from = window ? Math.max(firstDay, dayOfDate(window.from)) : 0;
      const to = window ? Math.min(lastDay, dayOfDate(window.to)) + 1 : 0;
      place(rect, (from - firstDay) / 7, Math.max(0, to - from) / 7);
    }
  }

  // The bars are counted again where they change, and not in every step of a drag.
  store.subscribe(({ loaded }) => loaded, showBars);
  store.subscribe(({ filters: { kinds } }) => kinds, showBars);
  store.subscribe(({ filters: { firstDay, lastDay } }) => firstDay + lastDay / 1e6, showBars);
  store.subscribe(({ answer }) => answer, showWindows);
  connectDrag(slider, filters, (fromDay, toDay) => store.update({ type: "chooseDays", fromDay, toDay }));
  connectPlay(root, store, signal);
}

/** @param {SVGElement} rect @param {number} x in weeks @param {number} width */
function place(rect, x, width) {
  for (const [name, value] of Object.entries({ x, y: 0, width, height: 1 }))
    rect.setAttribute(name, String(value));
}

/** @param {import("./results.js").Answer | null} answer @returns {import("geobit").Comparison | null} */
function windowsOf(answer) {
  const { geofence, route } = answer ?? {};
  if (geofence) return isCovered(geofence) ? geofence : null;
  return route && isCovered(route) ? route.status : null;
}

/**
 * @param {HTMLElement} slider @param {() => Filters} filters @param {(fromDay: number, toDay: number) => void} chooseDays
 */
function connectDrag(slider, filters, chooseDays) {
  /** @param {PointerEvent} event */
  function dayAt({ clientX }) {
    const { left, width } = /** @type {Element} */ (slider.firstElementChild).getBoundingClientRect();
    const { firstDay, lastDay } = filters();
    return firstDay + Math.round(((clientX - left) / Math.max(1, width)) * (lastDay - firstDay));
  }
  slider.addEventListener("pointerdown", (down) => {
    // The handles are inputs of their own.
    if (down.target instanceof HTMLInputElement || down.button !== 0) return;
    const { fromDay, toDay, firstDay, lastDay } = filters();
    const start = dayAt(down);
    const isAll = fromDay === firstDay && toDay === lastDay;
    const isMove = !isAll && start >= fromDay && start <= toDay;
    let isDrag = false;
    slider.setPointerCapture(down.pointerId);
    /** @param {PointerEvent} event */
    function move(event) {
      isDrag ||= Math.abs(event.clientX - down.clientX) >= LEAST_DRAG_PX;
      if (!isDrag) return;
      const day = dayAt(event);
      if (isMove) chooseDays(...shifted({ fromDay, toDay, firstDay, lastDay }, day - start));
      else chooseDays(start, day);
    }
    const ended = new AbortController();
    slider.addEventListener("pointermove", move, { signal: ended.signal });
    for (const end of ["pointerup", "pointercancel"])
      slider.addEventListener(end, () => ended.abort(), { signal: ended.signal });
  });
}

/** @param {HTMLElement} root @param {PageStore} store @param {AbortSignal} signal */
function connectPlay(root, store, signal) {
  const button = findHook(root, "play");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  /** Where it stops, and the window that it showed last: another one was chosen by the reader. */
  let end = 0;
  /** @type {number | null} */
  let shownFrom = null;

  const setPlaying = (/** @type {boolean} */ isPlaying) => store.update({ type: "setPlaying", isPlaying });

  /** @param {number} fromDay */
  function show(fromDay) {
    shownFrom = fromDay;
    store.update({ type: "chooseDays", fromDay, toDay: fromDay + PLAYED_DAYS - 1 });
  }

  /** Returns the first day to play from, and sets where it ends. */
  function begin() {
    const { fromDay, toDay, firstDay, lastDay } = store.get().filters;
    const isWindow = toDay - fromDay + 1 <= PLAYED_DAYS;
    end = isWindow ? lastDay : toDay;
    if (!isWindow) return fromDay;
    return toDay >= lastDay ? firstDay : fromDay;
  }

  /** @param {number} days @returns {boolean} whether there was room for the step */
  function step(days) {
    const { fromDay, toDay } = store.get().filters;
    if (toDay >= end) return false;
    show(Math.min(fromDay + days, end - PLAYED_DAYS + 1));
    return true;
  }

  button.addEventListener("click", () => {
    if (store.get().playing) return setPlaying(false);
    const { fromDay, toDay } = store.get().filters;
    const first = begin();
    // Who asked for less motion moves on by a press.
    if (calm.matches) {
      const isShown = toDay - fromDay + 1 === PLAYED_DAYS && first === fromDay;
      if (isShown) step(PLAYED_DAYS);
      else show(first);
      return;
    }
    show(first);
    setPlaying(true);
  });
  store.subscribe(
    ({ playing }) => playing,
    (isPlaying) => {
      clearInterval(timer);
      if (isPlaying) timer = setInterval(() => step(STEP_DAYS) || setPlaying(false), STEP_MS);
      button.setAttribute("aria-pressed", String(isPlaying));
      setText(button, isPlaying ? texts.stop : texts.play);
    },
  );
  store.subscribe(
    ({ filters }) => filters,
    ({ fromDay, toDay }) => {
      const isOwn = fromDay === shownFrom && toDay === fromDay + PLAYED_DAYS - 1;
      if (store.get().playing && !isOwn) setPlaying(false);
    },
  );
  signal.addEventListener("abort", () => clearInterval(timer));
  const name = () => {
    setText(button, calm.matches ? texts.step : texts.play);
  };
  name();
  calm.addEventListener("change", () => !store.get().playing && name(), { signal });
}
