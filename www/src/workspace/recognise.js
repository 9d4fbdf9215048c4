// Recognises a workspace by its content: the first member of its JSON. The engine, which reads all other files, need not know it.

const HEAD_BYTES = 200;
const HEAD = /^[\s\uFEFF]{0,20}\{\s{0,20}"geobit"\s{0,20}:\s{0,20}"(?:locked )?workspace"/;

/** @param {Blob} file */
export const isWorkspace = async (file) => HEAD.test(await file.slice(0, HEAD_BYTES).text());
