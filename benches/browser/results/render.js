// Makes the documents again from the results of the last run: node benches/browser/results/render.js
import { readFile } from "node:fs/promises";
import { root } from "../../../tests/browser/harness.js";
import { RESULTS, write } from "./write.js";

const written = await write(JSON.parse(await readFile(`${root}${RESULTS}`, "utf8")));
console.log(`Written: ${written.join(", ")}`);
