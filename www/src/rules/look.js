// Looks at all rules at once. A rule that the engine refuses does not keep the others from being looked at.
import { errorMessage } from "../data.js";
import { engineRule } from "./rule.js";

/** @typedef {import("./rule.js").SiteRule} SiteRule */
/** @typedef {import("./rule.js").Finding} Finding */

/**
 * @param {Pick<import("geobit").Snapshot, "alerts">} snapshot
 * @param {readonly SiteRule[]} rules @param {readonly import("../shapes.js").Shape[]} shapes
 * @param {readonly import("geobit").Kind[]} kinds all there are
 * @param {import("geobit").AlertsOptions} options
 * @returns {Promise<Map<string, Finding>>} by the ids of the rules whose shape is drawn
 */
export async function lookAt(snapshot, rules, shapes, kinds, options) {
  /** @type {Map<string, Finding>} */
  const found = new Map();
  let asked = rules.flatMap((rule) => {
    const shape = shapes.find(({ id }) => id === rule.shapeId);
    const engine = shape && engineRule(rule, shape, kinds);
    return engine ? [{ id: rule.id, engine }] : [];
  });
  while (asked.length > 0) {
    try {
      const alerts = await snapshot.alerts(
        asked.map(({ engine }) => engine),
        options,
      );
      for (const alert of alerts) found.set(asked[alert.rule].id, { alert });
      break;
    } catch (error) {
      const row = /** @type {{ at?: { row?: number } }} */ (error).at?.row;
      if (row === undefined) throw error;
      const refused = asked[row - 1];
      found.set(refused.id, { problem: errorMessage(error) });
      asked = asked.filter((one) => one !== refused);
    }
  }
  return found;
}
