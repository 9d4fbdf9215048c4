// Writes XML that the browser builds, so that a name can hold anything and stays text.

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * @param {string} namespace @param {string} root
 * @returns {{ root: Element, append: (parent: Element, name: string, content?: string) => Element, text: () => string }}
 */
export function createXml(namespace, root) {
  const xml = document.implementation.createDocument(namespace, root);
  return {
    root: xml.documentElement,
    append(parent, name, content = "") {
      const element = xml.createElementNS(namespace, name);
      if (content) element.textContent = removeControls(content);
      parent.append(element);
      return element;
    },
    text: () => `${HEADER}${new XMLSerializer().serializeToString(xml)}\n`,
  };
}

/** Removes characters that XML cannot hold, such as a bell, which would make the file unreadable. @param {string} text */
const removeControls = (text) =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");

/** Writes nine digits, as the page holds them, and no exponent, which GPX does not allow. @param {number} degrees */
export const formatDegrees = (degrees) =>
  degrees
    .toFixed(9)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
