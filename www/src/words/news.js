// The words of what is new, of rules and of the daily brief. They come with what needs them and not with the page, so that its first
// load does not grow.
export { news, rules, siteBrief } from "./en/news.js";
