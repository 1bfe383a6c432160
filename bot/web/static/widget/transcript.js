/** The conversation on the screen: one `show` for what streams in and for what is read again later. */
import { Reply, copier } from "./answer.js";
import { button, el, icon, link } from "./dom.js";
import { CHEVRON } from "./icons.js";

/** @typedef {import("./stream.js").Told} Told */
/** @typedef {{ reference: string, text: string, status_url: string | null }} Receipt its text also names the expected reply and open fields */

const NEAR_THE_END = 80;
/** Outcomes of questions to the policies: only of these it is asked whether they were useful. */
const RATED = ["Answered", "PartlyAnswered", "Conflicting", "NotCovered"];

export class Transcript {
  /** @param {import("./answer.js").Setting} setting @param {(action: import("./answer.js").Action, group: HTMLElement) => void} choose */
  constructor(setting, choose) {
    this.setting = setting;
    this.choose = choose;
    /** @type {Reply | null} */
    this.reply = null;
    /** @type {HTMLElement | null} */
    this.question = null;
    this.references = new Set();
    this.list = el("div", { class: "turns" });
    this.log = el(
      "div",
      { class: "log", role: "log", tabindex: "0", "aria-label": setting.words.log, "aria-live": "off", scroll: () => this.#mark() },
      this.list,
    );
    this.newest = el(
      "button",
      { type: "button", class: "newest", hidden: true, tabindex: "-1", "aria-label": setting.words.newest, click: () => this.#jump() },
      icon(CHEVRON),
    );
    this.announcer = el("div", { class: "unseen", "aria-live": "polite", role: "status" });
    this.element = el("div", { class: "transcript" }, this.log, this.newest, this.announcer);
    new ResizeObserver(() => this.#mark()).observe(this.list);
    new ResizeObserver(() => this.#stay()).observe(this.log);
    this.height = 0;
  }

  /** @param {Told} event @param {boolean} live whether it happens now, so that it is announced */
  show({ kind, body }, live) {
    const atEnd = this.newest.hidden;
    if (kind === "person") this.person(body.text);
    else if (kind === "agent") this.#agent(body, live);
    else if (kind === "receipt") this.receipt(body, live);
    else this.#assistant(kind, body, live);
    if (live && kind === "agent" && atEnd) this.toEnd();
    else if (live) this.follow();
  }

  /** @param {string} text @returns {HTMLElement} */
  person(text) {
    this.#close();
    const said = [el("p", { class: "unseen" }, this.setting.words.you_said), el("p", { class: "bubble" }, text)];
    this.question = this.#add(el("article", { class: "turn person" }, ...said));
    return this.question;
  }

  /**
   * Marks a message that waits to be sent; once it is sent, it stands last.
   * @param {HTMLElement} bubble @param {boolean} still
   */
  waiting(bubble, still) {
    const mark = bubble.querySelector(".small");
    if (still && !mark) {
      bubble.append(el("p", { class: "small" }, this.setting.words.waits));
      this.announce(this.setting.words.waits);
      this.toEnd();
    } else if (!still && mark) {
      mark.remove();
      this.question = this.#add(bubble);
    }
  }

  /** @param {"searching" | "sending"} step */
  begin(step) {
    this.#current().wait(step);
    this.announce(this.setting.words[step]);
    this.follow();
  }

  /** Leaves an answer that broke off as it is; when it is asked for again, it goes on there. */
  stop() {
    this.reply?.finish();
    if (!this.reply || this.reply.element.querySelector(".said, .quotation")) return;
    this.reply.element.remove();
    this.reply = null;
  }

  /**
   * A line of the widget itself.
   * @param {string} text
   */
  note(text) {
    this.#close();
    this.#add(el("p", { class: "turn note" }, text));
    this.announce(text);
    this.follow();
  }

  /** @param {string} text @param {() => void} again */
  problem(text, again) {
    const line = el(
      "div",
      { class: "turn problem", role: "alert" },
      el("p", {}, text),
      button(this.setting.words.again, "second", () => {
        line.remove();
        again();
      }),
    );
    this.#add(line);
    this.toEnd();
  }

  /**
   * A receipt comes twice, as the answer to filing and as an event; it is shown once.
   * @param {Receipt} body @param {boolean} live
   */
  receipt(body, live) {
    if (this.references.has(body.reference)) return;
    this.references.add(body.reference);
    this.#close();
    this.list.querySelectorAll(".actions").forEach((/** @type {HTMLElement} */ group) => group.remove());
    this.question = this.#add(this.#card(body));
    if (!live) return;
    this.announce(`${this.setting.words.received}. ${body.text}`);
    this.follow();
  }

  /** @param {string} text read out once, politely */
  announce(text) {
    const said = el("p", {}, text);
    this.announcer.append(said);
    setTimeout(() => said.remove(), 1500);
  }

  clear() {
    this.references.clear();
    this.reply = this.question = null;
    this.list.replaceChildren();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** The button hides itself at the end; the focus must not be lost with it. */
  #jump() {
    this.toEnd();
    this.log.focus({ preventScroll: true });
  }

  /** @param {string} kind @param {any} body @param {boolean} live */
  #assistant(kind, body, live) {
    const reply = this.#current();
    if (kind === "status") reply.status(body.step);
    else if (kind === "answer") reply.say(body);
    else if (kind === "citations") reply.related(body);
    else if (kind === "actions") reply.offer(body.actions);
    else if (kind === "done") {
      if (live) this.announce(reply.spoken());
      if (RATED.includes(body.outcome)) reply.explain(body);
      if (live && RATED.includes(body.outcome)) reply.ask(body.message);
      this.#close();
    }
  }

  /** @param {{ text: string, author_name: string | null }} body @param {boolean} live */
  #agent(body, live) {
    const { words } = this.setting;
    this.#close();
    const who = el("p", { class: "who" }, el("strong", {}, body.author_name ?? words.desk), el("span", { class: "tag" }, words.staff));
    this.#add(el("article", { class: "turn staff" }, el("p", { class: "unseen" }, words.staff_said), who, el("p", { class: "bubble" }, body.text)));
    if (live) this.announce(`${words.staff_said} ${body.text}`);
  }

  /** @param {Receipt} body */
  #card({ reference, text, status_url: url }) {
    const { words, base } = this.setting;
    return el(
      "article",
      { class: "turn receipt" },
      el("h3", {}, words.received),
      el("dl", {}, el("dt", {}, words.reference), el("dd", { class: "reference" }, reference), ...codeRows(url, words)),
      ...text.split("\n").map((line) => el("p", {}, line)),
      url && this.#stands(reference),
      url && el("p", { class: "links" }, link(url, base, words.status), copier(words, words.copy_link, new URL(url, base).href)),
    );
  }

  /** @param {string} reference */
  #stands(reference) {
    const asked = { id: "standing", label: this.setting.words.standing, kind: null, right: null, value: reference };
    const group = el("div", {});
    group.append(button(asked.label, "second", () => this.choose(asked, group)));
    return group;
  }

  #current() {
    if (!this.reply) {
      this.reply = new Reply(this.setting, this.choose);
      this.#add(this.reply.element);
    }
    return this.reply;
  }

  #close() {
    this.reply?.finish();
    this.reply = null;
  }

  /** @param {HTMLElement} element */
  #add(element) {
    this.list.append(element);
    return element;
  }

  /** Scrolls down as an answer grows, but never so far that its question leaves the screen. */
  follow() {
    const end = this.log.scrollHeight - this.log.clientHeight;
    const start = (this.question?.offsetTop ?? end) - 16;
    if (this.log.scrollTop < Math.min(start, end)) this.log.scrollTop = Math.min(start, end);
    this.#mark();
  }

  /** Who reads the end goes on reading the end when the room gets smaller; coming back from a sheet is no such thing. */
  #stay() {
    if (this.height && this.log.clientHeight && this.newest.hidden) this.toEnd();
    this.height = this.log.clientHeight;
  }

  #mark() {
    this.newest.hidden = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END;
  }
}

/** @param {string | null} url @param {Record<string, string>} words */
function codeRows(url, words) {
  const code = url?.split("#")[1];
  return code ? [el("dt", {}, words.code), el("dd", { class: "code" }, code), el("dd", { class: "small" }, words.code_help)] : [];
}
