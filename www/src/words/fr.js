// All words of the page in French, by panel.
import { answer } from "./fr/answer.js";
import { brief } from "./fr/brief.js";
import { compare } from "./fr/compare.js";
import { definitions } from "./fr/definitions.js";
import { engine } from "./fr/engine.js";
import { ground } from "./fr/ground.js";
import { help, noMap, offline } from "./fr/help.js";
import { incidents } from "./fr/incidents.js";
import { kinds } from "./fr/kinds.js";
import { draw, map } from "./fr/map.js";
import { moreFilters } from "./fr/more-filters.js";
import { movement } from "./fr/movement.js";
import { news, rules, siteBrief } from "./fr/news.js";
import { next } from "./fr/next.js";
import { columns, found, opening } from "./fr/opening.js";
import { own } from "./fr/own.js";
import { packs } from "./fr/packs.js";
import {
  header,
  language,
  markup,
  messages,
  picker,
  record,
  search,
  shapes,
  sheet,
  snapshot,
  timeline,
  tools,
  wall,
} from "./fr/page.js";
import { region } from "./fr/region.js";
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
    header,
    search,
    sheet,
    language,
    markup,
    messages,
    tools,
    wall,
    shapes,
    picker,
    timeline,
    record,
    snapshot,
    kinds,
    map,
    draw,
    ground,
    help,
    noMap,
    offline,
    movement,
    definitions,
  },
  ...{
    answer,
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
    incidents,
    moreFilters,
    compare,
    region,
  },
};
