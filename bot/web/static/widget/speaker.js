/** Who speaks: keeps the conversation's token fresh, and says whom the page vouches for. */

import { Api } from "./api.js";
import { Session } from "./session.js";

const RENEW_MS = 30 * 60 * 1000;

export class Speaker {
  /** @param {import("./loader.js").Place} place */
  constructor({ base, site, organisation }) {
    this.session = new Session(base, [site, organisation].filter(Boolean).join("/"));
    this.api = new Api(base, this.session);
    this.renewed = 0;
  }

  /** A token that was used for a while is changed for another; a lost answer leaves the old one good. */
  async renew() {
    if (Date.now() - this.renewed < RENEW_MS) return;
    await this.#changed("token", {});
    this.renewed = Date.now();
  }

  /**
   * Keeps the chat on this device, or for this tab alone.
   * @param {boolean} kept
   */
  async remember(kept) {
    await this.#changed("token", { remember: kept });
    this.session.keep({ kept });
  }

  /** @param {string} signed a token of the page's own server; docs/widget.md says what it holds */
  identify(signed) {
    return this.#changed("identity", { token: signed });
  }

  /** @param {"token" | "identity"} command @param {object} body */
  async #changed(command, body) {
    const { token } = await this.api.command(command, body);
    this.session.keep({ token });
  }
}
