// Text from data, which may hold letters that are no text: control characters, halves of letters, and marks that turn the
// direction of what stands after them.

/** Shows that a letter was here that cannot be shown. */
const REPLACEMENT = "\uFFFD";

/**
 * What XML 1.0 forbids, and with it every other control character: readers of other formats stumble over them as well. Line breaks
 * and tabs may stay.
 */
const CONTROLS = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Marks that turn the direction of the text after them, even beyond the end of a name. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Replaces every letter that a file of text cannot hold by a mark that says so. @param {string} text */
export const writableText = (text) => text.replaceAll(CONTROLS, REPLACEMENT);

/**
 * Returns a name as it can stand within a sentence: without what cannot be shown or would turn the rest of the sentence around, and
 * on one line.
 * @param {string} text
 */
export const plainText = (text) =>
  writableText(text)
    .replaceAll(DIRECTIONS, "")
    .replaceAll(/[\t\n\r\u0085\u2028\u2029]/g, " ");

/** Letters that nobody sees, such as spaces without a width, and blanks of every kind. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Z}\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** Those of them that stand between no letters of any language; joiners have a meaning within words. */
const WITHOUT_MEANING = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;

/** Returns words as they are looked for: without what nobody sees, and empty if there is nothing else. @param {string} text */
export const seenWords = (text) =>
  text.replaceAll(UNSEEN, "") ? text.replaceAll(WITHOUT_MEANING, "").replaceAll(/\s+/g, " ").trim() : "";

/** Makes texts comparable whatever their capitals and accents. @param {string} text */
export const folded = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
