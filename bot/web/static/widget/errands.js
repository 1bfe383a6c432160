/** What is fetched from the desk and brought to it, beside what is said. */
import { newKey } from "./dom.js";

export class Errands {
  /**
   * @param {() => import("./api.js").Api} api of the conversation as it is now
   * @param {{ ready: () => Promise<void>, guarded: <T>(act: () => Promise<T>) => Promise<T> }} door
   *   begins the conversation if need be; tells when it has ended
   */
  constructor(api, door) {
    this.api = api;
    this.door = door;
  }

  /** @param {string} kind @param {string | null} right @returns {Promise<import("./form.js").Form>} */
  async form(kind, right) {
    await this.door.ready();
    return this.door.guarded(() => this.api().form(kind, right));
  }

  /** @param {string} message the key of what was asked @param {string | null} why not useful; null if it was */
  async rate(message, why) {
    const reason = why === "not" ? null : why;
    await this.door.guarded(() => this.api().command("useful", { message, useful: why === null, reason }));
  }

  /** Whether the desk is open, and by when a person answers. */
  async opening() {
    await this.door.ready();
    return this.door.guarded(() => this.api().read("desk"));
  }

  /** @param {string} reference @returns {Promise<import("./standing.js").Standing | undefined>} where a request stands */
  async standing(reference) {
    const tickets = await this.door.guarded(() => this.api().read("tickets"));
    return tickets.find((/** @type {{ reference: string }} */ each) => each.reference === reference);
  }

  /** @param {File} file */
  sendFile(file) {
    return this.door.guarded(() => this.api().upload(file, newKey()));
  }
}
