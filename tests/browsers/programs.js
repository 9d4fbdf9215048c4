// Programs of the system, which nothing here installs.
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** Says why a browser was not run, which is no failure of the page and no success. */
export class NotRun extends Error {}

/** Returns the path of a program: the one that a variable of the environment names, or the first of some names on PATH. @param {string} variable @param {string[]} names */
export function findProgram(variable, names) {
  const chosen = process.env[variable];
  if (chosen && !canRun(chosen)) throw new NotRun(`${variable} names ${chosen}, which cannot be run`);
  if (chosen) return chosen;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (!found) throw new NotRun(`${names.join(" or ")} was not found`);
  return found;
}

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** So long may a program take to end before it is made to. */
const END_MS = 10_000;

/** Ends a program. @param {import("node:child_process").ChildProcess} program */
export async function endProgram(program) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill("SIGTERM");
  const limit = setTimeout(() => program.kill("SIGKILL"), END_MS);
  await ended;
  clearTimeout(limit);
}
