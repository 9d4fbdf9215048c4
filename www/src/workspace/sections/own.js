// Incidents entered by hand in a workspace.
import { checkedIncident } from "../../own-incidents/incident.js";
import { workspace as texts } from "../../words/workspace.js";
import { readSome, refuse } from "../checks.js";

/** @typedef {import("../../own-incidents/incident.js").OwnIncident} OwnIncident */

const MOST = 100_000;

/** @type {import("../sections.js").Section<readonly OwnIncident[]>} */
export const own = {
  name: "own",
  empty: [],
  write: (list) => list,
  read: (value, at, amiss) => readSome(value, at, MOST, readOwn, amiss),
};

/** @param {unknown} one @param {string} at */
const readOwn = (one, at) => checkedIncident(one) ?? refuse(at, texts.expected.incident);
