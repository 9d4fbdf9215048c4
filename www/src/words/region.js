// The words of the tab Region, for the modules that come later.
import { words } from "./index.js";

export const { region } = words;
