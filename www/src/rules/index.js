// Rules about the drawn shapes: a form, a list with what each says, and when they are looked at. They live as long as the shapes do.
import { h } from "preact";
import { asking } from "../asking.js";
import { errorCode, errorMessage } from "../data.js";
import { el, renderInto, setHidden, setText } from "../dom.js";
import { dateOfDay, dayOfDate } from "../format.js";
import { kinds } from "../kinds.js";
import { newestWins } from "../newest.js";
import { link } from "../panels/parts.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { rules as texts } from "../words/news.js";
import { onNewDay } from "../zones/new-day.js";
import { createRuleForm } from "./form.js";
import { nameOfRule, rulesList } from "./list.js";
import { lookAt } from "./look.js";
import { countFired, isSameRule } from "./rule.js";
import { createZonesTold } from "./zones.js";

/** @typedef {import("./rule.js").SiteRule} SiteRule */

const KINDS = /** @type {import("geobit").Kind[]} */ (kinds.map(({ name }) => name));

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {import("./begin.js").RulesPage} page
 */
export function createRules(root, store, page) {
  const details = findHook(root, "rules");
  const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
  const list = el("div");
  const removed = el("p", { class: "hint", role: "status" });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const noShapes = el("p", { class: "hint" }, texts.noShapes);
  const form = createRuleForm({
    add(rule) {
      setText(removed, "");
      const { rules } = store.get();
      // A second click is not a second rule.
      if (!rules.some((one) => isSameRule(one, rule))) setRules([...rules, rule]);
    },
  });
  details.append(el("p", { class: "hint" }, texts.intro), noShapes, list, removed, problem, form.element);

  const zones = createZonesTold(store, {
    ...{ show: render, announce: page.messages.announce },
    fail(sentence) {
      setText(problem, sentence);
      setHidden(problem, false);
    },
  });

  /** @param {readonly SiteRule[]} rules */
  const setRules = (rules) => store.update({ type: "setRules", rules });

  /** @param {SiteRule} rule */
  function remove(rule) {
    const before = store.get().rules;
    setRules(before.filter((one) => one !== rule));
    const undo = () => {
      const { rules } = store.get();
      setRules(rules.toSpliced(Math.min(before.indexOf(rule), rules.length), 0, rule));
      renderInto(removed);
    };
    const name = nameOfRule(rule, store.get().drawn.shapes);
    renderInto(removed, `${texts.removed(name)} `, link(texts.undo, undo));
  }

  const refresh = newestWins(async () => {
    const { rules, loaded, drawn, news } = store.get();
    if (!loaded || rules.length === 0) return setAlerts(null);
    try {
      const since = news && dateOfDay(dayOfDate(news.olderAsOf) + 1);
      const options = { ...asking(), ...(since && { since }) };
      const alerts = await lookAt(loaded.snapshot, rules, drawn.shapes, KINDS, options);
      // What is drawn or loaded by now is looked at in the next run.
      if (loaded !== store.get().loaded) return;
      setHidden(problem, true);
      setAlerts(alerts);
    } catch (error) {
      if (errorCode(error) === "closed") return;
      setText(problem, errorMessage(error));
      setHidden(problem, false);
    }
  });

  /** @param {import("./rule.js").Alerts | null} alerts */
  function setAlerts(alerts) {
    const before = countFired(store.get().alerts);
    store.update({ type: "setAlerts", alerts });
    const fired = countFired(alerts);
    if (fired > before) page.messages.announce(texts.announce(fired));
  }

  function render() {
    const { rules, alerts, drawn } = store.get();
    const fired = countFired(alerts);
    const title = rules.length > 0 ? texts.titleWith(rules.length, fired) : words.markup.rules;
    setText(summary, [title, zones.count()].filter(Boolean).join(" · "));
    const shown = rules.filter(({ shapeId }) => drawn.shapes.some(({ id }) => id === shapeId));
    renderInto(
      list,
      h(
        "div",
        null,
        zones.view(),
        rulesList(shown, drawn.shapes, alerts, { remove, showRows: page.showRows }),
      ),
    );
    setHidden(noShapes, drawn.shapes.length > 0);
    form.show(drawn.shapes, drawn.activeId);
  }

  const later = page.whenSettled(() => {
    refresh();
    zones.refresh();
  });
  store.subscribe(
    ({ rules }) => rules,
    () => {
      render();
      refresh();
    },
  );
  store.subscribe(
    ({ drawn }) => drawn,
    () => {
      render();
      later();
    },
  );
  onNewDay(later, page.signal);
  store.subscribe(({ loaded }) => loaded, refresh);
  store.subscribe(({ news }) => news?.olderAsOf, refresh);
  store.subscribe(({ alerts }) => alerts, render);
  render();
  refresh();
  zones.refresh();
  return {
    async idle() {
      await refresh.idle();
      await zones.refresh.idle();
    },
  };
}
