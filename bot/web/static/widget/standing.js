/** Where a request stands, inside the chat; and files that belong to it, where the site takes any. */
import { button, el, fill } from "./dom.js";

/** @typedef {{ reference: string, status: string, next: string, takes_files: boolean }} Standing */

/**
 * @param {Record<string, string>} words @param {Standing | undefined} told
 * @param {(file: File) => Promise<void>} send
 * @returns {HTMLElement}
 */
export function standing(words, told, send) {
  if (!told) return el("p", { role: "status" }, words.failed);
  return el("div", { class: "standing", role: "status" }, el("strong", {}, told.status), el("p", {}, told.next), told.takes_files && sender(words, send));
}

/** @param {Record<string, string>} words @param {(file: File) => Promise<void>} send */
function sender(words, send) {
  const said = el("p", { role: "status" });
  const field = el("input", {
    type: "file",
    hidden: true,
    accept: ".pdf,.png,.jpg,.jpeg,.docx,.csv,.txt",
    change: async () => {
      const [file] = field.files;
      if (!file) return;
      const problem = await send(file).then(() => null, (/** @type {any} */ refused) => refused);
      said.textContent = problem ? problem.message || words.failed : fill(words.file_sent, { name: file.name });
      field.value = "";
    },
  });
  return el("div", {}, field, button(words.add_file, "second", () => field.click()), el("p", { class: "small" }, words.file_help), said);
}
