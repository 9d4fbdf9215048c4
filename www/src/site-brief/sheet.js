// A daily brief as a page of paper.
import { captionOf, northArrow, scaleBar } from "../brief/figure.js";
import { el, setChildren, svg } from "../dom.js";
import { formatDay } from "../format.js";
import { describeFilter } from "../panels/filtered.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";
import {
  describeAge,
  describeChanges,
  describeFresh,
  describeLast,
  describeRecorded,
  describeRules,
  describeSite,
  describeSource,
  describeWindow,
} from "./sentences.js";

/** @typedef {import("./content.js").SiteBrief} SiteBrief */

/** The height of A4 within its margins, CSS pixels, less a hair. */
const PAGE_HEIGHT = (277 / 25.4) * 96 - 2;
/** How many lines each list has where there is room, and where there is none. */
const LINES = { most: 10, least: 2 };

/**
 * Fills an element with the brief, with lists as long as one page of paper allows, whatever the width of the screen.
 * @param {HTMLElement} paper shown, so that it can be measured
 * @param {SiteBrief} brief @param {import("../brief/picture.js").Picture | null} picture
 */
export function fillSiteSheet(paper, brief, picture) {
  paper.classList.add("measured");
  for (let lines = LINES.most; lines >= LINES.least; lines--) {
    fill(paper, brief, picture, lines);
    if (paper.scrollHeight <= PAGE_HEIGHT) break;
  }
  paper.classList.remove("measured");
}

/** @param {HTMLElement} paper @param {SiteBrief} brief @param {import("../brief/picture.js").Picture | null} picture @param {number} lines of each list */
function fill(paper, brief, picture, lines) {
  const { coverage, isCovered, lang, verdict, fired, summary, kinds, zones } = brief;
  const { inside, stale } = coverage;
  const told = isCovered
    ? [
        describeWindow(brief) !== "" && el("h2", {}, describeWindow(brief)),
        el("p", { class: "site-verdict", lang, "data-brief": "verdict" }, verdict),
        section(
          texts.rulesTitle,
          el("p", {}, describeRules(brief)),
          fired.length > 0 &&
            el(
              "ul",
              { "data-brief": "fired" },
              ...fired
                .slice(0, lines)
                .map(({ name, words: said }) =>
                  el("li", {}, el("strong", {}, plainText(name)), " ", el("span", { lang }, said)),
                ),
              moreItem(fired.length - Math.min(lines, fired.length)),
            ),
        ),
        section(
          describeFresh(brief),
          // Its title says already where there is none.
          brief.fresh.length > 0 && list("fresh", brief.fresh, brief.freshMore, lines),
          describeChanges(brief) !== "" && el("p", { "data-brief": "changes" }, describeChanges(brief)),
        ),
        section(describeLast(brief), list("last", brief.last, brief.lastMore, lines)),
      ]
    : [];
  setChildren(
    paper,
    el(
      "div",
      { class: "brief-head" },
      el("h1", {}, texts.title(plainText(brief.shape.name))),
      el("p", { class: "brief-date" }, formatDay(brief.today)),
      el(
        "p",
        { class: "brief-source" },
        [describeSite(brief), describeAge(brief)].filter(Boolean).join(" · "),
      ),
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
    describeFilter(summary, kinds) !== "" &&
      el("p", { class: "brief-filter", "data-brief": "filter" }, describeFilter(summary, kinds)),
    zones.length > 0 && el("p", { class: "brief-filter", "data-brief": "zones" }, zones.join(" ")),
    ...told,
    picture
      ? el(
          "figure",
          { class: "brief-map site-map" },
          el("img", {
            ...{ src: picture.url, width: picture.width, height: picture.height },
            alt: texts.mapOf(plainText(brief.shape.name)),
          }),
          svg(
            "svg",
            { viewBox: `0 0 ${picture.width} ${picture.height}`, "aria-hidden": "true" },
            scaleBar(picture),
            northArrow(picture),
          ),
          el(
            "figcaption",
            {},
            captionOf(
              texts.mapLegend(formatDay(brief.window.from), formatDay(brief.window.to)),
              picture,
              brief,
            ),
          ),
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

/** @param {string} name @param {SiteBrief["last"]} recorded @param {number} more there are @param {number} lines */
const list = (name, recorded, more, lines) =>
  recorded.length > 0
    ? el(
        "ul",
        { "data-brief": name },
        ...recorded.slice(0, lines).map((one) => el("li", {}, describeRecorded(one))),
        moreItem(more + Math.max(0, recorded.length - lines)),
      )
    : el("p", {}, texts.none);

/** @param {number} more */
const moreItem = (more) => more > 0 && el("li", {}, texts.andMore(more));
