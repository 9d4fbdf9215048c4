// The words of what is new, rules and the daily brief, for the modules that are fetched when they are needed.
import { words } from "./index.js";

export const { news, rules, siteBrief } = words;
