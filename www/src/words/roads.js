// The words of the tab Roads. They are fetched with it, and in one language: no first visit waits for them.
import { units } from "./units.js";

/** Where a language does not have them, they are in English. @type {Partial<Record<string, () => Promise<{ roads: typeof import("./en/roads.js").roads }>>>} */
const TABLES = { fr: () => import("./fr/roads.js") };

export const { roads } = await (TABLES[units.lang] ?? (() => import("./en/roads.js")))();
