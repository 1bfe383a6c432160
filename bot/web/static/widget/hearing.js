/** Which events of a conversation are on the screen already: each comes in by more than one way. */

export class Hearing {
  constructor() {
    /** Everything up to this event was heard. While a message is being answered, others may come in between. */
    this.last = 0;
    /**
     * Events already on the screen.
     * @type {Set<number>}
     */
    this.seen = new Set();
    /** How many of our own messages, already on the screen, are still to come back as events. */
    this.own = 0;
  }

  /**
   * An event that came in by listening.
   * @param {import("./stream.js").Told} event
   */
  receive({ seq, kind }) {
    this.last = Math.max(this.last, seq);
    if (kind !== "person" || this.own === 0 || this.seen.has(seq)) return;
    this.own -= 1;
    this.seen.add(seq);
  }

  /** @param {number} seq none for what is not stored @returns {boolean} whether it is to be shown now */
  first(seq) {
    if (seq && this.seen.has(seq)) return false;
    this.seen.add(seq);
    return true;
  }

  /** Another conversation begins; what was said and not sent yet belongs to it. */
  restart() {
    this.last = 0;
    this.seen.clear();
  }
}
