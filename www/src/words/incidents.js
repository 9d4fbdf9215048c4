// The words of the table of incidents, for the modules that come later.
import { words } from "./index.js";

export const { incidents } = words;
