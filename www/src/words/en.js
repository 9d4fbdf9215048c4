// All words of the page in English, by panel.
import { brief } from "./en/brief.js";
import { definitions } from "./en/definitions.js";
import { engine } from "./en/engine.js";
import { kinds } from "./en/kinds.js";
import { map } from "./en/map.js";
import { movement } from "./en/movement.js";
import { news, rules, siteBrief } from "./en/news.js";
import { next } from "./en/next.js";
import { columns, found, opening } from "./en/opening.js";
import { own } from "./en/own.js";
import { packs } from "./en/packs.js";
import { language, markup, messages, picker, record, shapes, snapshot, tools } from "./en/page.js";
import { charts, geofence, provenance, results, verdict } from "./en/report.js";
import { route, status, stretches } from "./en/route.js";
import { routes } from "./en/routes.js";
import { share } from "./en/share.js";
import { duplicates, sources } from "./en/sources.js";
import { units } from "./en/units.js";
import { workspace } from "./en/workspace.js";

export const en = {
  ...{ units, engine },
  /** The names of entries of `markup` that are in English, in another language. @type {string[]} */
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
