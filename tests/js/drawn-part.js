// Looks at what a part of the page renders, where there is no browser: at elements that are described and not made.

/** @typedef {{ type: unknown, props: Record<string, any> }} Described */

/** Lists an element and all below it, in their order. @param {unknown} node @returns {(Described | string)[]} */
function listed(node) {
  if (Array.isArray(node)) return node.flatMap(listed);
  if (typeof node === "string" || typeof node === "number") return [String(node)];
  if (!node || typeof node !== "object" || !("props" in node)) return [];
  const described = /** @type {Described} */ (node);
  return [described, ...listed(described.props.children)];
}

/** @param {unknown} node */
export const textOf = (node) =>
  listed(node)
    .filter((one) => typeof one === "string")
    .join(" ");

/** Finds the first element with a property. @param {unknown} node @param {string} name @param {unknown} value */
export function find(node, name, value) {
  const found = listed(node).find((one) => typeof one === "object" && one.props[name] === value);
  if (typeof found !== "object") throw new Error(`There is no element with ${name} "${value}".`);
  return found;
}

/** Whether there is an element with a property. @param {unknown} node @param {string} name @param {unknown} value */
export const has = (node, name, value) =>
  listed(node).some((one) => typeof one === "object" && one.props[name] === value);
