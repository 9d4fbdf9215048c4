// What a click on the map picks of the incidents: a record, the list of those at one place, or a group, which is looked at closer.

/** Beyond this zoom the map does not go. */
const LAST_ZOOM = 15;
/** Members of a group that are nearer to each other than this at the last zoom stay one group, pixels. */
const SAME_PLACE_PIXELS = 48;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   layers: Pick<ReturnType<typeof import("./layers/incidents.js").createIncidentLayers>, "rowsAt" | "groupAt">,
 *   isBusy: (event: import("maplibre-gl").MapMouseEvent) => boolean,
 *   open: (rows: number[]) => void,
 *   lookCloser: (bounds: [number, number, number, number]) => void,
 * }} page `isBusy`: whether the click is for something else
 */
export function connectPicking(map, { layers, isBusy, open, lookCloser }) {
  map.on("click", (event) => {
    if (isBusy(event)) return;
    const group = layers.groupAt(event.point);
    if (group && comesApart(group.bounds) && map.getZoom() < LAST_ZOOM - 0.5) {
      lookCloser(group.bounds);
      return;
    }
    const rows = layers.rowsAt(event.point);
    if (rows.length > 0) open(rows);
  });
}

/** Tells whether a group is several on a closer look. @param {[number, number, number, number]} bounds in degrees */
export function comesApart([west, south, east, north]) {
  const pixels = (512 * 2 ** LAST_ZOOM) / 360;
  return Math.max(east - west, north - south) * pixels > SAME_PLACE_PIXELS;
}
