/** The server's API; docs/widget.md describes what goes in and out. */
import { fill } from "./dom.js";
import { Lost, events } from "./stream.js";

/** The server said no, and why. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} text what the server says to the person
   * @param {Record<string, string>} problems one line per form field
   * @param {number} wait seconds until another try makes sense
   */
  constructor(status, text, problems, wait) {
    super(text);
    this.status = status;
    this.problems = problems;
    this.wait = wait;
  }
}

export class Api {
  /** @param {string} base @param {import("./session.js").Session} session */
  constructor(base, session) {
    this.base = base;
    this.session = session;
  }

  /**
   * Begins a conversation and remembers it.
   * @param {{ site?: string, organisation?: string, language: string }} asked
   */
  async start(asked) {
    const started = await this.#json("POST", "", asked);
    const { language } = asked;
    const { id, name } = started.organisation;
    this.session.keep({ id: started.id, token: started.token, organisation: id, name, language });
  }

  history() {
    return this.#json("GET", this.#own(""));
  }

  /** @param {"desk" | "tickets"} name */
  read(name) {
    return this.#json("GET", this.#own(`/${name}`));
  }

  /** @param {File} file @param {string} key */
  async upload(file, key) {
    const headers = { "X-File-Name": encodeURIComponent(file.name.slice(-100)), "Idempotency-Key": key };
    await this.#fetch("POST", this.#own("/files"), file, headers);
  }

  /** @param {string} kind @param {string | null} right */
  form(kind, right) {
    const asked = new URLSearchParams(right ? { kind, right } : { kind });
    return this.#json("GET", this.#own(`/form?${asked}`));
  }

  /** @param {"tickets" | "handoff" | "decline" | "assistant" | "useful" | "token" | "identity"} name @param {object} [body] */
  command(name, body) {
    return this.#json("POST", this.#own(`/${name}`), body);
  }

  remove() {
    return this.#json("DELETE", this.#own(""));
  }

  /** @param {{ text: string, key: string, language: string }} words @param {AbortSignal} signal */
  async *send(words, signal) {
    yield* events(await this.#fetch("POST", this.#own("/messages"), words, {}, signal));
  }

  /**
   * @param {number} after the last event that was seen
   * @param {AbortSignal} signal
   * @param {() => void} connected
   */
  async *listen(after, signal, connected) {
    const answer = await this.#fetch("GET", this.#own("/events"), undefined, { "Last-Event-ID": String(after) }, signal);
    connected();
    yield* events(answer);
  }

  /** @param {string} path */
  #own(path) {
    return `/${this.session.saved?.id}${path}`;
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #json(method, path, body) {
    const answer = await this.#fetch(method, path, body, {});
    return answer.status === 204 ? null : answer.json();
  }

  /**
   * @param {string} method @param {string} path @param {object | undefined} body
   * @param {Record<string, string>} headers @param {AbortSignal} [signal]
   */
  async #fetch(method, path, body, headers, signal) {
    const file = body instanceof File;
    if (body) headers["Content-Type"] = file ? "application/octet-stream" : "application/json";
    if (path) headers.Authorization = `Bearer ${this.session.saved?.token}`;
    /** @type {RequestInit} */
    const sent = { method, headers, body: file ? body : body && JSON.stringify(body), signal, credentials: "omit", cache: "no-store" };
    const answer = await fetch(`${this.base}/api/v1/conversations${path}`, sent).catch(() => null);
    if (!answer || answer.status >= 500) throw new Lost();
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }
}

/**
 * What the person is told of a problem.
 * @param {any} problem @param {Record<string, string>} words @param {string} otherwise
 * @returns {string}
 */
export function described(problem, words, otherwise) {
  if (problem instanceof Refused && problem.status === 429) return fill(words.wait, { n: problem.wait });
  if (problem instanceof Refused && problem.status === 401) return words.ended;
  if (problem instanceof Refused && [403, 404].includes(problem.status)) return words.refused;
  return problem.message || otherwise;
}

/** @param {Response} answer */
async function refusal(answer) {
  const said = await answer.json().catch(() => ({}));
  const text = typeof said.detail === "string" ? said.detail : (said.message ?? "");
  return new Refused(answer.status, text, said.problems ?? {}, Number(answer.headers.get("Retry-After") ?? 0));
}
