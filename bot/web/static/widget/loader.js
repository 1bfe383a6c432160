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
 * @property {"launcher" | "page"} mode
 * @property {"en" | "ja"} language
 * @property {string} base origin of the server that this file came from
 * @property {string} organisation
 * @property {string} name the organisation's name, empty when the tag does not give it
 * @property {HTMLButtonElement | null} launcher
 * @property {(event: string, detail: object) => void} tell dispatches `madoguchi:…` to the page; never what was said
 */
/** @typedef {{ organisation?: string, language?: string, name?: string, mode?: string, inside?: Element }} Settings */

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
 * @type {typeof import("./panel.js") | undefined}
 */
let behind;

/** @param {Place} place */
async function open(place) {
  behind ??= await import("./panel.js");
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
  button.setAttribute("aria-expanded", "false");
  label.textContent = LABELS[place.language];
  button.append(bubble(), label);
  button.addEventListener("click", () => {
    open(place).catch(() => (label.textContent = FAILED[place.language]));
  });
  return button;
}

/** @param {Settings} settings */
function create(settings) {
  const mode = settings.mode === "page" ? "page" : "launcher";
  const host = document.createElement("div");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  host.dataset.madoguchi = "";
  host.dataset.mode = mode;
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  /** @type {Place} */
  const place = {
    root,
    mode,
    language: languageOf(settings.language),
    base: new URL(import.meta.url).origin,
    organisation: settings.organisation ?? "",
    name: settings.name ?? "",
    launcher: null,
    tell: (event, detail) => host.dispatchEvent(new CustomEvent(`madoguchi:${event}`, { bubbles: true, detail })),
  };
  (settings.inside ?? document.body).append(host);
  const looks = getComputedStyle(host);
  if (["accent", "on-accent", "accent-dark", "on-accent-dark"].some((name) => looks.getPropertyValue(`--madoguchi-${name}`))) import("./contrast.js").then(({ repair }) => repair(host));
  const widget = widgetOf(place, host);
  widgets.push(widget);
  if (mode === "page") open(place);
  else root.append((place.launcher = launcherOf(place)));
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
    close: () => behind?.close(place),
    /** Leaves the page; what was said stays until it is deleted or its time is over. */
    destroy() {
      behind?.remove(place);
      host.remove();
      widgets.splice(0, Infinity, ...widgets.filter((each) => each.host !== host));
    },
    /** @param {string} language */
    async setLocale(language) {
      place.language = languageOf(language);
      if (place.launcher) place.launcher.replaceWith((place.launcher = launcherOf(place)));
      await behind?.translate(place);
    },
  };
}

/** @type {ReturnType<typeof widgetOf>[]} */
const widgets = [];
Object.assign(window, { madoguchi: { widgets, create } });

for (const tag of [...document.querySelectorAll("script")].filter(({ src }) => src === import.meta.url)) {
  const { organisation, lang: language, name, mode } = tag.dataset;
  create({ organisation, language, name, mode, inside: mode === "page" ? (tag.parentElement ?? undefined) : undefined });
}
