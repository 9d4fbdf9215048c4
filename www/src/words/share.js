// The words of what is shared of an answer. They come with what needs them and not with the page, so that its first load does not grow.
export { share } from "./en/share.js";
