// Scripts of workers come from the folder of the page, and text stays text, whatever asks for either: where a browser knows trusted
// types, the page's policy sends both through here. Nothing can make a script of text.

/** Returns the address of a script of the page; `null`, which a browser refuses, for any other. @param {string} address */
export function ownScript(address) {
  const base = new URL("./", document.baseURI);
  const url = new URL(address, base);
  return url.origin === base.origin && url.pathname.startsWith(base.pathname) ? url.href : null;
}

/** Returns HTML that shows a text as it is. MapLibre asks for it to show where the map comes from. @param {string} text */
export const asText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export function guardSinks() {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  trustedTypes?.createPolicy("default", { createScriptURL: ownScript, createHTML: asText });
}
