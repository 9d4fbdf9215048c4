// One browser and one server of the built page, which all tests of a file share.
import { after, before } from "node:test";
import { launch, servePage } from "./harness.js";

/** @type {import("playwright").Browser} */
export let browser;
/** @type {Awaited<ReturnType<typeof servePage>>} */
export let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), servePage()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});
