// Which part of the document is printed. The page is all of its document; an element hides what is around it (`element/paper.js`).

/** @typedef {{ take: () => void, leave: () => void }} Paper `take`: this part is printed from now on; `leave`: the document is again */

/** The page itself: its styles say what of it is printed. @type {Paper} */
export const wholeDocument = {
  take: () => document.documentElement.classList.add("briefing"),
  leave: () => document.documentElement.classList.remove("briefing"),
};

/** Prints a part of the document once. @param {Paper} paper @param {AbortSignal} signal */
export function printOnce(paper, signal) {
  paper.take();
  window.addEventListener("afterprint", paper.leave, { once: true, signal });
  window.print();
}
