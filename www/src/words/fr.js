// All words of the page in French, by panel.
import { brief } from "./fr/brief.js";
import { definitions } from "./fr/definitions.js";
import { engine } from "./fr/engine.js";
import { kinds } from "./fr/kinds.js";
import { map } from "./fr/map.js";
import { movement } from "./fr/movement.js";
import { news, rules, siteBrief } from "./fr/news.js";
import { next } from "./fr/next.js";
import { columns, found, opening } from "./fr/opening.js";
import { own } from "./fr/own.js";
import { packs } from "./fr/packs.js";
import { language, markup, messages, picker, record, shapes, snapshot, tools } from "./fr/page.js";
import { charts, geofence, provenance, results, verdict } from "./fr/report.js";
import { route, status, stretches } from "./fr/route.js";
import { routes } from "./fr/routes.js";
import { share } from "./fr/share.js";
import { duplicates, sources } from "./fr/sources.js";
import { units } from "./fr/units.js";
import { workspace } from "./fr/workspace.js";

/** @type {typeof import("./en.js").en} */
export const fr = {
  ...{ units, engine },
  untranslated: [],
  ...{
    language,
    markup,
    messages,
    tools,
    shapes,
    picker,
    record,
    snapshot,
    kinds,
    map,
    movement,
    definitions,
  },
  ...{
    results,
    provenance,
    verdict,
    charts,
    geofence,
    next,
    route,
    stretches,
    status,
    routes,
    brief,
    columns,
    found,
    opening,
    sources,
    duplicates,
    own,
    packs,
    news,
    rules,
    siteBrief,
    share,
    workspace,
  },
};
