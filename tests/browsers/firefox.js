// Firefox, driven by WebDriver BiDi, which it speaks itself.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endProgram, findProgram, NotRun } from "./programs.js";

const NAMES = ["firefox-esr", "firefox"];
const START_MS = 60_000;

/** What Firefox asks its makers for by itself, which a test does not want. @param {number} proxy the port of a proxy for all other hosts */
const preferences = (proxy) => ({
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.newtabpage.activity-stream.feeds.system.topsites": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.search.update": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": proxy,
  "network.proxy.share_proxy_settings": true,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": proxy,
  "network.proxy.type": 1,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  // A page that is asked whether it may be left waits for a person.
  "dom.disable_beforeunload": true,
});

/** @param {{ proxyPort: number }} network @returns {Promise<import("./run.js").Driver>} */
export async function startFirefox({ proxyPort }) {
  const program = findProgram("FIREFOX", NAMES);
  const profile = await mkdtemp(join(tmpdir(), "geobit-firefox-"));
  const lines = Object.entries(preferences(proxyPort)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const browser = spawn(
    program,
    ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  async function end() {
    await endProgram(browser);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    const session = await connect(await addressOf(browser));
    const { capabilities } = await session.ask("session.new", { capabilities: {} });
    const { contexts } = await session.ask("browsingContext.getTree", {});
    const [{ context }] = contexts;
    /** @param {string} functionDeclaration */
    const call = async (functionDeclaration) => {
      const { type, result, exceptionDetails } = await session.ask("script.callFunction", {
        ...{ functionDeclaration, awaitPromise: true, target: { context } },
      });
      if (type === "exception") throw new Error(exceptionDetails.text);
      return result.value;
    };
    const press = (/** @type {string[]} */ keys) =>
      session.ask("input.performActions", {
        context,
        actions: [
          {
            ...{ type: "key", id: "keys" },
            actions: keys.flatMap((value) => [
              { type: "keyDown", value },
              { type: "keyUp", value },
            ]),
          },
        ],
      });
    return {
      version: `Firefox ${capabilities.browserVersion}`,
      openDoors: [],
      open: (url) => session.ask("browsingContext.navigate", { context, url, wait: "none" }),
      run: async (code) =>
        JSON.parse(await call(`async () => JSON.stringify((await (async () => { ${code} })()) ?? null)`)),
      async type(selector, text) {
        await call(`() => { document.querySelector(${JSON.stringify(selector)}).focus(); }`);
        await press([...text]);
        await press(["\uE007"]);
      },
      async close() {
        await session.ask("browser.close", {}).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Returns the address at which Firefox says that it listens. @param {import("node:child_process").ChildProcess} browser */
async function addressOf({ stderr }) {
  const limit = setTimeout(() => stderr?.destroy(), START_MS);
  try {
    for await (const line of createInterface({
      input: /** @type {import("node:stream").Readable} */ (stderr),
    })) {
      const [, address] = /^WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (address) return `${address}/session`;
    }
  } catch {
    // It was closed, as it said nothing for too long.
  } finally {
    clearTimeout(limit);
    stderr?.resume();
  }
  throw new NotRun("Firefox did not start");
}

/** @param {string} address */
async function connect(address) {
  const socket = new WebSocket(address);
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (type === "success") resolve?.(result);
    else if (type === "error") reject?.(new Error(`${error}: ${message}`));
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has ended"));
    waiting.clear();
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new NotRun(`Firefox does not answer at ${address}`));
  });
  return {
    /** @param {string} method @param {object} params @returns {Promise<any>} */
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
  };
}
