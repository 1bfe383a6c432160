/** A source beside its number: shown by a click, by the pointer resting on it, or by Enter; gone with Escape (WCAG 1.4.13). */

const REST_MS = 350;
const GAP = 6;

/**
 * @param {HTMLElement} opener
 * @param {any} shown a popover: it lies over everything, Escape and a click elsewhere close it
 */
export function unfolding(opener, shown) {
  let resting = 0;
  let byPointer = false;
  const wait = (/** @type {() => void} */ act) => {
    clearTimeout(resting);
    resting = setTimeout(act, REST_MS);
  };
  const over = () => wait(() => show(true));
  const away = () => wait(() => byPointer && shown.hidePopover());
  /** @param {boolean} pointer */
  function show(pointer) {
    if (shown.matches(":popover-open")) return;
    byPointer = pointer;
    shown.showPopover();
    lay(opener, shown);
  }
  opener.addEventListener("click", () => {
    clearTimeout(resting);
    if (shown.matches(":popover-open") && !byPointer) return shown.hidePopover();
    show(false);
    byPointer = false;
  });
  for (const part of [opener, shown]) {
    part.addEventListener("pointerenter", (/** @type {PointerEvent} */ { pointerType }) => pointerType === "mouse" && (part === opener ? over() : clearTimeout(resting)));
    part.addEventListener("pointerleave", (/** @type {PointerEvent} */ { pointerType }) => pointerType === "mouse" && away());
  }
  shown.addEventListener("beforetoggle", (/** @type {Event} */ event) => {
    if (/** @type {any} */ (event).newState === "closed" && shown.matches(":focus-within")) opener.focus({ preventScroll: true });
  });
  shown.addEventListener("toggle", (/** @type {Event} */ event) => {
    opener.setAttribute("aria-expanded", String(/** @type {any} */ (event).newState === "open"));
  });
}

/**
 * Below its number where there is room, else above.
 * @param {HTMLElement} opener @param {HTMLElement} shown
 */
function lay(opener, shown) {
  const at = opener.getBoundingClientRect();
  const { width, height } = shown.getBoundingClientRect();
  const below = at.bottom + GAP + height <= innerHeight;
  const top = below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height);
  shown.style.top = `${top}px`;
  shown.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
}
