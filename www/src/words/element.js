// The words of `<geobit-map>` and of its frame, beside the table of the page, which needs none of them.
import * as en from "./en/element.js";
import * as fr from "./fr/element.js";
import { units } from "./units.js";

/** Returns them in the language that is spoken. @returns {typeof en} */
export const elementWords = () => (units.lang === "fr" ? fr : en);
