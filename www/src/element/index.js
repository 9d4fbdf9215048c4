// The module that partners load: it defines `<geobit-map>`, unless another version has.
import { version } from "virtual:element-files";
import { startFrame } from "../frame/frame.js";
import { isFrame } from "../frame/is-frame.js";
import { GeobitMap } from "./geobit-map.js";

export const NAME = "geobit-map";
export { version };

/** Why this version does not define the element; empty where it does. */
export const refused = define();

if (isFrame()) startFrame();

/** @returns {string} */
function define() {
  const other = /** @type {any} */ (customElements.get(NAME));
  if (!other) {
    customElements.define(NAME, GeobitMap);
    return "";
  }
  const reason = `<${NAME}> is defined already, by version ${String(other.version ?? "?").slice(0, 40)}. Version ${version} of this document's scripts does not define it again; load one version only.`;
  console.error(`geobit: ${reason}`);
  document.dispatchEvent(
    new CustomEvent("geobit-error", { detail: { code: "alreadyDefined", message: reason } }),
  );
  return reason;
}
