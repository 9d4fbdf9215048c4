// A daily brief as a page of paper.
import { el } from "../dom.js";
import { formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";
import {
  describeAge,
  describeChanges,
  describeFresh,
  describeRecorded,
  describeRules,
  describeSite,
  describeSource,
} from "./sentences.js";

/** @typedef {import("./content.js").SiteBrief} SiteBrief */

/** @param {HTMLElement} paper @param {SiteBrief} brief @param {import("../brief/picture.js").Picture | null} picture */
export function fillSiteSheet(paper, brief, picture) {
  const { coverage, isCovered, lang, verdict, fired, summary } = brief;
  const { inside, stale } = coverage;
  const told = isCovered
    ? [
        el("p", { class: "site-verdict", lang, "data-brief": "verdict" }, verdict),
        section(
          texts.rulesTitle,
          el("p", {}, describeRules(brief)),
          fired.length > 0 &&
            el(
              "ul",
              { "data-brief": "fired" },
              ...fired.map(({ name, words: said }) =>
                el("li", {}, el("strong", {}, plainText(name)), " ", el("span", { lang }, said)),
              ),
            ),
        ),
        section(
          describeFresh(brief),
          list("fresh", brief.fresh, brief.freshMore),
          describeChanges(brief) !== "" && el("p", { "data-brief": "changes" }, describeChanges(brief)),
        ),
        section(texts.last, list("last", brief.last, brief.lastMore)),
      ]
    : [];
  paper.replaceChildren(
    el(
      "div",
      { class: "brief-head" },
      el("h1", {}, texts.title(plainText(brief.shape.name))),
      el("p", { class: "brief-date" }, formatDay(brief.today)),
      el("p", { class: "brief-source" }, `${describeSite(brief)} · ${describeAge(brief)}`),
    ),
    el(
      "p",
      {
        class: "coverage",
        lang,
        "data-inside": inside,
        "data-stale": String(stale),
        "data-brief": "coverage",
      },
      coverage.words,
    ),
    ...told,
    picture
      ? el(
          "figure",
          { class: "brief-map site-map" },
          el("img", { src: picture.url, alt: texts.mapOf(plainText(brief.shape.name)) }),
          el("figcaption", {}, texts.mapLegend(formatDay(brief.window.from), formatDay(brief.window.to))),
        )
      : el("p", {}, words.brief.noMap),
    el(
      "footer",
      {},
      el("p", {}, texts.source(describeSource(brief))),
      el("p", {}, texts.counted(summary.count)),
      el("p", {}, el("strong", {}, words.provenance.advisory)),
    ),
  );
}

/** @param {string} title @param {...import("../dom.js").ElementChild} content */
const section = (title, ...content) => el("section", {}, el("h2", {}, title), ...content);

/** @param {string} name @param {SiteBrief["last"]} recorded @param {number} more */
const list = (name, recorded, more) =>
  recorded.length > 0
    ? el(
        "ul",
        { "data-brief": name },
        ...recorded.map((one) => el("li", {}, describeRecorded(one))),
        more > 0 && el("li", {}, texts.andMore(more)),
      )
    : el("p", {}, texts.none);
