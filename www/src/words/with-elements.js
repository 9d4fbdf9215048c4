// Elements within sentences.

/**
 * Splits a text at the names in braces and puts the elements there.
 *
 * @template Element
 * @param {string} text such as `{trend}: rising over 48 weeks.`
 * @param {Record<string, Element>} elements by their names
 * @returns {(string | Element)[]}
 */
export function withElements(text, elements) {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 1 ? elements[piece] : piece))
    .filter((piece) => piece !== "");
}
