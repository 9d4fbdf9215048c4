// No pattern of the page or the package may take more than linear time: its text comes from files that anybody may have made.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isSafePattern } from "redos-detector";
import { parseAst } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @typedef {{ file: string, pattern: string, flags: string }} Pattern */

/** @param {string} folder @returns {string[]} */
const scriptsIn = (folder) =>
  readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => `${folder}/${name}`);

/** Calls a function with every node of a syntax tree. @param {any} node @param {(node: any) => void} visit */
function walk(node, visit) {
  if (typeof node !== "object" || node === null) return;
  if (typeof node.type === "string") visit(node);
  for (const member of Object.values(node)) walk(member, visit);
}

/** @param {string} file @returns {Pattern[]} */
function patternsIn(file) {
  /** @type {Pattern[]} */
  const patterns = [];
  walk(parseAst(readFileSync(root + file, "utf8")), ({ regex, type, callee }) => {
    if (regex) patterns.push({ file, ...regex });
    const isMade = (type === "NewExpression" || type === "CallExpression") && callee.name === "RegExp";
    assert.ok(!isMade, `${file} makes a pattern that no check sees`);
  });
  return patterns;
}

/** @param {{ pattern: string, flags: string }} pattern */
const isLinear = ({ pattern, flags }) =>
  isSafePattern(pattern, {
    unicode: flags.includes("u"),
    caseInsensitive: flags.includes("i"),
    multiLine: flags.includes("m"),
    dotAll: flags.includes("s"),
    // A pattern without a fixed start may begin at every letter, which the check has to know.
    downgradePattern: true,
    timeout: 60_000,
  }).safe;

test("finding G: every pattern takes linear time, whatever the text", () => {
  const patterns = [...scriptsIn("www/src"), ...scriptsIn("pkg/src")].flatMap(patternsIn);
  assert.ok(patterns.length > 10, `${patterns.length}`);
  for (const one of patterns) assert.ok(isLinear(one), `${one.file}: /${one.pattern}/${one.flags}`);
});

test("the check notices patterns that take quadratic time", () => {
  // The first read waypoints in version 0.1, the others wrote numbers and the names of files.
  for (const pattern of [
    String.raw`^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$`,
    String.raw`\.?0+$`,
    "^[ ._-]+|[ ._-]+$",
  ])
    assert.ok(!isLinear({ pattern, flags: "" }), pattern);
});
