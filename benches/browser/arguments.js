// Reads the command line of `run.js`.

export const USAGE = `cargo xtask bench -- [--sizes N,N,…] [--rounds N] [--native] [--no-page] [--no-duckdb] [--no-write]`;

/**
 * @param {string[]} given
 * @returns {{ sizes: number[], rounds: number, write: boolean, page: boolean, duckdb: boolean, native: boolean }}
 */
export function parseArguments(given) {
  const options = {
    sizes: [10_000, 100_000, 1_000_000],
    rounds: 9,
    write: true,
    page: true,
    duckdb: true,
    native: false,
  };
  const rest = given.flatMap((word) => (word.startsWith("--") ? word.split("=") : [word]));
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--sizes")
      options.sizes = (rest.shift() ?? "").split(",").map((size) => parseWhole(word, size, 1000));
    else if (word === "--rounds") options.rounds = parseWhole(word, rest.shift(), 1);
    else if (word === "--native") options.native = true;
    else if (word === "--no-write") options.write = false;
    else if (word === "--no-page") options.page = false;
    else if (word === "--no-duckdb") options.duckdb = false;
    else throw new Error(`${word} is not an option; expected: ${USAGE}`);
  }
  options.sizes.sort((a, b) => a - b);
  return options;
}

/** @param {string} option @param {string | undefined} text @param {number} least */
function parseWhole(option, text, least) {
  const number = Number(text?.replaceAll("_", ""));
  if (!text || !Number.isInteger(number) || number < least)
    throw new Error(
      `${option} takes whole numbers from ${least}, not ${text ?? "nothing"}; expected: ${USAGE}`,
    );
  return number;
}
