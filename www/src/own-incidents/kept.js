// The incidents entered by hand, kept in this browser if the reader asked for it.
import { checkedIncident } from "./incident.js";

/** @typedef {import("./incident.js").OwnIncident} OwnIncident */

export const KEY = "geobit:own-incidents";

/** Returns what is kept, or `null` where nothing is; `leftOut` counts what is not ours. @returns {{ list: OwnIncident[], leftOut: number } | null} */
export function recallOwn() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!Array.isArray(kept)) return null;
    const list = kept.flatMap((one) => checkedIncident(one) ?? []);
    return { list, leftOut: kept.length - list.length };
  } catch {
    return null; // Nothing is kept here, or it is not ours.
  }
}

/** Returns whether a list is kept as it is. @param {readonly OwnIncident[]} list */
export function isOwnKept(list) {
  try {
    return localStorage.getItem(KEY) === JSON.stringify(list);
  } catch {
    return false;
  }
}

/** Returns whether they could be kept: a browser may forbid it, or have no room. @param {readonly OwnIncident[]} list */
export function keepOwn(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

export function forgetOwn() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept either.
  }
}
