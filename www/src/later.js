// What nobody needs at first, in a file of its own. It is asked for as soon as the page can be used, whatever the reader does: if it were
// asked for when a dialog opens, the page's host would learn of that.

/** @type {Promise<typeof import("./later-parts.js")> | undefined} */
let parts;

/** Returns the parts, and asks for them again if that has failed before. */
export function later() {
  parts ??= import("./later-parts.js");
  parts.catch(() => {
    parts = undefined;
  });
  return parts;
}
