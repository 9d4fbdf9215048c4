// A route from an encoded polyline, for those whose routing service gives them one.
import { byId } from "../dom.js";
import { checkedRoute } from "../route-files/lines.js";
import { decodePolyline } from "../route-files/read/polyline.js";
import { shapeKinds } from "../shapes.js";

/** @param {(shape: Omit<import("../shapes.js").Shape, "id">) => void} add */
export function polylineForm(add) {
  const form = /** @type {HTMLFormElement} */ (byId("from-polyline"));
  const input = /** @type {HTMLInputElement} */ (byId("polyline"));
  const digits = /** @type {HTMLSelectElement} */ (byId("polyline-digits"));
  const problem = byId("polyline-problem");
  const clear = () => {
    problem.hidden = true;
    input.removeAttribute("aria-invalid");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    try {
      add({ kind: "route", km: shapeKinds.route.km, ...routeIn(input.value, digits.value === "6" ? 6 : 5) });
      input.value = "";
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
      problem.hidden = false;
      input.setAttribute("aria-invalid", "true");
    }
  });
  form.addEventListener("input", clear);
}

/** @param {string} text @param {import("../route-files/read/polyline.js").Digits} digits */
const routeIn = (text, digits) =>
  checkedRoute({ name: "Encoded polyline", positions: decodePolyline(text, digits) }, 0);
