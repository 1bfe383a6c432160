/** What the desk gets to read: the person may change or empty their own messages before anything goes there. */
import { el, fill, folded } from "./dom.js";

/** @typedef {import("./stream.js").Told} Told */

export class Sharing {
  /** @param {Record<string, string>} words @param {Told[]} events everything said so far */
  constructor(words, events) {
    this.words = words;
    /** @type {{ seq: number, said: string, field: HTMLTextAreaElement }[]} */
    this.own = [];
    const lines = events.map((event) => this.#line(event)).filter(Boolean);
    const help = lines.length ? words.shared_help : words.shared_none;
    const few = lines.length > 0 && lines.length < 6;
    this.element = folded("why", words.shared, few, el("p", {}, help), el("div", { class: "shared" }, ...lines));
  }

  /** @returns {Record<number, string>} by the number of an event, other words for it; empty ones take it out */
  changes() {
    const changed = this.own.filter(({ said, field }) => field.value.trim() !== said);
    return Object.fromEntries(changed.map(({ seq, field }) => [seq, field.value.trim()]));
  }

  /** @param {Told} event */
  #line({ seq, kind, body }) {
    const { words } = this;
    if (kind === "answer") return el("p", { class: "theirs" }, el("span", { class: "unseen" }, words.assistant_said), body.text);
    if (kind !== "person") return null;
    const field = el("textarea", { rows: "2", maxlength: "4000", "aria-label": fill("{said} {n}", { said: words.you_said, n: this.own.length + 1 }) }, body.text);
    this.own.push({ seq, said: body.text.trim(), field });
    return field;
  }
}
