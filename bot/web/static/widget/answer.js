/** A reply of the assistant: its own words as text, the policy's words as quotations with their source. */
import { button, dated, el, fill, folded, icon, link } from "./dom.js";
import { CHEVRON } from "./icons.js";
import { unfolding } from "./unfolding.js";

/**
 * @typedef {object} Citation
 * @property {string} policy
 * @property {string} version
 * @property {string} clause
 * @property {string | null} number as printed
 * @property {string[]} heading_path
 * @property {string} quote
 * @property {string | null} effective ISO date
 * @property {string} title
 * @property {string} language
 * @property {string} url page of the policy that highlights the quote
 * @property {string} [role] `answer`, `near` or `related`
 */
/** @typedef {{ id: string, label: string, kind: string | null, right: string | null, value: string | null }} Action */
/** @typedef {{ words: Record<string, string>, language: string, base: string }} Setting */

let made = 0;

export class Reply {
  /** @param {Setting} setting @param {(action: Action, group: HTMLElement) => void} choose */
  constructor(setting, choose) {
    this.setting = setting;
    this.choose = choose;
    this.sources = 0;
    /**
     * Every clause that was looked at for it.
     * @type {Citation[]}
     */
    this.considered = [];
    this.progress = el("p", { class: "progress" }, el("span", { class: "dots", "aria-hidden": true }), el("span"));
    this.element = el(
      "article",
      { class: "turn reply" },
      el("p", { class: "unseen" }, setting.words.assistant_said),
    );
  }

  /**
   * Shows that something is still to come.
   * @param {string} step
   */
  wait(step) {
    this.element.append(this.progress);
    this.status(step);
  }

  /** @param {string} step */
  status(step) {
    /** @type {HTMLElement} */ (this.progress.lastElementChild).textContent = this.setting.words[step] ?? "";
  }

  /** @param {{ text: string, role: string, citations: Citation[] }} said */
  say(said) {
    const quoted = said.citations.length === 1 && said.text.trim() === said.citations[0].quote.trim();
    if (quoted) this.#add(this.#quotation(said.citations[0], said.role));
    else this.#add(el("p", { class: "said" }, said.text), ...said.citations.map((each) => this.#quotation(each, said.role)));
  }

  /** @param {{ text: string, citations: Citation[] }} said */
  related(said) {
    const quotations = said.citations.map((each) => this.#quotation(each, "related"));
    this.#add(folded("related", `${said.text} (${said.citations.length})`, false, ...quotations));
  }

  /**
   * The way to a person alone is no news: it stands below every conversation.
   * @param {Action[]} actions
   */
  offer(actions) {
    if (actions.every((action) => action.id === "talk_to_person")) return;
    const group = el("div", { class: "actions", role: "group" });
    const plain = actions.some((action) => action.id === "open_form");
    for (const action of actions) {
      const style = action.id === "open_form" ? "first" : plain && action.id === "decline" ? "quiet" : "second";
      group.append(button(action.label, style, () => this.choose(action, group)));
    }
    this.#add(group);
  }

  /**
   * Asks whether the reply was useful.
   * @param {string} message the key of what was asked
   */
  ask(message) {
    const { words } = this.setting;
    const group = el("div", { class: "actions rate", role: "group", "aria-label": words.useful }, el("span", {}, words.useful));
    for (const [useful, label] of /** @type {[boolean, string][]} */ ([[true, words.useful_yes], [false, words.useful_no]])) {
      const action = { id: "rate", label, kind: null, right: null, value: message };
      group.append(button(label, "quiet", () => this.choose(useful ? action : { ...action, kind: "not" }, group)));
    }
    this.#add(group);
  }

  /**
   * What the reply rests on: what was made of which clauses, and by what.
   * @param {{ outcome: string, engine: string }} done
   */
  explain({ outcome, engine }) {
    const { words } = this.setting;
    const marks = { answer: words.quoted, near: words.near_by, related: words.considered };
    const made = engine.startsWith("quotes") ? words.why_quotes : fill(words.why_model, { engine });
    const clauses = this.considered.map((each) =>
      el("li", {}, el("span", { lang: each.language }, placeOf(each)), " – ", marks[/** @type {"answer"} */ (each.role)] ?? words.considered),
    );
    this.#add(folded("why", words.why, false, el("p", {}, words[`why_${outcome}`]), clauses.length > 0 && el("ol", {}, ...clauses), el("p", {}, made)));
  }

  finish() {
    this.progress.remove();
  }

  /**
   * What a screen reader is told once, when the reply is whole.
   * @returns {string}
   */
  spoken() {
    const parts = [...this.element.querySelectorAll(".unseen, .said, .tag, blockquote")];
    return parts.filter((part) => !part.closest("details, .source")).map((part) => part.textContent).join("\n");
  }

  /** @param {...Node} nodes */
  #add(...nodes) {
    if (this.progress.isConnected) this.progress.before(...nodes);
    else this.element.append(...nodes);
  }

  /** @param {Citation} citation @param {string} role */
  #quotation(citation, role) {
    const { words } = this.setting;
    this.sources += 1;
    this.considered.push({ ...citation, role });
    const id = `madoguchi-source-${(made += 1)}`;
    const source = this.#source(citation, id);
    const opener = el(
      "button",
      { type: "button", class: "cite", "aria-expanded": "false", "aria-controls": id },
      el("span", { class: "number" }, el("span", { class: "unseen" }, fill(words.source, { n: "" })), String(this.sources)),
      el("span", { class: "place", lang: citation.language }, placeOf(citation)),
      icon(CHEVRON),
    );
    unfolding(opener, source);
    return el(
      "figure",
      { class: `quotation ${role}` },
      role === "near" && el("p", { class: "tag" }, words.near),
      el("blockquote", { lang: citation.language }, citation.quote),
      el("figcaption", {}, opener, source),
    );
  }

  /** @param {Citation} citation @param {string} id */
  #source(citation, id) {
    const { words, language, base } = this.setting;
    const { version, effective, heading_path: path, number } = citation;
    const date = effective ? dated(effective, language) : "";
    const rows = [
      [words.policy, citation.title],
      [words.section, path.join(" › ")],
      [words.clause, number],
      [words.version, fill(effective ? words.effective : words.undated, { version, date })],
    ];
    const facts = rows.filter(([, value]) => value).flatMap(([term, value]) => {
      const lang = term === words.version ? null : citation.language;
      return [el("dt", {}, term), el("dd", { lang }, value)];
    });
    return el(
      "div",
      { class: "source", id, popover: "auto", role: "group", "aria-label": fill(words.source, { n: this.sources }) },
      el("blockquote", { lang: citation.language }, citation.quote),
      el("dl", {}, ...facts),
      el("p", { class: "links" }, link(citation.url, base, words.open_policy), copier(words, words.copy, citation.quote)),
    );
  }
}

/**
 * After a rating: thanks, or the question what was the matter.
 * @param {Action} action what was chosen @param {HTMLElement} group @param {Record<string, string>} words
 * @param {(action: Action, group: HTMLElement) => void} choose
 */
export function rated(action, group, words, choose) {
  if (action.kind !== "not") return group.replaceChildren(words.useful_thanks);
  const named = { beside_the_point: words.beside_the_point, incomplete: words.incomplete, unclear: words.unclear, wrong: words.wrong };
  const reasons = Object.entries(named).map(([kind, label]) => button(label, "quiet", () => choose({ ...action, kind }, group)));
  group.replaceChildren(el("span", {}, words.reason), ...reasons);
  reasons[0].focus({ preventScroll: true });
  group.scrollIntoView({ block: "nearest" });
}

/**
 * Where a quote stands, in one line.
 * @param {Citation} citation
 */
function placeOf({ title, number, heading_path: path }) {
  const heading = path.at(-1);
  if (!heading) return [title, number].filter(Boolean).join(" · ");
  return number && !heading.startsWith(number) ? `${heading} · ${number}` : heading;
}

/**
 * @param {Record<string, string>} words @param {string} label @param {string} text
 * @returns {Node | null} null where the page is not allowed to copy
 */
export function copier(words, label, text) {
  if (!navigator.clipboard) return null;
  const copy = button(label, "quiet", async () => {
    const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
    copy.lastElementChild.textContent = copied ? words.copied : words.failed;
  });
  return copy;
}
