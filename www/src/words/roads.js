// The words of the tab Roads, for the modules that come later.
import { words } from "./index.js";

export const { roads } = words;
