// The words of the workspace, for the modules that are fetched when they are needed.
import { words } from "./index.js";

export const { workspace } = words;
