// The peer in JavaScript, as its npm packages publish it. `cargo xtask bench` installs it, or `npm ci` in benches.
export { default as createGraph } from "ngraph.graph";
export { aStar, nba } from "ngraph.path";
