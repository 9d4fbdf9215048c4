/**
 * Returns where the script of the package's worker lies. It is one file that imports nothing (`pkg/build`), so it works wherever it is
 * copied to. Bundlers recognise exactly this expression, and put the file beside what they write.
 */
export const ownWorker = () => new URL("../worker.js", import.meta.url);
