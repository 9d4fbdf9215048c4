// What a browser lets the page do, as headers: one list, and the files that give it to the usual servers. A `<meta>` element holds for
// the page alone; a worker obeys the headers of its own script, so the page should be served with these.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The page connects to nothing but the folder that it came from. WebAssembly needs its own permission; `data:` is for the icons in
 * MapLibre's style sheet, and `blob:` for pictures that the page makes. Scripts of workers come from the page's own folder alone
 * (`src/sinks.js`), and no text becomes HTML.
 */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];
/** What the page refers to where it says what is closed. */
const DOCUMENT = join(import.meta.dirname, "../../docs/privacy.md");
/** Who may show the page in a frame: its own host. A `<meta>` element cannot say this. */
const FRAMES = "frame-ancestors 'self'";

/** Abilities of a browser that the page never uses. */
const ABILITIES = [
  ...["accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"],
  ...["encrypted-media", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection"],
  ...["local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"],
  ...["screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking"],
];

/** The policy that the page has in itself. */
export const META_POLICY = DIRECTIVES.join("; ");

/** The headers of every file of the page, by name. */
export const HEADERS = {
  "Content-Security-Policy": [...DIRECTIVES, FRAMES].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": ABILITIES.map((ability) => `${ability}=()`).join(", "),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
};

/**
 * The frame, which any page may show. It connects to nothing at all: what it is made of comes with one script, and data come by messages.
 * Its workers are started from blobs, as it may have no origin.
 */
const EMBED_DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src data: blob:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];

/** The policy that the document of the frame has in itself. */
export const EMBED_POLICY = EMBED_DIRECTIVES.join("; ");

/** The headers of the files of the frame and of the element. A frame without an origin asks for its script as a stranger does, and so does a partner's page. */
export const EMBED_HEADERS = {
  ...HEADERS,
  "Content-Security-Policy": [...EMBED_DIRECTIVES, "frame-ancestors *"].join("; "),
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

const WHAT = "# What a browser lets the page do. Written by the build of the page (www/build/policy.js).";

/** Returns the headers for each server, by the name of a file. @param {Record<string, string>} headers */
function filesOf(headers) {
  const lines = (/** @type {(name: string, value: string) => string} */ line) =>
    Object.entries(headers)
      .map(([name, value]) => line(name, value))
      .join("\n");
  return {
    // Cloudflare Pages, Netlify and others read this file where it lies.
    _headers: `/*\n${lines((name, value) => `  ${name}: ${value}`)}\n`,
    "headers/nginx.conf": `${WHAT}\n# In the \`location\` or the \`server\` of the page: include this file.\n${lines((name, value) => `add_header ${name} "${value}" always;`)}\n`,
    "headers/apache.conf": `${WHAT}\n# In the \`<Directory>\` of the page, or as its .htaccess; needs mod_headers.\n${lines((name, value) => `Header always set ${name} "${value}"`)}\n`,
    "headers/Caddyfile": `${WHAT}\n# In the site of the page: import this file.\nheader {\n${lines((name, value) => `\t${name} "${value}"`)}\n}\n`,
  };
}

/** @param {string} folder @param {Record<string, string>} headers */
function writeHeaders(folder, headers) {
  mkdirSync(join(folder, "headers"), { recursive: true });
  for (const [file, text] of Object.entries(filesOf(headers))) writeFileSync(join(folder, file), text);
}

/** Writes the headers of the frame and of the element. @param {string} folder */
export const writeEmbedHeaders = (folder) => writeHeaders(folder, EMBED_HEADERS);

/** The plugin: the policy in the built page, as the development server needs inline styles and a socket, and the files beside it. */
export const policy = () => ({
  name: "policy",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
    {
      tag: "meta",
      attrs: { name: "referrer", content: "no-referrer" },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
  /** @param {{ dir?: string }} options */
  writeBundle({ dir = "" }) {
    writeHeaders(dir, HEADERS);
    copyFileSync(DOCUMENT, join(dir, "privacy.md"));
  },
});
