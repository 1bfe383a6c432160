/** One conversation: says things, hears what happens, and knows who has the word. */
import { Refused, described } from "./api.js";
import { newKey } from "./dom.js";
import { Errands } from "./errands.js";
import { Hearing } from "./hearing.js";
import { languageOf } from "./languages.js";
import { Outbox } from "./outbox.js";
import { Speaker } from "./speaker.js";
import { Lost, follow, hear } from "./stream.js";

/** @typedef {import("./stream.js").Told} Told */
/** @typedef {import("./outbox.js").Unsent} Unsent */
/** @typedef {"assistant" | "waiting" | "human"} State */

/**
 * Who has said the whole of something when an event of this kind comes.
 * @type {Record<string, string>}
 */
const SPEAKERS = { done: "assistant", agent: "staff" };

export class Chat {
  /**
   * @param {import("./loader.js").Place} place @param {Record<string, string>} words
   * @param {import("./transcript.js").Transcript} transcript
   * @param {{ changed: () => void, line: (connected: boolean) => void, told: (name: string, detail: object) => void }} screen
   */
  constructor(place, words, transcript, screen) {
    this.place = place;
    this.words = words;
    this.transcript = transcript;
    this.screen = screen;
    this.speaker = new Speaker(place);
    /** @type {State} */
    this.state = "assistant";
    this.busy = false;
    this.resting = false;
    this.hearing = new Hearing();
    this.outbox = new Outbox((message) => this.#say(message), (bubble, still) => transcript.waiting(bubble, still));
    this.errands = new Errands(() => this.api, { ready: () => this.#ready(), guarded: (act) => this.#guarded(act) });
    /** @type {Promise<void> | undefined} */
    this.starting = undefined;
    /** @type {AbortController | null} */
    this.listening = null;
    /** @type {AbortController | null} */
    this.answering = null;
  }

  get api() {
    return this.speaker.api;
  }

  get session() {
    return this.speaker.session;
  }

  get begun() {
    return this.session.saved !== null;
  }

  get name() {
    return this.session.saved?.name || this.place.name;
  }

  /** Shows what was said before, and hears on. */
  async resume() {
    this.resting = false;
    if (!this.begun || this.listening) return;
    await this.#guarded(() => this.speaker.renew()).catch(() => undefined); // the old token is still good
    if (this.hearing.last === 0) await this.#again(() => this.#history());
    this.#listen();
  }

  /** Stops hearing; the conversation goes on when `resume` is called. */
  rest() {
    this.resting = true;
    this.#hush();
  }

  /**
   * Without a connection it is kept, and sent when there is one.
   * @param {string} text
   */
  async send(text) {
    const bubble = this.transcript.person(text);
    this.screen.told("message", { from: "person" });
    this.hearing.own += 1;
    await this.outbox.put({ text, key: newKey(), bubble });
  }

  /** Ends the answer that is being told; what was heard of it stays. */
  stop() {
    this.answering?.abort();
  }

  /** Everything said so far, from the server. */
  async told() {
    return this.begun ? (await this.#guarded(() => this.api.history())).events : [];
  }

  /** @param {"tickets" | "handoff"} way @param {object} body */
  async file(way, body) {
    await this.#ready();
    const receipt = await this.#guarded(() => this.api.command(way, body));
    this.transcript.receipt(receipt, true);
    this.screen.told("handoff", {});
    if (this.state === "assistant") this.#enter("waiting");
    this.#listen();
  }

  /** @param {{ kind: string | null, right: string | null }} asked what is not to be filed */
  async decline({ kind, right }) {
    await this.#guarded(() => this.api.command("decline", { kind, right }));
    this.transcript.note(this.words.declined);
  }

  /** Tells the server whom the page vouches for, if it does; what is not taken stops nothing. */
  async identify() {
    if (this.begun && this.place.user) await this.speaker.identify(this.place.user).catch((problem) => this.#unheard(problem));
  }

  /** @param {boolean} kept whether the chat stays on this device */
  async remember(kept) {
    await this.#ready();
    await this.#guarded(() => this.speaker.remember(kept));
  }

  async giveBack() {
    await this.#guarded(() => this.api.command("assistant", { key: newKey() }));
    this.#enter("assistant");
    this.transcript.note(this.words.gave_back);
  }

  /**
   * Asks another organisation instead, in a conversation of its own.
   * @param {string} organisation
   */
  move(organisation) {
    this.place.organisation = organisation;
    this.speaker = new Speaker(this.place);
    this.#clear();
    return this.resume();
  }

  async remove() {
    if (this.begun) {
      await this.api.remove().catch((/** @type {any} */ problem) => {
        if (problem.status !== 401) throw problem;
      });
    }
    this.session.forget();
    this.#clear();
  }

  /** @param {Unsent} message @returns {Promise<boolean>} false when it has to wait for a connection */
  async #say(message) {
    const own = new AbortController();
    this.answering = own;
    this.busy = true;
    this.screen.changed();
    this.transcript.begin(this.state === "human" ? "sending" : "searching");
    const problem = await this.#ready()
      .then(() => this.#guarded(() => this.#hear(message, own.signal)))
      .then(() => null, (/** @type {any} */ told) => told);
    this.busy = false;
    this.screen.changed();
    const offline = problem instanceof Lost && !navigator.onLine;
    if (problem) this.transcript.stop();
    if (own.signal.aborted) this.transcript.note(this.words.stopped);
    else if (problem && !offline) this.failed(problem, this.words.not_sent, () => this.outbox.put(message));
    if (this.begun && !offline) this.#listen();
    return !offline;
  }

  /** @param {Unsent} message @param {AbortSignal} signal */
  async #hear({ text, key }, signal) {
    this.#hush();
    const words = { text, key, language: languageOf(text, this.place.language) };
    await hear(() => this.api.send(words, signal), (event) => this.#take(event, true), signal, this.words.broken_off);
  }

  async #history() {
    const told = await this.#guarded(() => this.api.history());
    for (const event of told.events) this.#hearOf(event, false);
    this.transcript.stop();
    this.transcript.toEnd();
    this.#enter(told.state);
  }

  /**
   * Tries until it works; what cannot be mended is shown.
   * @param {() => Promise<void>} act
   */
  async #again(act) {
    await act().catch((problem) => {
      if (this.begun) this.failed(problem, this.words.failed, () => this.resume());
    });
  }

  #hush() {
    this.listening?.abort();
    this.listening = null;
  }

  #listen() {
    if (this.resting) return;
    this.#hush();
    const own = new AbortController();
    this.listening = own;
    const source = () => this.api.listen(this.hearing.last, own.signal, () => this.screen.line(true));
    follow(source, (event) => this.#hearOf(event, true), this.screen.line, own.signal).catch((problem) => {
      if (problem instanceof Refused && problem.status === 401) this.#ended();
      else if (!own.signal.aborted) this.screen.line(false);
    });
  }

  /** @param {Told} event @param {boolean} live */
  #hearOf(event, live) {
    this.hearing.receive(event);
    const cut = live && this.answering?.signal.aborted && !["person", "agent", "receipt"].includes(event.kind);
    if (!cut) this.#take(event, live);
    if (this.session.saved?.kept) this.session.keep({ seen: this.hearing.last });
  }

  /** @param {Told} event @param {boolean} live */
  #take(event, live) {
    if (!this.hearing.first(event.seq)) return;
    this.transcript.show(event, live);
    if (live && event.kind in SPEAKERS) this.screen.told("message", { from: SPEAKERS[event.kind] });
    if (event.kind === "agent") this.#enter("human");
    if (event.kind === "receipt" && this.state === "assistant") this.#enter("waiting");
  }

  /** Begins the conversation; who asks meanwhile waits for the same one. */
  async #ready() {
    if (this.begun && !this.starting) return;
    this.starting ??= this.#start().finally(() => (this.starting = undefined));
    await this.starting;
  }

  async #start() {
    const { site, organisation, language } = this.place;
    this.#fresh();
    await this.api.start({ site, organisation, language });
    await this.identify();
    this.screen.changed();
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  async #guarded(act) {
    return act().catch((problem) => {
      if (problem instanceof Refused && problem.status === 401) this.#ended();
      throw problem;
    });
  }

  /** @param {any} problem @param {string} otherwise @param {() => void} again */
  failed(problem, otherwise, again) {
    this.transcript.problem(described(problem, this.words, otherwise), again);
    this.#unheard(problem);
  }

  /** @param {any} problem told to the page alone */
  #unheard(problem) {
    this.screen.told("error", { status: problem.status ?? 0 });
  }

  #clear() {
    this.#hush();
    this.#fresh();
    this.hearing.own = 0;
    this.outbox.clear();
    this.transcript.clear();
  }

  #ended() {
    if (!this.begun) return;
    this.#hush();
    this.session.forget();
    this.#fresh();
    this.transcript.note(this.words.ended);
  }

  #fresh() {
    this.hearing.restart();
    this.#enter("assistant");
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.screen.changed();
  }
}
