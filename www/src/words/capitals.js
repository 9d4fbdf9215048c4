// Capital letters, which all languages here have alike.

/** @param {string} text */
export const capitalized = (text) => text[0].toUpperCase() + text.slice(1);
