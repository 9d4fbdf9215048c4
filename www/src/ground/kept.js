// The map file that is kept in this browser, in the folder for files that only this page sees.
import { words } from "../words/index.js";
import { FOLDER, keptName, setKeptName } from "./flag.js";

const FILE = "ground.pmtiles";

async function home() {
  const { storage } = navigator;
  if (!storage?.getDirectory) throw new Error(words.ground.noRoom);
  return storage.getDirectory();
}

/** Keeps a file, instead of the one before. @param {File} file */
export async function keep(file) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota !== undefined && quota - (usage ?? 0) < file.size)
    throw new Error(words.ground.tooLarge(file.size, quota - (usage ?? 0)));
  const folder = await (await home()).getDirectoryHandle(FOLDER, { create: true });
  const handle = await folder.getFileHandle(FILE, { create: true });
  if (!("createWritable" in handle)) throw new Error(words.ground.noRoom);
  // What is written takes the place of the file only when it is complete.
  await file.stream().pipeTo(await handle.createWritable());
  setKeptName(file.name);
}

/** Returns the file that is kept, with the name it had. @returns {Promise<File | null>} */
export async function keptFile() {
  const name = keptName();
  if (name === null) return null;
  const folder = await (await home()).getDirectoryHandle(FOLDER);
  const file = await (await folder.getFileHandle(FILE)).getFile();
  return new File([file], name);
}
