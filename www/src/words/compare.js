// The words of the tab Compare, for the modules that come later.
import { words } from "./index.js";

export const { compare } = words;
