// The part of a journey management plan that only people can fill in, on paper.
import { el } from "../dom.js";
import { words } from "../words/index.js";

/** How many lines each field has to write on. */
const LINES = 2;
const texts = words.brief;

export const formPart = () =>
  el(
    "section",
    { class: "brief-form" },
    el("h2", {}, texts.form),
    el(
      "div",
      { class: "brief-fields" },
      ...texts.fields.map(([title, hint]) => field(title, hint)),
      el("div", {}, ...texts.signatures.map(signature)),
    ),
  );

/** @param {string} title @param {string} hint */
const field = (title, hint) =>
  el(
    "div",
    { class: "brief-field" },
    el("p", {}, el("strong", {}, title), el("small", {}, ` ${hint}`)),
    ...Array.from({ length: LINES }, () => el("div", { class: "brief-line" })),
  );

/** @param {string} title */
const signature = (title) => el("div", { class: "brief-line" }, el("small", {}, title));
