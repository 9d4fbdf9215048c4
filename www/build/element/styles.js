// The page's styles for `<geobit-map>`: the same rules, below the element alone. What the page says of the document holds for the
// element's root, what it says of the window for the element's space, and a length is a multiple of the element's own size of text.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { transform } from "lightningcss";
import postcss from "postcss";

const require = createRequire(import.meta.url);
const source = join(import.meta.dirname, "../../src");

const ELEMENT = "geobit-map";
const ROOT = ".geobit-page";

/** Dialogs lie over the whole document, and so are as large as the window lets them be. */
const OVER_ALL = /\/(dialog|help)\.css$/;

/** What partners can set, by the page's own property. */
const SET = {
  "--accent": "--geobit-accent",
  "--ground": "--geobit-background",
  "--ink": "--geobit-text",
};

/** Text of 15 pixels unless a partner says otherwise; whatever the document around makes of `rem`. */
const SIZE = "var(--geobit-size, 15px)";

/** What is the element's own. */
const OWN = `
${ELEMENT} {
  display: block;
  position: relative;
  isolation: isolate;
  width: 100%;
  height: var(--geobit-height, 640px);
  min-height: 320px;
  overflow: hidden;
  container: ${ELEMENT} / size;
}
${ELEMENT}[hidden] { display: none; }
${ROOT} {
  position: relative;
  height: 100%;
  font-family: var(--geobit-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  font-size: ${SIZE};
  text-align: start;
}
${ROOT} .brand p, ${ROOT} .data-from { display: none; }
${ROOT} .brand-name { color: var(--accent); font-size: 1.15em; line-height: 1.15; }
${ELEMENT}[mode="compact"] :is(${ROOT} > header, .toolbar, .view, .filters, .after-result, .skip) { display: none; }
${ELEMENT}[mode="compact"] .panel > :not([data-hook="results"], [data-hook="sheet-handle"]) { display: none; }
${ELEMENT}[mode="compact"] .panel > [data-hook="results"] { margin-top: 0; padding-top: 0; border-top: 0; }
${ELEMENT}[mode="compact"] .layout { grid-template-columns: minmax(0, 1fr) minmax(18em, 24em); }
`;

/** Returns the styles of the element, small. */
export function elementStyles() {
  const sheets = [...readFileSync(join(source, "styles.css"), "utf8").matchAll(/@import "([^"]+)"/g)].map(
    ([, name]) => (name.startsWith(".") ? join(source, name) : require.resolve(name)),
  );
  const text = [...sheets.map(scopedSheet), OWN].join("\n");
  const { code } = transform({
    ...{ filename: "element.css", code: Buffer.from(text), minify: true },
    targets: { chrome: 110 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) },
  });
  return code.toString();
}

/** @param {string} file */
function scopedSheet(file) {
  const root = postcss.parse(readFileSync(file, "utf8"), { from: file });
  const isOverAll = OVER_ALL.test(file);
  root.walkRules((rule) => {
    if (rule.parent?.type === "atrule" && /keyframes$/.test(/** @type {any} */ (rule.parent).name)) return;
    rule.selectors = [...new Set(rule.selectors.map(scoped))];
  });
  root.walkDecls((declaration) => {
    declaration.value = lengths(declaration.value, isOverAll);
    // What lies over the window lies over the element.
    if (declaration.prop === "position" && declaration.value === "fixed" && !isOverAll)
      declaration.value = "absolute";
  });
  if (!isOverAll) root.walkAtRules("media", inContainer);
  if (file.endsWith("/theme.css")) root.append(whatPartnersSet(root));
  // The document around has paper of its own, except while an element is printed (`paper.js`).
  root.walkAtRules("page", (rule) => void rule.remove());
  // What is asked for by `url()` would be beside the styles, which come with a script.
  root.walkDecls(({ value }) => {
    if (/url\((?!["']?data:)/.test(value)) throw new Error(`${dirname(file)}: ${value} is another file`);
  });
  return root.toString();
}

/** @param {string} selector */
export function scoped(selector) {
  const text = selector.replace(/^\s+/, "");
  const ofRoot = /^(?::root|html|body|(?=\[data-theme|\[dir=)|(?<state>\.briefing)(?: body)?(?= |$))/.exec(
    text,
  );
  if (!ofRoot) return `${ROOT} ${text}`;
  const { state = "" } = ofRoot.groups ?? {};
  return `${ROOT}${state}${text.slice(ofRoot[0].length)}`;
}

/** @param {string} value @param {boolean} isOverAll */
export function lengths(value, isOverAll) {
  const sized = value.replaceAll(
    /(?<![\w.-])(-?\d*\.?\d+)rem\b/g,
    (_, number) => `calc(${number} * ${SIZE})`,
  );
  return isOverAll
    ? sized
    : sized.replaceAll(/(?<![\w.-])(-?\d*\.?\d+)d?v([wh])\b/g, (_, number, side) => `${number}cq${side}`);
}

/** Widths are those of the element. @param {import("postcss").AtRule} rule */
function inContainer(rule) {
  const [, screen = "", width] = /^(screen and )?(\((?:max|min)-width:[^)]*\))$/.exec(rule.params) ?? [];
  if (!width) return;
  const inner = postcss.atRule({ name: "container", params: `${ELEMENT} ${width}`, nodes: rule.nodes });
  rule.replaceWith(screen ? postcss.atRule({ name: "media", params: "screen", nodes: [inner] }) : inner);
}

/** The colours of the root that partners can set, in the light and in the dark. @param {import("postcss").Root} theme */
function whatPartnersSet(theme) {
  /** @type {Record<string, string[]>} */
  const found = {};
  theme.walkDecls((declaration) => {
    const rule = /** @type {import("postcss").Rule} */ (declaration.parent);
    const name = /** @type {keyof typeof SET} */ (declaration.prop);
    const selector = rule.selectors.find((one) => one === ROOT || one === `${ROOT}[data-theme="dark"]`);
    if (!selector || !SET[name]) return;
    found[selector] ??= [];
    found[selector].push(`${name}: var(${SET[name]}, ${declaration.value})`);
  });
  return Object.entries(found)
    .map(([selector, lines]) => {
      const rule = `${selector} { ${lines.join("; ")} }`;
      return selector === ROOT ? rule : `@media screen { ${rule} }`;
    })
    .join("\n");
}
