// The colours that a person may give to what they drew. They are those of Okabe and Ito, which all who see colours tell apart, without
// the yellow, which no line on land can have. A colour is never the only sign: each shape has its name beside it.

/** @typedef {keyof typeof COLOURS} Colour */

export const COLOURS = {
  blue: "#1d4e70",
  orange: "#d55e00",
  green: "#007d5c",
  pink: "#b8568f",
  sky: "#2f94cf",
  amber: "#b87a00",
  black: "#222222",
};

export const colourNames = /** @type {Colour[]} */ (Object.keys(COLOURS));

/** @param {unknown} name @returns {name is Colour} */
export const isColour = (name) => typeof name === "string" && Object.hasOwn(COLOURS, name);

/** @param {Colour | undefined} name */
export const hexOf = (name) => /** @type {`#${string}`} */ (COLOURS[name ?? "blue"]);

/** Returns the colour that the fewest shapes have, the earliest of several. @param {readonly { colour?: Colour }[]} shapes @returns {Colour} */
export function leastUsed(shapes) {
  const uses = (/** @type {Colour} */ name) => shapes.filter(({ colour = "blue" }) => colour === name).length;
  return colourNames.reduce((best, name) => (uses(name) < uses(best) ? name : best));
}
