// In a frame without `allow-forms` a browser tells no form that its button is pressed. No form of the page is ever sent, so that this
// tells it instead.

/** @param {HTMLElement} root */
export function submitWithoutSending(root) {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button, input") : null;
    const { type, form } = /** @type {{ type?: string, form?: HTMLFormElement | null }} */ (button ?? {});
    if (type !== "submit" || !form || event.defaultPrevented) return;
    event.preventDefault();
    if (!form.noValidate && !form.reportValidity()) return;
    const submitter = /** @type {HTMLElement} */ (button);
    form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }));
  });
}
