// The part of a journey management plan that only people can fill, on paper: what no data knows.
import { el } from "../dom.js";

/** What is asked, and how many lines there are to write on. @type {[title: string, hint: string, lines: number][]} */
const FIELDS = [
  ["Journey manager", "name, telephone", 2],
  ["Drivers and passengers", "names, rest", 2],
  ["Vehicles and cargo", "plates, fuel, spares", 2],
  ["Communications", "channels, check-in times", 2],
  ["Overdue action", "when, who, what", 2],
  ["No-go and turn-back points", "where, why", 2],
  ["Safe havens", "where, contact", 2],
  ["Medical", "kit, nearest hospital, evacuation", 2],
];
const SIGNATURES = ["Prepared by, date", "Approved by, date"];

export const formPart = () =>
  el(
    "section",
    { class: "brief-form" },
    el("h2", {}, "To be filled by people"),
    el(
      "div",
      { class: "brief-fields" },
      ...FIELDS.map(([title, hint, lines]) => field(title, hint, lines)),
      el("div", {}, ...SIGNATURES.map(signature)),
    ),
  );

/** @param {string} title @param {string} hint @param {number} lines */
const field = (title, hint, lines) =>
  el(
    "div",
    { class: "brief-field" },
    el("p", {}, el("strong", {}, title), hint && el("small", {}, ` ${hint}`)),
    ...Array.from({ length: lines }, () => el("div", { class: "brief-line" })),
  );

/** @param {string} title */
const signature = (title) => el("div", { class: "brief-line" }, el("small", {}, title));
