// The styles for what `src/element/paper.js` marks while an element is printed alone. The document around it may say anything of its
// elements: what is important in a layer holds against all of its rules.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";
import postcss from "postcss";

const MARK = "data-geobit-paper";

const AROUND = `
@layer geobit-paper {
  @media print {
    [${MARK}="other"],
    :is([${MARK}="around"], [${MARK}="body"], [${MARK}="document"])::before,
    :is([${MARK}="around"], [${MARK}="body"], [${MARK}="document"])::after { display: none !important; }

    /* No box, and of a text beside the element nothing that takes room. */
    [${MARK}="around"] { display: contents !important; }
    [${MARK}="around"], [${MARK}="body"] { font-size: 0 !important; line-height: 0 !important; }

    [${MARK}="document"], [${MARK}="body"], [${MARK}="alone"] {
      display: block !important;
      position: static !important;
      float: none !important;
      width: auto !important;
      max-width: none !important;
      height: auto !important;
      min-height: 0 !important;
      max-height: none !important;
      margin: 0 !important;
      padding: 0 !important;
      border: 0 !important;
      overflow: visible !important;
      opacity: 1 !important;
      transform: none !important;
      filter: none !important;
      clip-path: none !important;
      columns: auto !important;
      background: none !important;
    }
    [${MARK}="alone"] { contain: none !important; container-type: normal !important; font-size: medium !important; line-height: normal !important; }
  }
}
`;

/** The paper of briefs is that of the document only while one is printed. */
function sizeOfPaper() {
  const styles = postcss.parse(readFileSync(join(import.meta.dirname, "../../src/styles/brief.css"), "utf8"));
  /** @type {string[]} */
  const found = [];
  styles.walkAtRules("page", (rule) => void found.push(rule.toString()));
  if (found.length === 0) throw new Error("brief.css does not say the size of its paper");
  return found.join("\n");
}

/** Returns the styles, small. */
export function paperStyles() {
  const code = Buffer.from(`${AROUND}${sizeOfPaper()}`);
  return transform({ filename: "paper.css", code, minify: true }).code.toString();
}
