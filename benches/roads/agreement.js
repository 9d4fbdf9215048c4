// Whether everyone who is timed finds ways of the same hours.

/** Hours may differ by this share: places are put on roads, and one peer takes whole numbers. */
const SHARE = 1e-6;

/**
 * Returns what does not agree, a sentence for each pair and name.
 * @param {{ name: string, hours: number[] }[]} everyone the first is compared with the others; hours are infinite where there is no way
 */
export function disagreements([first, ...others]) {
  return others.flatMap(({ name, hours }) =>
    first.hours.flatMap((own, pair) => {
      const other = hours[pair];
      if (own === other || Math.abs(other - own) <= SHARE * Math.min(own, other)) return [];
      return [`pair ${pair}: ${own} hours by ${first.name}, ${other} by ${name}`];
    }),
  );
}
