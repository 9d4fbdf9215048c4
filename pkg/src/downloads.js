/** What reads a catalogue and downloads its packs, in one module that is fetched when a catalogue is first read: few visits do. */
export { addressOf, catalogOptions, entryOf, readCatalog } from "./catalog.js";
export { download } from "./download.js";
