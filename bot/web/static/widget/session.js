/** Remembers the conversation for this tab; where storage is forbidden, for as long as the page lives. */

/** @typedef {{ id: string, token: string, organisation: string, name: string, language: string }} Saved */

export class Session {
  /** @param {string} base @param {string} organisation */
  constructor(base, organisation) {
    this.place = `madoguchi/${base}/${organisation}`;
    /** @type {Saved | null} */
    this.saved = null;
    try {
      this.saved = JSON.parse(sessionStorage.getItem(this.place) ?? "null");
    } catch {
      this.saved = null;
    }
  }

  /** @param {Saved} saved */
  keep(saved) {
    this.saved = saved;
    this.#store((storage) => storage.setItem(this.place, JSON.stringify(saved)));
  }

  forget() {
    this.saved = null;
    this.#store((storage) => storage.removeItem(this.place));
  }

  /** @param {(storage: Storage) => void} act */
  #store(act) {
    try {
      act(sessionStorage);
    } catch {
      return; // storage forbidden or full: what `saved` holds is enough until the page goes
    }
  }
}
