// All words of the page in English, by panel.
import { answer } from "./en/answer.js";
import { brief } from "./en/brief.js";
import { compare } from "./en/compare.js";
import { definitions } from "./en/definitions.js";
import { engine } from "./en/engine.js";
import { ground } from "./en/ground.js";
import { help, noMap, offline } from "./en/help.js";
import { incidents } from "./en/incidents.js";
import { kinds } from "./en/kinds.js";
import { draw, map } from "./en/map.js";
import { moreFilters } from "./en/more-filters.js";
import { movement } from "./en/movement.js";
import { news, rules, siteBrief } from "./en/news.js";
import { next } from "./en/next.js";
import { columns, found, opening } from "./en/opening.js";
import { own } from "./en/own.js";
import { packs } from "./en/packs.js";
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
} from "./en/page.js";
import { region } from "./en/region.js";
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
