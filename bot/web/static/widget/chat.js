/** One conversation: says things, hears what happens, and knows who has the word. */
import { Api, Refused } from "./api.js";
import { fill, newKey } from "./dom.js";
import { Session } from "./session.js";
import { Lost, follow } from "./stream.js";

/** @typedef {import("./stream.js").Told} Told */
/** @typedef {"assistant" | "waiting" | "human"} State */

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;
const SEVERAL_WORDS = /[a-z]+\s+[a-z]+/i;

export class Chat {
  /**
   * @param {import("./loader.js").Place} place @param {Record<string, string>} words
   * @param {import("./transcript.js").Transcript} transcript
   * @param {{ changed: () => void, line: (connected: boolean) => void }} screen
   */
  constructor(place, words, transcript, screen) {
    this.place = place;
    this.words = words;
    this.transcript = transcript;
    this.screen = screen;
    this.session = new Session(place.base, place.organisation);
    this.api = new Api(place.base, this.session);
    /** @type {State} */
    this.state = "assistant";
    this.busy = false;
    /** Everything up to this event was heard. While a message is being answered, others may come in between. */
    this.heard = 0;
    /** Events already on the screen. @type {Set<number>} */
    this.seen = new Set();
    /** How many of our own messages, already on the screen, are still to come back as events. */
    this.unheard = 0;
    /** @type {AbortController | null} */
    this.listening = null;
  }

  get begun() {
    return this.session.saved !== null;
  }

  get name() {
    return this.session.saved?.name || this.place.name;
  }

  /** Shows what was said before, and hears on. */
  async resume() {
    if (!this.begun || this.listening) return;
    if (this.heard === 0) await this.#again(() => this.#history());
    this.#listen();
  }

  /** Stops hearing; the conversation goes on when `resume` is called. */
  rest() {
    this.listening?.abort();
    this.listening = null;
  }

  /** @param {string} text */
  async send(text) {
    await this.#say(text, newKey(), false);
  }

  /** @param {string} kind @param {string | null} right @returns {Promise<import("./form.js").Form>} */
  async form(kind, right) {
    await this.#ready();
    return this.#guarded(() => this.api.form(kind, right));
  }

  /** @param {"tickets" | "handoff"} way @param {object} body */
  async file(way, body) {
    await this.#ready();
    const receipt = await this.#guarded(() => this.api.command(way, body));
    this.transcript.receipt(receipt, true);
    if (this.state === "assistant") this.#enter("waiting");
    this.#listen();
  }

  /** @param {{ kind: string | null, right: string | null }} asked what is not to be filed */
  async decline({ kind, right }) {
    await this.#guarded(() => this.api.command("decline", { kind, right }));
    this.transcript.note(this.words.declined);
  }

  /** @param {string} message the key of what was asked @param {boolean} useful */
  async rate(message, useful) {
    await this.#guarded(() => this.api.command("useful", { message, useful }));
  }

  async giveBack() {
    await this.#guarded(() => this.api.command("assistant", { key: newKey() }));
    this.#enter("assistant");
    this.transcript.note(this.words.gave_back);
  }

  /** Asks another organisation instead, in a conversation of its own. @param {string} organisation */
  move(organisation) {
    this.rest();
    this.place.organisation = organisation;
    this.session = new Session(this.place.base, organisation);
    this.api = new Api(this.place.base, this.session);
    this.#fresh();
    this.unheard = 0;
    this.transcript.clear();
    return this.resume();
  }

  async remove() {
    if (this.begun) {
      await this.api.remove().catch((/** @type {any} */ problem) => {
        if (problem.status !== 401) throw problem;
      });
    }
    this.rest();
    this.session.forget();
    this.#fresh();
    this.unheard = 0;
    this.transcript.clear();
  }

  /** @param {string} text @param {string} key @param {boolean} repeated */
  async #say(text, key, repeated) {
    this.busy = true;
    this.screen.changed();
    if (!repeated) {
      this.transcript.person(text);
      this.unheard += 1;
    }
    this.transcript.begin(this.state === "human" ? "sending" : "searching");
    try {
      await this.#ready();
      await this.#guarded(() => this.#hear(text, key));
    } catch (problem) {
      this.transcript.stop();
      this.transcript.problem(this.describe(problem, this.words.not_sent), () => this.#say(text, key, true));
    }
    this.busy = false;
    this.screen.changed();
    if (this.begun) this.#listen();
  }

  /** @param {string} text @param {string} key */
  async #hear(text, key) {
    this.rest();
    let whole = false;
    for await (const event of this.api.send({ text, key, language: this.#languageOf(text) })) {
      if (event.kind === "error") throw new Lost(event.body.detail);
      this.#take(event, true);
      whole ||= event.kind === "done";
    }
    if (!whole) throw new Lost(this.words.broken_off);
  }

  async #history() {
    const told = await this.#guarded(() => this.api.history());
    for (const event of told.events) this.#hearOf(event, false);
    this.transcript.stop();
    this.transcript.toEnd();
    this.#enter(told.state);
  }

  /** Tries until it works; what cannot be mended is shown. @param {() => Promise<void>} act */
  async #again(act) {
    await act().catch((problem) => {
      const retry = () => this.resume();
      if (this.begun) this.transcript.problem(this.describe(problem, this.words.failed), retry);
    });
  }

  #listen() {
    this.rest();
    const own = new AbortController();
    this.listening = own;
    const source = () => this.api.listen(this.heard, own.signal, () => this.screen.line(true));
    follow(source, (event) => this.#hearOf(event, true), this.screen.line, own.signal).catch((problem) => {
      if (problem instanceof Refused && problem.status === 401) this.#ended();
      else if (!own.signal.aborted) this.screen.line(false);
    });
  }

  /** @param {Told} event @param {boolean} live */
  #hearOf(event, live) {
    this.heard = Math.max(this.heard, event.seq);
    if (event.kind === "person" && this.unheard > 0 && !this.seen.has(event.seq)) {
      this.unheard -= 1;
      this.seen.add(event.seq);
    }
    this.#take(event, live);
  }

  /** @param {Told} event @param {boolean} live */
  #take(event, live) {
    if (this.seen.has(event.seq)) return;
    this.seen.add(event.seq);
    this.transcript.show(event, live);
    if (event.kind === "agent") this.#enter("human");
    if (event.kind === "receipt" && this.state === "assistant") this.#enter("waiting");
  }

  async #ready() {
    if (this.begun) return;
    const { organisation, language } = this.place;
    this.#fresh();
    await this.api.start(organisation, language);
    this.screen.changed();
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  async #guarded(act) {
    return act().catch((problem) => {
      if (problem instanceof Refused && problem.status === 401) this.#ended();
      throw problem;
    });
  }

  #ended() {
    if (!this.begun) return;
    this.rest();
    this.session.forget();
    this.#fresh();
    this.transcript.note(this.words.ended);
  }

  #fresh() {
    this.heard = 0;
    this.seen.clear();
    this.#enter("assistant");
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.screen.changed();
  }

  /** @param {any} problem @param {string} otherwise @returns {string} */
  describe(problem, otherwise) {
    if (problem instanceof Refused && problem.status === 429) return fill(this.words.wait, { n: problem.wait });
    if (problem instanceof Refused && problem.status === 401) return this.words.ended;
    if (problem instanceof Refused && [403, 404].includes(problem.status)) return this.words.refused;
    return problem.message || otherwise;
  }

  /** The language to answer in: that of the words where they show it. @param {string} text */
  #languageOf(text) {
    if (JAPANESE.test(text)) return "ja";
    return SEVERAL_WORDS.test(text) ? "en" : this.place.language;
  }
}
