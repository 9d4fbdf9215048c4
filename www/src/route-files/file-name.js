// Names of files, made of names that may come from a file and be anything.

const MAX_LETTERS = 60;
/** What a file's name may not begin or end with: blanks are lost, a dot hides the file, a minus is an option to programs. */
const EDGES = " ._-";
/** Names that Windows keeps for devices, whatever follows after a dot. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com\d|lpt\d)$/i;

/**
 * Returns a file name that every system accepts.
 * @param {string} name of the route, which may come from a file and be anything @param {string} extension
 */
export function fileName(name, extension) {
  // A superscript digit counts as a digit there, and an accent apart from its letter would not be a letter.
  const letters = [...name.slice(0, 8 * MAX_LETTERS).normalize("NFKC")];
  const allowed = letters.map((letter) => (/[\p{L}\p{M}\p{N} ._-]/u.test(letter) ? letter : "-"));
  const short = trimEdges(
    allowed.filter((letter, i) => letter !== "-" || allowed[i - 1] !== "-").slice(0, 2 * MAX_LETTERS),
  );
  const plain = trimEdges(short.slice(0, MAX_LETTERS)).join("");
  const isDevice = DEVICES.test(plain.split(".", 1)[0].trim());
  return `${isDevice ? "route-" : ""}${plain || "route"}.${extension}`;
}

/** @param {string[]} letters */
function trimEdges(letters) {
  const isKept = (/** @type {string} */ letter) => !EDGES.includes(letter);
  const first = letters.findIndex(isKept);
  return first < 0 ? [] : letters.slice(first, letters.findLastIndex(isKept) + 1);
}
