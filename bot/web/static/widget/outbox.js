/** What the person has said and what is not sent yet: goes out in order, and waits while there is no connection. */

/** @typedef {{ text: string, key: string, bubble: HTMLElement }} Unsent a message, its key, and where it stands */

export class Outbox {
  /**
   * @param {(message: Unsent) => Promise<boolean>} send false when the message has to wait for a connection
   * @param {(bubble: HTMLElement, still: boolean) => void} mark shows that a message waits, or no longer
   */
  constructor(send, mark) {
    this.send = send;
    this.mark = mark;
    /** @type {Unsent[]} */
    this.unsent = [];
    this.delivering = false;
  }

  /** @param {Unsent} message */
  async put(message) {
    this.unsent.push(message);
    if (this.delivering) return this.mark(message.bubble, true);
    this.delivering = true;
    while (this.unsent.length) await this.#deliver(this.unsent[0]);
    this.delivering = false;
  }

  clear() {
    this.unsent = [];
  }

  /** @param {Unsent} message */
  async #deliver(message) {
    if (!navigator.onLine) {
      this.mark(message.bubble, true);
      await new Promise((go) => addEventListener("online", go, { once: true }));
    }
    if (this.unsent[0] !== message) return; // cleared meanwhile
    this.mark(message.bubble, false);
    if (await this.send(message)) this.unsent = this.unsent.filter((each) => each !== message);
  }
}
