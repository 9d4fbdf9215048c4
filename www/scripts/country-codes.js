// The two letters of each country, by which a browser knows its name in every language.

/** Names of Natural Earth that differ from those of `Intl`, for countries with a label on the map. @type {Record<string, string>} */
const OTHER_NAMES = {
  "Bosnia and Herz.": "BA",
  "Cabo Verde": "CV",
  "Central African Rep.": "CF",
  Congo: "CG",
  "Côte d'Ivoire": "CI",
  "Dem. Rep. Congo": "CD",
  "Dominican Rep.": "DO",
  "Eq. Guinea": "GQ",
  eSwatini: "SZ",
  Macedonia: "MK",
  Myanmar: "MM",
  Palestine: "PS",
  "S. Sudan": "SS",
  "Saint Helena": "SH",
  "Solomon Is.": "SB",
  "São Tomé and Principe": "ST",
  "Trinidad and Tobago": "TT",
  Turkey: "TR",
  "United States of America": "US",
  "W. Sahara": "EH",
};

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Returns the code of a country by its English name, where there is one. @returns {(name: string) => string | undefined} */
export function countryCodes() {
  const english = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const codes = new Map(
    LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).map((code) => [english.of(code), code]),
  );
  return (name) => OTHER_NAMES[name] ?? codes.get(name);
}
