// What every question of the page says of who asks: what day it is there, and in which language the engine's sentences are
// wanted. The page itself has one language, English; `?lang=fr` asks the engine for French.
import { dateOfDay } from "./format.js";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 24 * 60;

/** Returns the day of this machine's clock and time zone. @param {Date} now */
export const localDay = (now) =>
  dateOfDay(Math.floor((now.getTime() / MS_PER_MINUTE - now.getTimezoneOffset()) / MINUTES_PER_DAY));

/** @param {string} search of an address, such as `?lang=fr` @returns {"en" | "fr"} */
export const languageOf = (search) => (new URLSearchParams(search).get("lang") === "fr" ? "fr" : "en");

export const asking = () => ({ today: localDay(new Date()), lang: languageOf(window.location.search) });
