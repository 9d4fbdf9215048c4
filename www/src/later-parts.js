// The parts of the page that come after it can be used; see later.js.
export { createBrief } from "./brief/index.js";
export { askForColumns } from "./opening/columns-dialog.js";
export { askWhatIsWanted } from "./opening/found-dialog.js";
export { askForSheet } from "./opening/sheet-dialog.js";
export { createOwnPanel } from "./own-incidents/panel.js";
export { createSaveRoute } from "./panels/save-route.js";
export { openDuplicates } from "./sources/duplicates-dialog.js";
