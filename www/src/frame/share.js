// "Share with this site": the only way by which something that a visitor sees goes to the page around, after it was shown what that is.
import { el } from "../dom.js";
import { shownBy } from "../element/inside.js";
import { createDialog } from "../opening/dialog.js";
import { findHook } from "../root.js";
import { redact, toText } from "../share/redacted.js";
import { elementWords } from "../words/element.js";
import { words } from "../words/index.js";

/** @typedef {{ text: string, place?: { shape: object, report: unknown } }} Shared */

/**
 * Offers the sharing of the answer that is shown.
 * @param {import("../element/geobit-map.js").GeobitMap} element @param {string} origin of the page around
 * @param {(shared: Shared) => void} send
 */
export function offerSharing(element, origin, send) {
  const texts = elementWords().frame;
  const site = origin === "null" ? texts.unknownSite : origin;
  const said = el("span", { class: "hint", role: "status" });
  const button = el("button", { type: "button", class: "small", onclick: ask }, texts.share);
  findHook(element, "results").append(el("p", { class: "share-with-site" }, button, " ", said));
  element.addEventListener("geobit-report", () => said.replaceChildren());

  function ask() {
    const shown = shownBy(element);
    if (!shown) return;
    const { answer, shape, isDemo, matching } = shown;
    const text = toText(redact(answer, shape, { isDemo, matching }));
    const withPlace = el("input", { type: "checkbox" });
    const dialog = createDialog(findHook(element, "results").closest(".geobit-page") ?? element, {
      name: "share-with-site",
      title: texts.share,
      content: [
        el("p", {}, texts.gets(site)),
        el("pre", { class: "share-text" }, text),
        el("label", {}, withPlace, ` ${texts.alsoPlace(shape.name)}`),
      ],
      buttons: [
        el("button", { type: "submit", class: "primary" }, texts.shareNow),
        el("button", { type: "button", onclick: () => dialog.close() }, words.messages.cancel),
      ],
      submit() {
        const { report } = element;
        send({
          text,
          ...(withPlace.checked && report && { place: { shape: shown.written, report: report.report } }),
        });
        dialog.close();
        said.replaceChildren(texts.shared(site));
      },
      cancel: () => dialog.close(),
    });
    dialog.show();
  }
}
