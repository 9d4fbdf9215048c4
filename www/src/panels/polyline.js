// A route from an encoded polyline, for those whose routing service gives them one.
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {(text: string, name: string) => void} openText as the content of a file with a name
 */
export function connectPolylineForm(root, openText) {
  const form = findHook(root, "from-polyline");
  const input = /** @type {HTMLInputElement} */ (findHook(root, "polyline"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) openText(text, words.shapes.polylineName);
  });
}
