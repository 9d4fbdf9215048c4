// A link by which the browser saves a file that the page made. A locked page follows no link but this one, so all that it takes is kept from
// the start: whatever a script puts in the place of a method later, this leads to the page's own memory.
const { apply } = Reflect;
const { HTMLElement, Element, Document, document, URL } = globalThis;
const click = HTMLElement?.prototype.click;
const setAttribute = Element?.prototype.setAttribute;
const createElement = Document?.prototype.createElement;
const createObjectURL = URL?.createObjectURL;

/** @param {string} name @param {Blob} content @returns {string} the address of the file in the page's memory */
export function saveByLink(name, content) {
  const address = apply(createObjectURL, URL, [content]);
  const link = apply(createElement, document, ["a"]);
  apply(setAttribute, link, ["href", address]);
  apply(setAttribute, link, ["download", name]);
  apply(click, link, []);
  return address;
}
