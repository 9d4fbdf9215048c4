// Ways from one place to another: what is asked, the curve of hours against exposure, the list, and a way as a route.
import { h } from "preact";
import { asking } from "../asking.js";
import { DEFAULT_KMH, newMovement } from "../brief/movement.js";
import { errorMessage } from "../data.js";
import { formatExpectedInTrips, formatHours, formatKm } from "../format.js";
import { freeName } from "../names.js";
import { heldPosition } from "../opening/shapes-of.js";
import { hint, part } from "../panels/parts.js";
import { uniqueId } from "../root.js";
import { shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";
import { barsOf } from "../zones/in-force.js";
import { exposureOptions, hasExposure, inputsOf, roadOptions } from "./ask.js";
import { curve, tripsOf } from "./curve.js";
import { createQuestion } from "./question.js";
import { createTrip } from "./trip.js";

/** @typedef {import("geobit").Path} Path */
/** @typedef {{ paths: import("geobit").Paths, from: string, to: string, avoided: string[] }} Found */

/** A movement has at most so many speeds; a way with more goes at its mean. */
const MOST_SPEEDS = 500;

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Parameters<typeof import("./index.js").createRoadsTab>[2]} page
 * @param {{ layers: ReturnType<typeof import("./layer.js").createRoadLayers>, render: () => void, isShown: () => boolean }} tab
 */
export function createWaysPart(store, page, { layers, render, isShown }) {
  const trip = createTrip(store, page.towns, () => {
    question.follow();
    render();
  });
  let chosen = 0;
  const curveId = uniqueId("way");

  /** @type {ReturnType<typeof createQuestion<Found>>} */
  const question = createQuestion({
    ...{ isShown, whenSettled: page.whenSettled },
    inputs: () => [...inputsOf(store.get()), JSON.stringify(trip.places())],
    async ask(follow) {
      const state = store.get();
      const places = trip.places().filter((place) => place !== null);
      if (trip.hasGone()) throw new Error(texts.siteGone);
      if (!state.roads || places.length < trip.places().length) throw new Error(texts.choosePlaces);
      const [from, to] = [places[0], places[places.length - 1]];
      const via = places.slice(1, -1).map(({ at }) => at);
      const { avoided } = barsOf(state.drawn.shapes, asking().today);
      const measured = hasExposure(state) ? { ...exposureOptions(state), ...follow } : {};
      const options = /** @type {import("geobit").PathsOptions} */ ({
        ...roadOptions(state),
        ...measured,
        via,
      });
      const paths = await state.roads.network.paths(from.at, to.at, options);
      follow.signal.throwIfAborted();
      chosen = 0;
      page.show(paths.paths.flatMap(({ line }) => line.geometry.coordinates));
      return { paths, from: from.name, to: to.name, avoided };
    },
    changed() {
      draw();
      render();
    },
  });

  const ways = () => question.shown().answer?.paths.paths ?? [];

  function draw() {
    const lines = isShown() ? ways().map(({ line }) => /** @type {GeoJSON.Feature} */ (line)) : [];
    layers.setWays(lines, chosen);
  }

  /** @param {number} way */
  function choose(way) {
    chosen = way;
    draw();
    render();
    page.show(ways()[way].line.geometry.coordinates);
  }

  /** On a phone the panel makes room for what is shown on the map. @param {number} way */
  function showOnMap(way) {
    store.update({ type: "setSheet", sheet: "answer" });
    choose(way);
  }

  /** @param {Path} way @param {number} number @param {Found} found */
  function use({ line, speeds, hours, lengthKm }, number, { from, to }) {
    const name = freeName(texts.wayName(from, to, number), store.get().drawn.shapes);
    const isShort = speeds.length <= MOST_SPEEDS;
    const mean = hours > 0 ? lengthKm / hours : DEFAULT_KMH;
    const movement = {
      ...newMovement(),
      ...(isShort ? { speeds: speeds.map(({ fromKm, kmh }) => ({ fromKm, kmh })) } : { speedKmh: mean }),
    };
    const coordinates = line.geometry.coordinates.map(heldPosition);
    try {
      page.drawing.add({
        ...{ kind: "route", name, km: shapeKinds.route.km, movement },
        geometry: { type: "LineString", coordinates },
      });
      page.messages.announce(texts.used(name));
      store.update({ type: "chooseTab", tab: "summary" });
    } catch (error) {
      page.messages.showError(texts.title, errorMessage(error));
    }
  }

  /** @param {Path} way @param {readonly string[]} avoided */
  const remarksOf = ({ through, remarks }, avoided) =>
    [
      through.length > 0 && texts.through(through.map((n) => avoided[n])),
      remarks.fords > 0 && texts.fords(remarks.fords),
      remarks.barriers > 0 && texts.barriers(remarks.barriers),
      ...[
        { km: remarks.ferryKm, say: texts.ferry },
        { km: remarks.privateKm, say: texts.private },
        { km: remarks.doubtfulKm, say: texts.doubtful },
        { km: remarks.unknownSurfaceKm, say: texts.unknownSurface },
      ].map(({ km, say }) => km > 0 && say(formatKm(km))),
    ].filter((remark) => typeof remark === "string");

  /** @param {Path} way @param {number} trips */
  const numbersOf = ({ hours, lengthKm, expected }, trips) =>
    [
      ...[formatHours(hours), formatKm(lengthKm)],
      ...(expected === null ? [] : [texts.expected(formatExpectedInTrips(expected, trips))]),
    ].join(" · ");

  /** @param {Found} found */
  function answer(found) {
    const { paths, words: sentence } = found.paths;
    const trips = tripsOf(paths);
    const describe = (/** @type {number} */ i) => `${texts.way(i + 1)}: ${numbersOf(paths[i], trips)}`;
    return [
      h("p", { "data-way": "words" }, sentence),
      // A way of which no exposure is known has no place on it.
      paths.length > 1 &&
        paths.every((way) => way.expected !== null) &&
        curve(paths, { chosen, choose, describe, id: curveId }),
      h(
        "ol",
        { class: "way-list" },
        ...paths.map((way, i) =>
          h(
            "li",
            { class: i === chosen ? "active" : "", "data-way-number": i + 1 },
            h(
              "button",
              {
                type: "button",
                class: "link",
                "aria-pressed": String(i === chosen),
                onclick: () => showOnMap(i),
              },
              texts.way(i + 1),
            ),
            h("span", null, numbersOf(way, trips)),
            h("span", { class: "sub" }, remarksOf(way, found.avoided).join("; ")),
            h(
              "button",
              {
                ...{ type: "button", class: "small", "aria-label": `${texts.use}: ${texts.way(i + 1)}` },
                onclick: () => use(way, i + 1, found),
              },
              texts.use,
            ),
          ),
        ),
      ),
      paths.length > 1 && hint(words.routes.yours),
    ];
  }

  return {
    view() {
      const state = store.get();
      const { state: step, answer: found, sentence, progress } = question.shown();
      const isReady = trip.places().every((place) => place !== null);
      return part(
        texts.waysTitle,
        trip.view(),
        !hasExposure(state) && hint(state.loaded ? texts.hoursNoKinds : texts.hoursOnly),
        h(
          "p",
          { class: "snapshot-buttons" },
          h(
            "button",
            {
              ...{ type: "button", class: "primary", "data-way": "find", disabled: !isReady },
              onclick: () => question.start(),
            },
            texts.find,
          ),
          step === "asking" &&
            h(
              "button",
              { type: "button", class: "small", "data-way": "cancel", onclick: question.cancel },
              texts.cancel,
            ),
        ),
        !isReady && hint(texts.choosePlaces),
        h(
          "p",
          { class: "hint", role: "status", "data-way": "status" },
          step === "asking" && (progress ? texts.measuring(progress.done, progress.total) : texts.finding),
          step === "outdated" && texts.again,
          step === "failed" && texts.notAnswered(sentence),
        ),
        found && answer(found),
      );
    },
    follow() {
      question.follow();
      draw();
    },
    idle: question.idle,
  };
}
