// WebKit: the browser that comes with WebKitGTK, driven by WebDriver, on a screen that nobody sees.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { endProgram, findProgram, freePort, NotRun } from "./programs.js";

const START_MS = 30_000;
const SCRIPT_MS = 180_000;
const END_MS = 10_000;
/** Where distributions put the browser: it is on no PATH. */
const BROWSERS = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].flatMap((name) =>
  ["x86_64-linux-gnu", "aarch64-linux-gnu", "."].map((folder) => `/usr/lib/${folder}/${name}/MiniBrowser`),
);
const ENTER = "\uE007";

/** @param {{ proxyPort: number }} network @returns {Promise<import("./run.js").Driver>} */
export async function startWebkit({ proxyPort }) {
  const program = findProgram("WEBKIT_DRIVER", ["WebKitWebDriver"]);
  const binary = BROWSERS.find((path) => existsSync(path));
  if (!binary) throw new NotRun("MiniBrowser of WebKitGTK was not found");
  const screen = process.env.DISPLAY ? null : await startScreen();
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, ...(screen && { DISPLAY: screen.display }) },
  });
  async function end() {
    await endProgram(driver);
    await screen?.close();
  }
  /** @param {string} path @param {object} [body] @param {string} [method] */
  async function ask(path, body, method = body ? "POST" : "GET") {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } },
      signal: AbortSignal.timeout(method === "DELETE" ? END_MS : SCRIPT_MS),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
  try {
    const { sessionId, capabilities } = await started(() =>
      ask("/session", {
        capabilities: {
          alwaysMatch: {
            "webkitgtk:browserOptions": { binary, args: ["--automation"] },
            proxy: {
              ...{
                proxyType: "manual",
                httpProxy: `127.0.0.1:${proxyPort}`,
                sslProxy: `127.0.0.1:${proxyPort}`,
              },
              noProxy: ["127.0.0.1"],
            },
            timeouts: { script: SCRIPT_MS },
            pageLoadStrategy: "none",
          },
        },
      }),
    );
    const session = `/session/${sessionId}`;

    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      openDoors: ["preload"],
      open: (url) => ask(`${session}/url`, { url }),
      async run(code) {
        const script = `const end = arguments[0]; (async () => { ${code} })().then((value) => end({ value: JSON.stringify(value ?? null) }), (error) => end({ error: String(error) }));`;
        const { value, error } = await ask(`${session}/execute/async`, { script, args: [] });
        if (error) throw new Error(error);
        return JSON.parse(value);
      },
      async type(selector, text) {
        const found = await ask(`${session}/element`, { using: "css selector", value: selector });
        const [element] = Object.values(found);
        await ask(`${session}/element/${element}/value`, { text: text + ENTER });
      },
      async close() {
        await ask(session, undefined, "DELETE").catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Asks until the driver listens. @template Answer @param {() => Promise<Answer>} ask */
async function started(ask) {
  const limit = Date.now() + START_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      // `fetch` fails with a TypeError as long as nobody listens.
      if (!(error instanceof TypeError) || Date.now() > limit)
        throw new NotRun(`WebKit did not start: ${/** @type {Error} */ (error).message}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Starts a screen in memory. */
async function startScreen() {
  const program = findProgram("XVFB", ["Xvfb"]);
  // It finds a number that is free, and writes it.
  const screen = spawn(program, ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => screen.once("exit", resolve));
  const number = await Promise.race([
    new Promise((resolve) => screen.stdout.once("data", (data) => resolve(String(data).trim()))),
    ended.then(() => ""),
  ]);
  if (!number) throw new NotRun("Xvfb did not start");
  return {
    display: `:${number}`,
    close: () => endProgram(screen),
  };
}
