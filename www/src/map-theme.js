// The map in the dark: its ground is dimmed, and what lies on it keeps its colours, which are made for a light ground.

/** The colours of the ground, in the light and in the dark. What is not among them stays. @type {Record<string, string>} */
const DIMMED = {
  // water, land, coast, borders, names of countries, names of towns, the edge around names
  "#d5e1e8": "#8596a1",
  "#f6f4ee": "#c3c5bf",
  "#9db3bf": "#5f717c",
  "#b9ab98": "#857b6c",
  "#8a8172": "#4a453b",
  "#4a4f55": "#2a2e33",
  "#fbfaf6": "#cdcfc9",
  // the ground of corridors, and of their worst stretches
  "#dbe4e6": "#aab5b9",
  "#eceeea": "#b5b8b3",
  "#f4f3ee": "#c6c7c2",
  "#d8cbe2": "#b3a5bf",
  // woods, built-up land and rivers of map tiles
  "#e6ecd9": "#b3baa4",
  "#ece8e2": "#bab6af",
  "#a9c3d4": "#71889a",
};
const LIT = Object.fromEntries(Object.entries(DIMMED).map(([light, dark]) => [dark, light]));

/** Returns a value of a style with other colours, or the same if it has none of them. @param {unknown} value @param {Record<string, string>} colours @returns {unknown} */
export function recoloured(value, colours) {
  if (typeof value === "string") return colours[value.toLowerCase()] ?? value;
  if (!Array.isArray(value)) return value;
  const next = value.map((part) => recoloured(part, colours));
  return next.some((part, i) => part !== value[i]) ? next : value;
}

/**
 * Shows the map as the page is, light or dark, also layers that are added later.
 * @param {import("maplibre-gl").Map} map @param {import("./theme.js").Themes} theme @param {AbortSignal} signal ends this
 */
export function followTheme(map, theme, signal) {
  let layers = 0;
  let isDark = false;

  function paint() {
    layers = map.getLayersOrder().length;
    for (const { id, paint: properties = {} } of /** @type {any[]} */ (map.getStyle().layers))
      for (const [name, value] of Object.entries(properties)) {
        const next = recoloured(value, isDark ? DIMMED : LIT);
        if (next !== value) map.setPaintProperty(id, /** @type {any} */ (name), next);
      }
  }

  function follow() {
    if (isDark === (theme.current() === "dark")) return;
    isDark = !isDark;
    paint();
  }

  map.on("styledata", () => isDark && map.getLayersOrder().length !== layers && paint());
  theme.watch(follow, signal);
  follow();
}
