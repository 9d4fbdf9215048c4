// The words of the form of filters, for the modules that come later.
import { words } from "./index.js";

export const { moreFilters } = words;
