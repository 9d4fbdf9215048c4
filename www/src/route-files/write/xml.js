// Writes XML that the browser builds, so that a name can hold anything and stays text.
import { writableText } from "../../plain-text.js";

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
      if (content) element.textContent = writableText(content);
      parent.append(element);
      return element;
    },
    text: () => `${HEADER}${new XMLSerializer().serializeToString(xml)}\n`,
  };
}

/** No exponent, which GPX does not allow. */
const DEGREES = new Intl.NumberFormat("en", {
  maximumFractionDigits: 9,
  useGrouping: false,
  signDisplay: "negative",
});

/** Writes nine digits, as the page holds them. @param {number} degrees */
export const formatDegrees = (degrees) => DEGREES.format(degrees);
