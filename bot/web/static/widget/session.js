/** Remembers the conversation for this tab or, if the person wants it, on this device; else for as long as the page lives. */

/**
 * What storage would not take.
 * @type {Map<string, Saved>}
 */
const memory = new Map();

/**
 * @typedef {object} Saved
 * @property {string} id
 * @property {string} token
 * @property {string} organisation
 * @property {string} name
 * @property {string} language
 * @property {boolean} [kept] on this device, because the person asked for it
 * @property {number} [seen] the last event that was on the screen
 */

export class Session {
  /** @param {string} base @param {string} desk the site's key, or the organisation on our own pages */
  constructor(base, desk) {
    this.place = `madoguchi/${base}/${desk}`;
    /** @type {Saved | null} */
    this.saved = memory.get(this.place) ?? this.#read(() => sessionStorage) ?? this.#read(() => localStorage);
  }

  /** @param {Partial<Saved>} told what changes */
  keep(told) {
    const saved = /** @type {Saved} */ ({ ...this.saved, ...told });
    this.forget();
    this.saved = saved;
    memory.set(this.place, saved);
    attempt(() => (saved.kept ? localStorage : sessionStorage).setItem(this.place, JSON.stringify(saved)));
  }

  forget() {
    this.saved = null;
    memory.delete(this.place);
    attempt(() => sessionStorage.removeItem(this.place));
    attempt(() => localStorage.removeItem(this.place));
  }

  /** @param {() => Storage} storage @returns {Saved | null} */
  #read(storage) {
    return attempt(() => JSON.parse(storage().getItem(this.place) ?? "null")) ?? null;
  }
}

/**
 * Storage may be forbidden or full: what `memory` holds is enough until the page goes.
 * @template T @param {() => T} act @returns {T | undefined}
 */
function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
