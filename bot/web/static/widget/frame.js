/** The chat in a frame of its own origin, out of reach of the page's scripts; the two speak by checked messages only. */

/** @typedef {import("./loader.js").Place} Place */

const LOOK = `
iframe { border: 0; position: fixed; inset-inline-end: 20px; inset-block-end: 20px; width: min(420px, calc(100vw - 40px)); height: min(720px, calc(100dvh - 40px));
  border-radius: var(--madoguchi-radius, 16px); box-shadow: 0 2px 6px rgb(16 24 40 / .1), 0 18px 48px rgb(16 24 40 / .22); color-scheme: light dark; }
iframe[hidden] { display: none; }
@media (max-width: 480px) { iframe { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
`;
const TITLES = { en: "Privacy assistant", ja: "個人情報の窓口" };
/** What a framed chat may tell the page. */
const TOLD = ["open", "close", "message", "handoff", "error"];

/** @type {Map<Place, Frame>} */
const frames = new Map();

/** @param {Place} place */
export async function open(place) {
  const frame = frames.get(place) ?? new Frame(place);
  frames.set(place, frame);
  frame.show(true);
}

/** @param {Place} place */
export function close(place) {
  frames.get(place)?.show(false);
}

/** @param {Place} place */
export function remove(place) {
  frames.get(place)?.leave();
  frames.delete(place);
}

/** @param {Place} place */
export async function translate(place) {
  frames.get(place)?.translate();
}

/** @param {Place} place */
export async function identify(place) {
  frames.get(place)?.tell("user", place.user ?? "");
}

class Frame {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.leaving = new AbortController();
    this.settled = false;
    this.element = document.createElement("iframe");
    this.element.hidden = true;
    const asked = new URLSearchParams({ lang: place.language, origin: location.origin });
    this.element.src = `${place.base}/frame/${encodeURIComponent(place.site ?? "")}?${asked}`;
    this.translate();
    const looks = new CSSStyleSheet();
    looks.replaceSync(LOOK);
    place.root.adoptedStyleSheets.push(looks);
    place.root.append(this.element);
    addEventListener("message", (event) => this.#hear(event), { signal: this.leaving.signal });
  }

  /** @param {boolean} visible */
  show(visible) {
    this.element.hidden = !visible;
    const { launcher } = this.place;
    if (!launcher) return;
    launcher.hidden = visible;
    launcher.setAttribute("aria-expanded", String(visible));
    (visible ? this.element : launcher).focus();
    if (!visible || !this.settled) return;
    this.tell("focus", "");
    this.place.tell("open", {});
  }

  translate() {
    this.element.title = TITLES[this.place.language];
    this.tell("locale", this.place.language);
  }

  leave() {
    this.leaving.abort();
    this.element.remove();
  }

  /** @param {"focus" | "locale" | "user"} what @param {string} value */
  tell(what, value) {
    this.element.contentWindow?.postMessage({ madoguchi: what, value }, this.place.base);
  }

  /** @param {MessageEvent} event */
  #hear({ origin, source, data }) {
    if (origin !== this.place.base || source !== this.element.contentWindow) return;
    if (data?.madoguchi === "ready" && this.place.user) this.tell("user", this.place.user);
    if (!TOLD.includes(data?.madoguchi)) return;
    if (data.madoguchi === "open") this.#settle();
    if (data.madoguchi === "close") this.show(false);
    this.place.tell(data.madoguchi, { ...data.detail });
  }

  #settle() {
    this.settled = true;
    if (!this.element.hidden) this.tell("focus", "");
  }
}
