// The colours of the heat map: one hue from pale to dark, which is readable in grey, and in which no colour suggests an all-clear.

/** How much heat from 0 to 1, and its red, green, blue and opacity from 0 to 255. @type {[stop: number, ink: [number, number, number, number]][]} */
export const RAMP = [
  [0, [120, 80, 160, 0]],
  [0.15, [188, 160, 205, 140.25]],
  [0.45, [136, 84, 160, 178.5]],
  [0.75, [92, 34, 110, 204]],
  [1, [45, 10, 60, 224.4]],
];
