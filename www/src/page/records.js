// The records of incidents: opened by their rows in what is loaded, or shown as they are, with the map where they happened.
import { errorMessage } from "../data.js";
import { flyTo, keepClear } from "../map.js";
import { createRecord } from "../record.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   mark: Parameters<typeof createRecord>[1]["mark"],
 *   showError: (title: string, sentence: string) => void,
 * }} page
 */
export function createRecords(root, store, { map, mark, showError }) {
  const fetchIncidents = (/** @type {number[]} */ rows) =>
    store.get().loaded?.snapshot.incidents(rows) ?? Promise.resolve([]);
  const record = createRecord(root, {
    ...{ fetch: fetchIncidents, mark },
    originOf({ origin }) {
      const { origins = [] } = store.get().loaded?.snapshot.summary ?? {};
      return origins.length > 1 ? origins[origin].name : "";
    },
    layoutOf({ origin }) {
      const { sources = [], whole, snapshot } = store.get().loaded ?? {};
      // Where a filter leaves sources out, the others have other numbers.
      const name = snapshot?.summary.origins[origin]?.name;
      const number = whole?.summary.origins.findIndex((one) => one.name === name) ?? 0;
      return (sources[number] ?? sources[0])?.snapshot.summary.layout ?? "";
    },
    keepClear(place, card) {
      // On a small screen nothing of the map would be seen behind the whole sheet.
      if (store.get().sheet === "full") store.update({ type: "setSheet", sheet: "answer" });
      keepClear(map, place, card);
    },
    showError: (error) => showError(words.messages.recordFailed, errorMessage(error)),
  });

  return {
    ...{ record, fetchIncidents },
    /** @param {number[]} rows */
    showIncidents(rows) {
      const columns = store.get().loaded?.columns;
      const [first] = rows;
      if (!columns || first === undefined) return;
      // On a phone the panel makes room for what is shown on the map.
      store.update({ type: "setSheet", sheet: "strip" });
      flyTo(map, [columns.lon[first], columns.lat[first]]);
      record.open(rows);
    },
    /** @param {import("geobit").Incident} incident @param {string} note */
    showRecord(incident, note) {
      const { lon, lat } = incident;
      if (lon !== null && lat !== null) flyTo(map, [lon, lat]);
      record.show(incident, note);
    },
  };
}
