// The tools that check a package by its files.
import { readFile } from "node:fs/promises";
import { here, run, tool } from "./prepare.js";

/** @param {string} tarball */
export async function publint(tarball) {
  const { publint } = await import("publint");
  const { formatMessage } = await import("publint/utils");
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join("\n"));
}

/** The package has modules only, which is said to those that ask for another kind. @param {string} tarball */
export async function areTheTypesWrong(tarball) {
  await run(
    process.execPath,
    [
      tool("@arethetypeswrong/cli", "dist/index.js"),
      tarball,
      ...["--ignore-rules", "cjs-resolves-to-esm", "--format", "ascii", "--no-emoji", "--no-color"],
    ],
    here,
  );
}
