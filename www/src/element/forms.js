// Where the element stands in a form of the document around it, none of its controls belongs to that form: nothing of it is sent, no
// key sends it, and no control keeps it from being sent.
const CONTROLS = "button, input, select, textarea, fieldset, output";

/** @param {HTMLElement} element @param {AbortSignal} signal ends this */
export function keepOutOfForms(element, signal) {
  const outer = element.closest("form");
  if (!outer) return;
  const release = () => {
    // A form that is named and not there is none.
    for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (element.querySelectorAll(CONTROLS)))
      if (control.form === outer) control.setAttribute("form", "");
  };
  const observer = new MutationObserver(release);
  observer.observe(element, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  release();
}
