/** Where the person writes: a field that grows, the button that sends, and in its place the one that stops an answer. */
import { button, el, fill, icon } from "./dom.js";
import { SEND, STOP } from "./icons.js";
import { particular } from "./particulars.js";

const MOST = 4000;

export class Composer {
  /** @param {Record<string, string>} words @param {{ send: (text: string) => void, stop: () => void }} act */
  constructor(words, act) {
    this.words = words;
    this.act = act;
    this.busy = false;
    this.field = this.#field(words);
    this.submit = el("button", { type: "submit", class: "send", "aria-label": words.send }, icon(SEND));
    this.halt = el("button", { type: "button", class: "send", "aria-label": words.stop, click: () => this.#stop() }, icon(STOP));
    const settings = { submit: (/** @type {Event} */ event) => this.#send(event) };
    this.hint = el("p", { class: "hint", role: "status", hidden: true });
    this.element = el("form", settings, this.hint, el("div", { class: "composer" }, this.field, this.submit, this.halt));
    this.show(false);
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
    this.#grow();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** @param {boolean} busy whether an answer is coming */
  show(busy) {
    this.busy = busy;
    this.submit.hidden = busy;
    this.halt.hidden = !busy;
    this.submit.setAttribute("aria-disabled", String(busy || this.text.trim() === ""));
  }

  /** @param {Record<string, string>} words */
  #field(words) {
    return el("textarea", {
      rows: "1",
      maxlength: String(MOST),
      "aria-label": words.write,
      "aria-describedby": "madoguchi-hint",
      placeholder: words.write,
      enterkeyhint: "send",
      input: () => this.#grow(),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) this.#send(event);
      },
    });
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
    this.#look();
    this.show(this.busy);
  }

  #look() {
    const found = particular(this.text);
    this.hint.hidden = !found;
    if (!found || this.hint.dataset.kind === found.kind) return this.#named(found);
    const kind = this.words[`personal_${found.kind}`];
    this.#named(found);
    this.hint.replaceChildren(fill(this.words.personal, { kind }), " ", button(this.words.personal_mask, "quiet", () => this.#mask()));
  }

  /** @param {{ kind: string } | null} found */
  #named(found) {
    if (found) this.hint.dataset.kind = found.kind;
    else delete this.hint.dataset.kind;
  }

  /** Everything of that sort, wherever it stands. */
  #mask() {
    for (let found = particular(this.text); found; found = particular(this.text))
      this.text = `${this.text.slice(0, found.start)}[${this.words[`personal_${found.kind}`]}]${this.text.slice(found.end)}`;
    this.focus();
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (!text || this.busy) return;
    this.text = "";
    this.act.send(text);
  }

  #stop() {
    this.act.stop();
    this.focus();
  }
}
