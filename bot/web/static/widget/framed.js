/** Inside the frame: what the page around it may ask for, and nobody else. */

const widget = () => /** @type {any} */ (window).madoguchi.widgets[0];

/** @type {Record<string, (value: string) => void>} */
const ASKED = {
  focus: () => widget().host.shadowRoot.querySelector("textarea")?.focus(),
  locale: (value) => widget().setLocale(value),
  user: (value) => widget().setUser(value),
};

/** @param {MessageEvent} event */
function hear({ origin, source, data }) {
  const { parent } = /** @type {HTMLElement} */ (document.getElementById("frame")).dataset;
  if (origin !== parent || source !== window.parent) return;
  if (Object.hasOwn(ASKED, data?.madoguchi) && typeof data.value === "string") ASKED[data.madoguchi](data.value);
}

addEventListener("message", hear);
