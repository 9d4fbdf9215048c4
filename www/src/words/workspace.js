// The words of the workspace. They come with what needs them and not with the page, so that its first load does not grow.
export { workspace } from "./en/workspace.js";
