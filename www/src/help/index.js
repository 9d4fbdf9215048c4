// The help dialog: ways to begin, keys, terms, how it looks, data and licences, and a report of a problem.
import { el, setText } from "../dom.js";
import { createDialog } from "../opening/dialog.js";
import { uniqueId } from "../root.js";
import { words } from "../words/index.js";
import { diagnose } from "./diagnostics.js";
import { thirdParties } from "./third-parties.js";

/**
 * @param {HTMLElement} root
 * @param {import("./begin.js").HelpPage} page
 * @param {(before: () => void) => HTMLElement[]} starts the ways to begin
 */
export function createHelpDialog(root, page, starts) {
  const texts = words.help;

  async function open() {
    const close = () => dialog.close();
    const dialog = createDialog(root, {
      name: "help",
      title: texts.title,
      content: [
        el("p", { class: "welcome-ways" }, ...starts(close)),
        page.isPart ? null : el("p", {}, words.offline.kept[keptNow()]),
        looksChoice(page.theme),
        section("keys", keysTable()),
        section("terms", termsList()),
        section("licences", ...thirdParties()),
        section("report", ...reportOf(diagnose(await page.facts()))),
      ],
      buttons: [el("button", { type: "submit", class: "primary" }, texts.close)],
      submit: close,
      cancel: close,
    });
    dialog.show();
  }

  /** @param {"keys" | "terms" | "licences" | "report"} name @param {...Node} content */
  const section = (name, ...content) =>
    el(
      "details",
      { class: "help-part", "data-help": name },
      el("summary", {}, texts.parts[name]),
      ...content,
    );

  return { open };
}

/** @returns {import("../offline/index.js").Kept} */
function keptNow() {
  const { offline } = document.documentElement.dataset;
  return offline === "ready" || offline === "unable" ? offline : "fetching";
}

/** The choice between light and dark. @param {import("../theme.js").Themes} theme */
function looksChoice(theme) {
  const { looks } = words.help;
  const name = uniqueId("looks");
  const choices = /** @type {const} */ (["system", "light", "dark"]).map((choice) => {
    const input = el("input", {
      ...{ type: "radio", name, value: choice, checked: choice === theme.chosen() },
      onchange: () => theme.choose(choice),
    });
    return el("label", {}, input, ` ${looks[choice]}`);
  });
  return el("fieldset", { class: "help-looks" }, el("legend", {}, looks.legend), ...choices);
}

function keysTable() {
  const { keys, key, does } = words.help;
  return el(
    "table",
    { class: "help-keys" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, key), el("th", { scope: "col" }, does))),
    el(
      "tbody",
      {},
      ...keys.map(([name, text]) => el("tr", {}, el("td", {}, el("kbd", {}, name)), el("td", {}, text))),
    ),
  );
}

/** All that is defined, which opens on a click beside each number as well. */
const termsList = () =>
  el(
    "dl",
    { class: "help-terms" },
    ...Object.values(words.definitions).flatMap(([title, text]) => [el("dt", {}, title), el("dd", {}, text)]),
  );

/** @param {string} report */
function reportOf(report) {
  const texts = words.help;
  const field = el("textarea", { rows: 10, readonly: true, "aria-label": texts.parts.report });
  field.value = report;
  const said = el("p", { class: "hint", role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(report);
      setText(said, texts.copied);
    } catch {
      field.select();
      setText(said, texts.copyFailed);
    }
  };
  return [
    el("p", {}, texts.reportHint),
    field,
    el("p", {}, el("button", { type: "button", onclick: copy }, texts.copy)),
    said,
  ];
}
