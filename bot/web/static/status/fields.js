/** Forms and their fields: labels, help, problems beside the field they are about. */
import { el, newKey } from "../widget/dom.js";

/** @typedef {{ name: string, label: string, kind: string, required?: boolean, choices?: string[][], help?: string | null, value?: string, more?: Record<string, any> }} Field */
/** @typedef {Record<string, string>} Words */

const TYPES = { email: "email", date: "date" };

/** @param {Field} field @param {Words} words @param {string} id @returns {any} */
function control(field, words, id) {
  const settings = { id, name: field.name, "aria-describedby": `${id}-help ${id}-problem`, ...(field.more ?? {}) };
  const chosen = field.value ?? "";
  if (field.kind === "choice") {
    const options = [["", words.choose], ...(field.choices ?? [])];
    return el(
      "select",
      settings,
      ...options.map(([value, label]) => el("option", { value, selected: value === chosen }, label)),
    );
  }
  if (field.kind === "checkbox") return el("input", { ...settings, type: "checkbox", value: "yes" });
  if (field.kind === "long_text") return el("textarea", { ...settings, maxlength: 4000, rows: 4 }, chosen);
  const type = TYPES[field.kind] ?? "text";
  return el("input", { maxlength: 200, ...settings, type, value: chosen });
}

/** @param {Field} field @param {Words} words @param {string} prefix makes ids unique on the page */
export function fieldOf(field, words, prefix) {
  const id = `${prefix}-${field.name}`;
  const input = control(field, words, id);
  const optional = field.required === false && el("span", { class: "note" }, ` (${words.optional})`);
  const label = el("label", { for: id }, field.label, optional);
  const help = el("p", { class: "note", id: `${id}-help` }, field.help);
  const problem = el("p", { class: "problem", id: `${id}-problem` });
  const tick = field.kind === "checkbox";
  const parts = tick ? [el("div", { class: "tick" }, input, label)] : [label, input];
  return { name: field.name, input, problem, element: el("div", { class: "field" }, ...parts, help, problem) };
}

/** @param {any} input @returns {string} */
function valueOf(input) {
  return input.type === "checkbox" ? (input.checked ? input.value : "") : input.value;
}

/**
 * A form of its own card. What was typed stays when something goes wrong, and a second try does not do it twice.
 * @param {object} settings
 * @param {string} settings.id
 * @param {string} settings.title
 * @param {string} [settings.help]
 * @param {Field[]} settings.fields
 * @param {string} settings.label
 * @param {Words} settings.words
 * @param {(values: Record<string, string>, key: string) => Promise<void>} settings.act
 * @param {Record<number, string>} [settings.told] what to say for a status of the server
 */
export function formCard({ id, title, help, fields, label, words, act, told = {} }) {
  const shown = fields.map((field) => fieldOf(field, words, id));
  const problem = el("p", { class: "problem", role: "alert" });
  const button = el("button", { type: "submit" }, label);
  let key = newKey();
  const form = el("form", {}, ...shown.map((each) => each.element), problem, button);
  form.addEventListener("input", () => {
    key = newKey();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(shown.map(({ name, input }) => [name, valueOf(input)]));
    button.disabled = true;
    mark(shown, {}, problem, "");
    for (const { input } of shown) input.dataset.sent = "";
    try {
      await act(values, key);
    } catch (error) {
      for (const { input } of shown) delete input.dataset.sent;
      const problems = error.problems ?? {};
      const summary = Object.keys(problems).length ? words.look : told[error.status] ?? words.failed;
      mark(shown, problems, problem, summary);
    }
    button.disabled = false;
  });
  return el(
    "section",
    { class: "card", "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    help && el("p", { class: "note" }, help),
    form,
  );
}

/**
 * What was typed and not sent yet, to be put back once the page was drawn anew.
 * @param {HTMLElement} content @returns {() => void} puts it back
 */
export function unsent(content) {
  const typed = [...content.querySelectorAll("input, select, textarea")].filter((each) => !("sent" in each.dataset));
  const kept = typed.map(({ id, value, checked }) => ({ id, value, checked }));
  return () => {
    for (const { id, value, checked } of kept) {
      const input = content.querySelector(`#${CSS.escape(id)}`);
      if (input) Object.assign(input, input.type === "checkbox" ? { checked } : { value });
    }
  };
}

function mark(shown, problems, summary, text) {
  summary.textContent = text;
  for (const { name, input, problem } of shown) {
    problem.textContent = problems[name] ?? "";
    if (problems[name]) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  shown.find(({ name }) => problems[name])?.input.focus();
}
