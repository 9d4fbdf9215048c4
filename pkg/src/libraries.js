/**
 * The libraries of the package. Each is one file that imports nothing (`pkg/build`), as a page without a bundler finds no package by
 * its name, and some bundlers do not find what is in the folders of one.
 */

/** What reads workbooks. */
export const workbookReader = () => import("../dist/workbooks.js");

/** What writes packs. */
export const packWriter = () => import("../dist/pack-writer.js");
