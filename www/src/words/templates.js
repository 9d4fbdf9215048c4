// Sentences of another program, known by their templates.

/**
 * Returns the values in a text that a template describes, or `null` if it does not. Each value ends where the next piece of the
 * template first comes.
 * @param {string} text @param {string} template with `{}` for each value
 * @returns {string[] | null}
 */
export function valuesIn(text, template) {
  const [first, ...pieces] = template.split("{}");
  if (!text.startsWith(first)) return null;
  if (pieces.length === 0) return text === first ? [] : null;
  const values = [];
  let from = first.length;
  for (const [i, piece] of pieces.entries()) {
    const isLast = i === pieces.length - 1;
    const end = isLast ? text.length - piece.length : text.indexOf(piece, from);
    if (end < from || !text.startsWith(piece, end)) return null;
    values.push(text.slice(from, end));
    from = end + piece.length;
  }
  return values;
}

/**
 * Says a text in another language, or returns `null` if it is not among those that are known.
 * @param {string} text @param {Record<string, (...values: string[]) => string>} known by their templates
 */
export function translate(text, known) {
  for (const [template, say] of Object.entries(known)) {
    const values = valuesIn(text, template);
    if (values) return say(...values);
  }
  return null;
}
