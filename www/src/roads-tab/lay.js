// Lays the active route onto roads.
import { h } from "preact";
import { errorMessage } from "../data.js";
import { formatKm } from "../format.js";
import { heldPosition } from "../opening/shapes-of.js";
import { activeShape } from "../page-state.js";
import { hint, part } from "../panels/parts.js";
import { questionFor } from "../shapes.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Parameters<typeof import("./index.js").createRoadsTab>[2]} page
 * @param {{ render: () => void }} tab
 */
export function createLayPart(store, page, { render }) {
  /** What was laid last, with the outline that it has since: another step takes away what is said of it. @type {{ sentence: string, geometry: unknown } | null} */
  let laid = null;
  let isWorking = false;
  /** @type {Promise<void>} */
  let work = Promise.resolve();

  const route = () => {
    const shape = activeShape(store.get());
    return shape?.kind === "route" && questionFor(shape) ? shape : null;
  };

  /** @param {import("../shapes.js").Shape} shape */
  async function lay({ id, name, geometry }) {
    const { roads } = store.get();
    if (!roads) return;
    isWorking = true;
    render();
    try {
      const { line, offRoadKm } = await roads.network.match(geometry);
      // Whoever changed it meanwhile wants that, and not this.
      if (route()?.geometry !== geometry) return;
      const coordinates = line.geometry.coordinates.map(heldPosition);
      page.drawing.setLine(id, { type: "LineString", coordinates });
      laid = { sentence: texts.laid(name, formatKm(offRoadKm)), geometry: route()?.geometry };
      page.messages.announce(laid.sentence);
    } catch (error) {
      page.messages.showError(texts.layTitle, errorMessage(error));
    } finally {
      isWorking = false;
      render();
    }
  }

  return {
    view() {
      const shape = route();
      const said = laid && laid.geometry === shape?.geometry ? laid.sentence : "";
      return part(
        texts.layTitle,
        shape
          ? h(
              "p",
              { class: "snapshot-buttons" },
              h(
                "button",
                {
                  ...{ type: "button", class: "small", disabled: isWorking, "data-lay": "route" },
                  onclick() {
                    work = lay(shape);
                  },
                },
                texts.lay(shape.name),
              ),
            )
          : hint(texts.layNone),
        h(
          "p",
          { role: "status", "data-lay": "said" },
          said,
          said && " ",
          said &&
            h("button", { type: "button", class: "link", onclick: page.drawing.undo }, words.shapes.undo),
        ),
      );
    },
    idle: () => work,
  };
}
