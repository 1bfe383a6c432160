/**
 * The one script tag: shows the button, and fetches the rest at the first click.
 * docs/widget.md describes the attributes and `window.madoguchi`.
 */

const LABELS = { en: "Privacy questions", ja: "個人情報の窓口" };
const FAILED = { en: "Not loaded. Try again", ja: "もう一度お試しください" };
const STYLE = `
:host { all: initial !important; }
:host([data-mode="launcher"]) { position: fixed !important; inset-inline-end: max(20px, env(safe-area-inset-right)) !important;
  inset-block-end: max(20px, env(safe-area-inset-bottom)) !important; z-index: 2147483000 !important; }
:host([data-mode="page"]) { display: block !important; height: 100% !important; }
.launcher { font: 600 1em/1.2 var(--madoguchi-font, system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", sans-serif);
  display: flex; align-items: center; gap: .6em; min-height: 3.25em; padding: 0 1.35em 0 1.1em; border: 1px solid transparent;
  border-radius: 1.7em; color: var(--madoguchi-on-accent, #fff); background: var(--madoguchi-accent, #1f5fa8); cursor: pointer;
  box-shadow: 0 1px 2px rgb(16 24 40 / .2), 0 8px 24px rgb(16 24 40 / .18); }
.launcher:hover { filter: brightness(1.08); }
.launcher:focus-visible { outline: 3px solid var(--madoguchi-accent, #1f5fa8); outline-offset: 3px; }
.launcher svg { width: 1.4em; height: 1.4em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; }
.badge { padding: .15em .6em; border-radius: 1em; background: #fff; color: #10161f; font-size: .85em; }
.launcher[hidden] { display: none; }
@media (prefers-color-scheme: dark) {
  .launcher { color: var(--madoguchi-on-accent-dark, #10161f); background: var(--madoguchi-accent-dark, #8ab8f0); }
  .launcher:focus-visible { outline-color: var(--madoguchi-accent-dark, #8ab8f0); }
}
@media print { :host { display: none !important; } }
`;

/**
 * @typedef {object} Place where and for whom the widget stands
 * @property {ShadowRoot} root
 * @property {"launcher" | "page" | "frame"} mode
 * @property {"en" | "ja"} language
 * @property {string} base origin of the server that this file came from
 * @property {string | undefined} site the key of the site it stands on; none on our own pages
 * @property {string | undefined} organisation
 * @property {string} name the organisation's name, empty when the tag does not give it
 * @property {HTMLButtonElement | null} launcher
 * @property {string | undefined} user a token by which the page's own server says who is signed in
 * @property {string | undefined} parent origin of the page that frames this one
 * @property {(event: string, detail: object) => void} tell dispatches `madoguchi:…` to the page; never what was said
 */
/** @typedef {{ site?: string, organisation?: string, language?: string, name?: string, mode?: string, inside?: Element, parent?: string }} Settings */
/** @typedef {typeof import("./panel.js") | typeof import("./frame.js")} Behind */

/** @returns {SVGElement} */
function bubble() {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  line.setAttribute("d", "M4 5h16v11H9.5L5 20v-4H4z");
  picture.append(line);
  return picture;
}

/** @param {string | undefined} asked @returns {"en" | "ja"} */
function languageOf(asked) {
  const chosen = asked && asked !== "auto" ? asked : document.documentElement.lang || navigator.language;
  return chosen.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/**
 * Everything behind the button, once somebody has wanted to see it.
 * @type {Map<Place, Behind>}
 */
const opened = new Map();

/** @param {Place} place */
async function open(place) {
  const behind = await (place.mode === "frame" ? import("./frame.js") : import("./panel.js"));
  opened.set(place, behind);
  await behind.open(place);
}

/** @param {Place} place */
function launcherOf(place) {
  const button = document.createElement("button");
  const label = document.createElement("span");
  button.type = "button";
  button.className = "launcher";
  button.lang = place.language;
  button.setAttribute("part", "launcher");
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", place.launcher?.getAttribute("aria-expanded") ?? "false");
  button.hidden = place.launcher?.hidden ?? false;
  label.textContent = LABELS[place.language];
  button.append(bubble(), label);
  button.addEventListener("click", () => {
    open(place).catch(() => (label.textContent = FAILED[place.language]));
  });
  return button;
}

/**
 * Only for a chat that the person keeps on this device is anything asked before the first click.
 * @param {Place} place
 */
function recall(place) {
  try {
    const kept = localStorage.getItem(`madoguchi/${place.base}/${[place.site, place.organisation].filter(Boolean).join("/")}`);
    if (kept && place.launcher) import("./unread.js").then(({ unread }) => unread(kept, place)).catch(() => undefined);
  } catch {
    return; // storage forbidden
  }
}

/** @param {Settings} settings */
function create(settings) {
  const mode = settings.mode === "page" || settings.mode === "frame" ? settings.mode : "launcher";
  const host = document.createElement("div");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  host.dataset.madoguchi = "";
  host.dataset.mode = mode === "page" ? mode : "launcher";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  /** @type {Place} */
  const place = {
    root,
    mode,
    language: languageOf(settings.language),
    base: new URL(import.meta.url).origin,
    site: settings.site,
    organisation: settings.organisation,
    name: settings.name ?? "",
    launcher: null,
    user: undefined,
    parent: settings.parent,
    tell: (event, detail) => {
      host.dispatchEvent(new CustomEvent(`madoguchi:${event}`, { bubbles: true, detail }));
      if (place.parent) window.parent.postMessage({ madoguchi: event, detail }, place.parent);
    },
  };
  (settings.inside ?? document.body).append(host);
  const looks = getComputedStyle(host);
  if (["accent", "on-accent", "accent-dark", "on-accent-dark"].some((name) => looks.getPropertyValue(`--madoguchi-${name}`))) import("./contrast.js").then(({ repair }) => repair(host));
  const widget = widgetOf(place, host);
  widgets.push(widget);
  if (mode === "page") open(place);
  else root.append((place.launcher = launcherOf(place)));
  if (mode !== "frame") recall(place);
  place.tell("ready", {});
  return widget;
}

/**
 * What a page can do with one widget.
 * @param {Place} place @param {HTMLElement} host
 */
function widgetOf(place, host) {
  return {
    host,
    open: () => open(place),
    close: () => opened.get(place)?.close(place),
    /** Leaves the page; what was said stays until it is deleted or its time is over. */
    destroy() {
      opened.get(place)?.remove(place);
      host.remove();
      widgets.splice(0, Infinity, ...widgets.filter((each) => each.host !== host));
    },
    /** @param {string} language */
    async setLocale(language) {
      place.language = languageOf(language);
      if (place.launcher) place.launcher.replaceWith((place.launcher = launcherOf(place)));
      await opened.get(place)?.translate(place);
    },
    /** @param {string} token by which the page's own server says who is signed in; empty: nobody */
    async setUser(token) {
      place.user = token || undefined;
      await opened.get(place)?.identify(place);
    },
  };
}

/** @type {ReturnType<typeof widgetOf>[]} */
const widgets = [];
Object.assign(window, { madoguchi: { widgets, create } });

for (const tag of [...document.querySelectorAll("script")].filter(({ src }) => src === import.meta.url)) {
  const { site, organisation, lang: language, name, mode, parent } = tag.dataset;
  create({ site, organisation, language, name, mode, parent, inside: mode === "page" ? (tag.parentElement ?? undefined) : undefined });
}
