/** The panel: opens and closes, holds the conversation, the composer and the sheets over it. */
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { rated } from "./answer.js";
import { button, el, icon, link } from "./dom.js";
import { Fitting } from "./fitting.js";
import { FormSheet, deleteSheet, handoffSheet } from "./form.js";
import { CLOSE, PERSON, SAVE, TRASH } from "./icons.js";
import { Sharing } from "./sharing.js";
import { standing } from "./standing.js";
import { STYLES } from "./styles.js";
import { Transcript } from "./transcript.js";

/** @typedef {import("./loader.js").Place} Place */

const WORDINGS = { en: () => import("./wording_en.js"), ja: () => import("./wording_ja.js") };

/** @type {Map<Place, Panel>} */
const panels = new Map();

/** @param {Place} place */
export async function open(place) {
  const wording = await WORDINGS[place.language]();
  const panel = panels.get(place) ?? new Panel(place, wording.default);
  panels.set(place, panel);
  panel.open();
}

/** @param {Place} place */
export function close(place) {
  panels.get(place)?.close();
}

/**
 * Takes the panel off the page; the conversation stays as it is.
 * @param {Place} place
 */
export function remove(place) {
  panels.get(place)?.leave();
  panels.delete(place);
}

/**
 * Puts a panel in the place's language where one was open; what was being written is kept.
 * @param {Place} place
 */
export async function translate(place) {
  const before = panels.get(place);
  const wasOpen = before?.element.hidden === false;
  remove(place);
  if (!before || !wasOpen) return;
  await open(place);
  /** @type {Panel} */ (panels.get(place)).composer.text = before.composer.text;
}

/** @param {Place} place */
export async function identify(place) {
  await panels.get(place)?.chat.identify();
}

class Panel {
  /** @param {Place} place @param {Record<string, string>} words */
  constructor(place, words) {
    this.place = place;
    this.words = words;
    this.transcript = new Transcript({ words, language: place.language, base: place.base }, (action, group) =>
      this.#chosen(action, group),
    );
    this.chat = new Chat(place, words, this.transcript, {
      changed: () => this.#changed(),
      line: (connected) => (this.line.hidden = connected),
      told: (name, detail) => place.tell(name, detail),
    });
    /** @type {HTMLElement | undefined} */
    this.sheet = undefined;
    this.transcript.log.prepend(this.#welcome());
    this.line = el("p", { class: "line", role: "status", hidden: true }, words.lost);
    this.human = el("div", { class: "human", hidden: true }, el("p", {}, words.human), button(words.give_back, "second", () => this.#giveBack()));
    this.composer = new Composer(words, { send: (text) => this.#ask(text), stop: () => this.chat.stop() });
    this.saving = button(words.save_short, "quiet", () => this.#save(), icon(SAVE), words.save);
    this.organisation = el("p", { class: "organisation" });
    this.body = el("div", { class: "body" }, this.transcript.element);
    this.element = this.#frame();
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    this.leaving = new AbortController();
    this.fitting = this.floating ? new Fitting(this.element, place.root, this.leaving.signal) : null;
    this.looks = new CSSStyleSheet();
    this.looks.replaceSync(STYLES);
    place.root.adoptedStyleSheets.push(this.looks);
    place.root.append(this.element);
    this.#changed();
  }

  get floating() {
    return this.place.mode === "launcher";
  }

  open() {
    if (!this.element.hidden) return;
    this.element.hidden = false;
    if (this.place.launcher) this.place.launcher.hidden = true;
    this.place.launcher?.setAttribute("aria-expanded", "true");
    this.fitting?.fit();
    if (this.floating) this.composer.focus();
    this.chat.resume();
    this.place.tell("open", {});
  }

  close() {
    if (this.element.hidden) return;
    this.place.tell("close", {});
    if (this.place.parent) return;
    this.element.hidden = true;
    this.chat.rest();
    if (!this.place.launcher) return;
    this.place.launcher.hidden = false;
    this.place.launcher.setAttribute("aria-expanded", "false");
    this.place.launcher.focus();
  }

  leave() {
    if (!this.place.parent) this.close();
    this.chat.rest();
    this.chat.stop();
    this.leaving.abort();
    this.element.remove();
    const { root } = this.place;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.looks);
  }

  #frame() {
    const { words, floating } = this;
    const title = el(floating ? "h2" : "h1", { class: "title", id: "madoguchi-title" }, words.title, el("span", { class: "badge" }, words.ai));
    const closing = floating || this.place.parent;
    const close = el("button", { type: "button", class: "bare", "aria-label": words.close, click: () => this.close() }, icon(CLOSE));
    const settings = { class: floating ? "panel floating" : "panel page", lang: this.place.language, "aria-labelledby": "madoguchi-title", part: "panel", hidden: true };
    return el(
      "section",
      floating ? { ...settings, role: "dialog" } : settings,
      el("div", { class: "head" }, el("div", {}, title, this.organisation), closing && close),
      this.line,
      this.body,
      el(
        "div",
        { class: "below" },
        this.human,
        this.composer.element,
        el("p", { class: "unseen", id: "madoguchi-hint" }, words.hint),
        el(
          "div",
          { class: "foot" },
          button(words.person, "person", () => this.#handoff(), icon(PERSON)),
          this.saving,
          button(words.delete_short, "quiet", () => this.#delete(), icon(TRASH), words.delete),
        ),
      ),
    );
  }

  #welcome() {
    const { words, place } = this;
    const examples = [words.example1, words.example2, words.example3].map((text) => button(text, "example", () => this.#ask(text)));
    this.examples = el("div", { class: "examples", role: "group", "aria-label": words.examples }, el("p", { class: "small" }, words.examples), ...examples);
    const kept = el("input", { type: "checkbox", id: "madoguchi-kept", checked: this.chat.session.saved?.kept, change: () => this.#tried(() => this.chat.remember(kept.checked)) });
    const remember = el("div", { class: "remember" }, kept, el("div", {}, el("label", { for: "madoguchi-kept" }, words.kept), el("p", { class: "small" }, words.kept_help)));
    const policies = link("/policies", place.base, words.policies);
    return el("div", { class: "welcome" }, el("p", { class: "hello" }, words.hello), el("p", { class: "small" }, words.privacy, " ", policies), remember, this.examples);
  }

  /** @param {string} text */
  #ask(text) {
    if (this.chat.busy) return;
    this.composer.focus();
    this.chat.send(text);
  }

  /** @param {import("./answer.js").Action} action @param {HTMLElement} group */
  #chosen(action, group) {
    if (action.id === "open_form") this.#form(action.kind ?? "inquiry", action.right);
    else if (action.id === "talk_to_person") this.#handoff();
    else if (action.id === "ask_assistant") this.#giveBack();
    else if (action.id === "choose_organisation") this.chat.move(action.value ?? "");
    else if (action.id === "rate")
      this.#tried(() => this.chat.errands.rate(action.value ?? "", action.kind).then(() => rated(action, group, this.words, (next) => this.#chosen(next, group))));
    else if (action.id === "standing") this.#tried(() => this.chat.errands.standing(action.value ?? "").then((told) => this.#stand(told, group)));
    else if (action.id === "decline") this.#tried(() => this.chat.decline(action).then(() => group.remove()));
  }

  /** @param {string} kind @param {string | null} right */
  #form(kind, right) {
    this.#tried(async () => {
      const form = await this.chat.errands.form(kind, right);
      const sharing = new Sharing(this.words, await this.chat.told());
      /** @param {Record<string, string>} answers @param {string} key */
      const file = (answers, key) => this.#file("tickets", { kind, right, answers, key }, sharing);
      this.#sheet(new FormSheet(this.words, form, sharing, file, () => this.#back()).element);
    });
  }

  #handoff() {
    this.#tried(async () => {
      const { lines } = await this.chat.errands.opening();
      const sharing = new Sharing(this.words, await this.chat.told());
      /** @param {string} message @param {string} key */
      const send = (message, key) => this.#file("handoff", { message, key }, sharing);
      this.#sheet(handoffSheet(this.words, lines, sharing, send, () => this.#back()));
    });
  }

  /** @param {"tickets" | "handoff"} way @param {object} body @param {Sharing} sharing */
  async #file(way, body, sharing) {
    await this.chat.file(way, { ...body, changes: sharing.changes() });
    this.#back();
  }

  /** @param {import("./standing.js").Standing | undefined} told @param {HTMLElement} group */
  #stand(told, group) {
    group.replaceChildren(standing(this.words, told, (file) => this.chat.errands.sendFile(file)));
    group.scrollIntoView({ block: "nearest" });
  }

  #delete() {
    const remove = async () => {
      await this.chat.remove();
      this.#back();
      this.transcript.announce(this.words.deleted);
    };
    this.#sheet(deleteSheet(this.words, remove, () => this.#back()));
  }

  #save() {
    this.#tried(async () => {
      const { save } = await import("./saving.js");
      save(await this.chat.told(), this.transcript.setting, this.chat.name);
    });
  }

  #giveBack() {
    this.#tried(() => this.chat.giveBack());
  }

  /** @param {() => Promise<void>} act */
  #tried(act) {
    act().catch((problem) => this.chat.failed(problem, this.words.failed, () => this.#tried(act)));
  }

  /** @param {HTMLElement} sheet */
  #sheet(sheet) {
    this.sheet?.remove();
    this.sheet = sheet;
    this.body.append(sheet);
    this.transcript.element.hidden = this.composer.element.hidden = true;
    /** @type {HTMLElement} */ (sheet.querySelector("h3")).focus();
  }

  #back() {
    this.sheet?.remove();
    this.transcript.element.hidden = this.composer.element.hidden = false;
    this.transcript.follow();
    this.#changed();
    this.composer.focus();
  }

  #changed() {
    this.organisation.textContent = this.chat.name;
    this.human.hidden = this.chat.state !== "human";
    this.examples.hidden = this.chat.busy || this.transcript.list.childElementCount > 0;
    this.saving.hidden = !this.chat.begun;
    this.composer.show(this.chat.busy);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    const over = /** @type {any} */ (this.element.querySelector(":popover-open"));
    if (over) return over.hidePopover();
    if (this.composer.element.hidden) this.#back();
    else if (this.floating || this.place.parent) this.close();
  }
}
