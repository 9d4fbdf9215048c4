import { readFile } from "node:fs/promises";
import { ask } from "./ask.js";

const read = (/** @type {string} */ name) => readFile(new URL(`./public/${name}`, import.meta.url));
const worker = process.argv[2] === "worker";
console.log(JSON.stringify(await ask({ worker }, read)));
