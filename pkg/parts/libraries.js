/** The libraries of the package by their names, for the page's bundler, and for the one that makes the package's worker. */

/** What reads workbooks. */
export const workbookReader = async () => {
  const [reader, archives] = await Promise.all([import("read-excel-file/universal"), import("fflate")]);
  return { read: reader.default, archives };
};

/** What writes packs. */
export const packWriter = () => import("hyparquet-writer");
