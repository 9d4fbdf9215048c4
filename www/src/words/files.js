// The words of the readers of route files, which run in a worker and need no others.
export { files } from "./en/files.js";
