// XML built and written by the browser, so that a name can hold anything and stays text.

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * @param {string} namespace @param {string} root
 * @returns {{ root: Element, append: (parent: Element, name: string, content?: string) => Element, text: () => string }}
 */
export function createXml(namespace, root) {
  const made = document.implementation.createDocument(namespace, root);
  return {
    root: made.documentElement,
    append(parent, name, content = "") {
      const element = made.createElementNS(namespace, name);
      if (content) element.textContent = printable(content);
      parent.append(element);
      return element;
    },
    text: () => `${HEADER}${new XMLSerializer().serializeToString(made)}\n`,
  };
}

/** What XML has no way to write, such as a bell, would make the file unreadable. @param {string} text */
const printable = (text) => text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");

/** Nine digits, as the page holds them, and no exponent, which GPX does not know. @param {number} degrees */
export const decimal = (degrees) =>
  degrees
    .toFixed(9)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
