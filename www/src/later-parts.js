// The parts of the page that come after it can be used; see later.js.
export { createBrief } from "./brief/index.js";
export { createHelp } from "./help/begin.js";
export { createHover } from "./incident-hover.js";
export { createGroupLayer } from "./layers/clusters/layer.js";
export { createZoneLayer } from "./layers/zones.js";
export { createMapLegend } from "./map-legend.js";
export { connectOffline } from "./offline/note.js";
export { askForColumns } from "./opening/columns-dialog.js";
export { askWhatIsWanted } from "./opening/found-dialog.js";
export { withBars } from "./opening/route-bars.js";
export { askForSheet } from "./opening/sheet-dialog.js";
export { createOwnPanel } from "./own-incidents/panel.js";
export { createPacks } from "./packs/packs.js";
export { createSaveRoute } from "./panels/save-route.js";
export { createSearch } from "./search/index.js";
export { openDuplicates } from "./sources/duplicates-dialog.js";
export { createWall } from "./wall/index.js";
