// A route from an encoded polyline, for those whose routing service gives them one.
import { findHook } from "../root.js";
import { checkedRoute } from "../route-files/lines.js";
import { decodePolyline } from "../route-files/read/polyline.js";
import { shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {(shape: Omit<import("../shapes.js").Shape, "id">) => void} add
 */
export function connectPolylineForm(root, add) {
  const form = findHook(root, "from-polyline");
  const input = /** @type {HTMLInputElement} */ (findHook(root, "polyline"));
  const digits = /** @type {HTMLSelectElement} */ (findHook(root, "polyline-digits"));
  const problem = findHook(root, "polyline-problem");
  const clear = () => {
    problem.hidden = true;
    input.removeAttribute("aria-invalid");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    try {
      const positions = decodePolyline(input.value, digits.value === "6" ? 6 : 5);
      const route = checkedRoute({ name: words.shapes.polylineName, positions }, 0);
      add({ kind: "route", km: shapeKinds.route.km, ...route });
      input.value = "";
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
      problem.hidden = false;
      input.setAttribute("aria-invalid", "true");
    }
  });
  form.addEventListener("input", clear);
}
