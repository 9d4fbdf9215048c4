// The words of what is shared of an answer, for the modules that are fetched when they are needed.
import { words } from "./index.js";

export const { share } = words;
