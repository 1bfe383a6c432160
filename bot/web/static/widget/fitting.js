/** At phone width the panel fills what is seen of the screen, above its keyboard, and the focus stays in it. */

const SMALL = matchMedia("(max-width: 480px)");

export class Fitting {
  /** @param {HTMLElement} element @param {ShadowRoot} root @param {AbortSignal} signal ends it */
  constructor(element, root, signal) {
    this.element = element;
    this.root = root;
    const fit = () => this.fit();
    SMALL.addEventListener("change", fit, { signal });
    for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, fit, { signal });
    element.addEventListener("keydown", (event) => SMALL.matches && event.key === "Tab" && this.#keepIn(event));
  }

  /** Whoever zooms in with two fingers moves over the panel; it does not shrink. */
  fit() {
    const { style } = this.element;
    if (SMALL.matches) this.element.setAttribute("aria-modal", "true");
    else this.element.removeAttribute("aria-modal");
    const seen = SMALL.matches && visualViewport?.scale === 1 ? visualViewport : null;
    style.top = seen ? `${seen.offsetTop}px` : "";
    style.height = seen ? `${seen.height}px` : "";
  }

  /** @param {KeyboardEvent} event */
  #keepIn(event) {
    const reachable = [...this.element.querySelectorAll("a[href], button, textarea, input, select, summary, [tabindex='0']")];
    const visible = reachable.filter((/** @type {any} */ each) => each.checkVisibility());
    const [first, last] = [visible[0], visible.at(-1)];
    const at = this.root.activeElement;
    if (at !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (event.shiftKey ? last : first).focus();
  }
}
