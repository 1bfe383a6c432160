/** Remembers the conversation for this tab; where storage is forbidden, for as long as the page lives. */

/**
 * What storage would not take.
 * @type {Map<string, Saved>}
 */
const memory = new Map();

/** @typedef {{ id: string, token: string, organisation: string, name: string, language: string }} Saved */

export class Session {
  /** @param {string} base @param {string} organisation */
  constructor(base, organisation) {
    this.place = `madoguchi/${base}/${organisation}`;
    /** @type {Saved | null} */
    this.saved = memory.get(this.place) ?? null;
    this.#store((storage) => (this.saved ??= JSON.parse(storage.getItem(this.place) ?? "null")));
  }

  /** @param {Saved} saved */
  keep(saved) {
    this.saved = saved;
    memory.set(this.place, saved);
    this.#store((storage) => storage.setItem(this.place, JSON.stringify(saved)));
  }

  forget() {
    this.saved = null;
    memory.delete(this.place);
    this.#store((storage) => storage.removeItem(this.place));
  }

  /** @param {(storage: Storage) => void} act */
  #store(act) {
    try {
      act(sessionStorage);
    } catch {
      return; // storage forbidden or full: what `memory` holds is enough until the page goes
    }
  }
}
