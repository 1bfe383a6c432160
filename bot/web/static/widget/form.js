/** The sheet over the conversation: a procedure's form with its preview, the way to a person, the end of the chat. */
import { button, el, icon, newKey } from "./dom.js";
import { BACK } from "./icons.js";
import { Refused } from "./api.js";

/** @typedef {{ name: string, label: string, kind: string, required: boolean, choices: string[][], help: string | null, value: string }} Field */
/**
 * @typedef {object} Form
 * @property {string} kind
 * @property {string | null} right
 * @property {string} title
 * @property {string[]} notices
 * @property {string[]} steps
 * @property {string | null} fee
 * @property {string | null} self_service
 * @property {Field[]} fields
 */
/** @typedef {Record<string, string>} Words */


/**
 * @param {Words} words @param {string} title @param {() => void} back
 * @param {...(Node | string | null | false)} content
 * @returns {HTMLElement} its heading can take the focus
 */
export function sheet(words, title, back, ...content) {
  return el(
    "section",
    { class: "sheet", "aria-labelledby": "madoguchi-sheet" },
    button(words.back, "quiet back", back, icon(BACK)),
    el("h3", { id: "madoguchi-sheet", tabindex: "-1" }, title),
    ...content,
  );
}

/**
 * @param {Words} words @param {string[]} opening whether the desk is open, and by when it answers
 * @param {import("./sharing.js").Sharing} sharing
 * @param {(message: string, key: string) => Promise<void>} send @param {() => void} back
 */
export function handoffSheet(words, opening, sharing, send, back) {
  const key = newKey();
  const message = el("textarea", { id: "madoguchi-wish", rows: "5", maxlength: "4000" });
  const problem = el("p", { class: "problem", role: "alert" });
  const submit = sender(words.handoff_send, problem, words, () => send(message.value, key));
  return sheet(
    words,
    words.person,
    back,
    el("p", {}, words.handoff_lead),
    ...opening.map((line) => el("p", { class: "small" }, line)),
    el("label", { for: "madoguchi-wish" }, words.handoff_label, el("span", { class: "optional" }, words.optional)),
    message,
    sharing.element,
    problem,
    el("p", { class: "buttons" }, submit),
  );
}

/** @param {Words} words @param {() => Promise<void>} remove @param {() => void} back */
export function deleteSheet(words, remove, back) {
  const problem = el("p", { class: "problem", role: "alert" });
  const sure = sender(words.delete_sure, problem, words, remove);
  return sheet(
    words,
    words.delete,
    back,
    el("p", {}, words.delete_lead),
    problem,
    el("p", { class: "buttons" }, sure, button(words.keep, "second", back)),
  );
}

export class FormSheet {
  /**
   * @param {Words} words @param {Form} form @param {import("./sharing.js").Sharing} sharing
   * @param {(answers: Record<string, string>, key: string) => Promise<void>} file
   * @param {() => void} back
   */
  constructor(words, form, sharing, file, back) {
    this.words = words;
    this.form = form;
    this.sharing = sharing;
    this.file = file;
    this.key = newKey();
    /** @type {Map<string, { input: any, problem: HTMLElement }>} */
    this.inputs = new Map();
    this.alert = el("p", { class: "problem", role: "alert" });
    this.stage = el("div", { class: "stage" });
    this.element = sheet(words, form.title, back, this.stage);
    this.fields = el("form", { novalidate: true, submit: (/** @type {Event} */ event) => this.#check(event) }, ...this.#content());
    this.stage.append(this.fields);
  }

  #content() {
    const { words, form } = this;
    return [
      ...told(words.self_service, form.self_service ? [form.self_service] : [], "p"),
      ...told(words.before, form.notices, "ul"),
      ...told(words.steps, form.steps, "ol"),
      ...told(words.fee, form.fee ? [form.fee] : [], "p"),
      form.fields.length > 0 && el("p", { class: "lead" }, words.fields_lead),
      this.alert,
      ...form.fields.map((field) => this.#field(field)),
      el("p", { class: "buttons" }, el("button", { type: "submit", class: "first" }, words.preview_button)),
    ].filter((each) => each !== false);
  }

  /** @param {Field} field */
  #field(field) {
    const id = `madoguchi-field-${field.name}`;
    const help = field.help ? el("p", { class: "help", id: `${id}-help` }, field.help) : null;
    const problem = el("p", { class: "problem", id: `${id}-problem` });
    const input = this.#input(field, { id, "aria-describedby": `${help ? `${id}-help ` : ""}${id}-problem` });
    const optional = !field.required && el("span", { class: "optional" }, this.words.optional);
    const label = el("label", { for: id }, field.label, optional);
    this.inputs.set(field.name, { input, problem });
    if (field.kind === "checkbox") return el("div", { class: "field tick" }, input, el("div", {}, label, help, problem));
    return el("div", { class: "field" }, label, help, input, problem);
  }

  /** @param {Field} field @param {Record<string, string>} named */
  #input({ name, kind, choices, value }, named) {
    const settings = { ...named, name };
    if (kind === "choice") {
      const options = [["", this.words.choose], ...choices];
      return el("select", settings, ...options.map(([each, label]) => el("option", { value: each, selected: each === value }, label)));
    }
    if (kind === "long_text") return el("textarea", { ...settings, rows: "5", maxlength: "4000" }, value);
    if (kind === "checkbox") return el("input", { ...settings, type: "checkbox", checked: value === "yes" });
    const autocomplete = { name: "name", email: "email", address: "street-address", phone: "tel" }[name] ?? "off";
    return el("input", { ...settings, type: kind === "text" ? "text" : kind, value, autocomplete, maxlength: kind === "date" ? null : "500" });
  }

  /** @returns {Record<string, string>} */
  #answers() {
    const told = this.form.fields.map(({ name, kind }) => {
      const { input } = /** @type {{ input: any }} */ (this.inputs.get(name));
      return [name, kind === "checkbox" ? (input.checked ? "yes" : "") : input.value.trim()];
    });
    return Object.fromEntries(told);
  }

  /** @param {Event} event */
  #check(event) {
    event.preventDefault();
    const { words } = this;
    const answers = this.#answers();
    const rows = this.form.fields.flatMap((field) => [
      el("dt", {}, field.label),
      answers[field.name] ? el("dd", {}, shown(field, answers[field.name], words)) : el("dd", { class: "empty" }, words.empty),
    ]);
    const problem = el("p", { class: "problem", role: "alert" });
    const heading = el("h4", { tabindex: "-1" }, words.preview);
    const submit = sender(words.file, problem, words, () => this.#send(answers));
    this.stage.replaceChildren(
      heading,
      el("p", {}, words.preview_lead),
      el("dl", { class: "preview" }, ...rows),
      this.sharing.element,
      problem,
      el("p", { class: "buttons" }, submit, button(words.change, "second", () => this.#edit())),
    );
    heading.focus();
  }

  /** @param {Record<string, string>} answers */
  async #send(answers) {
    try {
      await this.file(answers, this.key);
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 422) throw problem;
      this.#edit(problem.problems);
    }
  }

  /** @param {Record<string, string>} problems */
  #edit(problems = {}) {
    this.key = newKey();
    this.stage.replaceChildren(this.fields);
    for (const [name, { input, problem }] of this.inputs) {
      problem.textContent = problems[name] ?? "";
      input.setAttribute("aria-invalid", String(name in problems));
    }
    const marked = [...this.inputs.keys()].find((name) => name in problems);
    this.alert.textContent = Object.keys(problems).length ? this.words.problems : "";
    const first = this.inputs.get(marked ?? this.form.fields[0]?.name)?.input;
    first?.focus();
    first?.closest(".field").scrollIntoView({ block: "center" });
  }
}

/** @param {string} heading @param {string[]} lines @param {"ul" | "ol" | "p"} style */
function told(heading, lines, style) {
  if (!lines.length) return [];
  const content = style === "p" ? el("p", {}, lines[0]) : el(style, {}, ...lines.map((line) => el("li", {}, line)));
  return [el("div", { class: "told" }, el("h4", {}, heading), content)];
}

/** @param {Field} field @param {string} answer @param {Words} words */
function shown(field, answer, words) {
  if (field.kind === "checkbox") return words.yes;
  return field.choices.find(([value]) => value === answer)?.[1] ?? answer;
}

/**
 * A button that works once at a time and tells what went wrong.
 * @param {string} label @param {HTMLElement} problem @param {Words} words @param {() => Promise<void>} act
 */
function sender(label, problem, words, act) {
  const submit = button(label, "first", async () => {
    if (submit.getAttribute("aria-disabled")) return;
    submit.setAttribute("aria-disabled", "true");
    problem.textContent = "";
    await act().catch((/** @type {any} */ refused) => (problem.textContent = refused.message || words.failed));
    submit.removeAttribute("aria-disabled");
  });
  return submit;
}
