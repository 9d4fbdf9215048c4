// Elements within sentences.

/**
 * Splits a text at the names in braces and puts the elements there. Text from data, which may hold braces, belongs among the
 * elements.
 *
 * @template Element
 * @param {string} text such as `{trend}: rising over 48 weeks.`
 * @param {Record<string, Element>} elements by their names
 * @returns {(string | Element)[]}
 */
export function withElements(text, elements) {
  /** @type {(string | Element)[]} */
  const pieces = [];
  let from = 0;
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", from)) {
    const close = text.indexOf("}", open);
    if (open > from) pieces.push(text.slice(from, open));
    pieces.push(elements[text.slice(open + 1, close)]);
    from = close + 1;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}
