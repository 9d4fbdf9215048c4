// Forms of a locked page hold fields and are never sent: the policy forbids it, and so does this. The page has forms that are made
// when they are opened, so they can be made.
import { preventDefault, settle } from "./captured.js";

export function refuseForms() {
  settle(HTMLFormElement.prototype, "submit");
  // Whoever listens at the form itself still hears that it is filled in.
  globalThis.addEventListener("submit", (event) => preventDefault(event), { capture: true });
}
