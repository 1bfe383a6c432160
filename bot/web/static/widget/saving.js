/** The conversation as a text file, for the person to keep. */
import { dated } from "./dom.js";

/** @typedef {import("./stream.js").Told & { at: string }} Kept */
/** @typedef {import("./answer.js").Setting} Setting */

/** @param {Kept[]} events what was said @param {Setting} setting @param {string} organisation its name */
export function save(events, setting, organisation) {
  const head = [setting.words.title, organisation];
  const text = [head, ...events.map((event) => said(event, setting))].filter((lines) => lines.length).map((lines) => lines.filter(Boolean).join("\n"));
  const url = URL.createObjectURL(new Blob([text.join("\n\n")], { type: "text/plain;charset=utf-8" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = "privacy-chat.txt";
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** @param {Kept} event @param {Setting} setting @returns {string[]} lines */
function said({ kind, body, at }, { words, language, base }) {
  const when = `[${dated(at, language)}]`;
  const sources = (body.citations ?? []).flatMap((/** @type {import("./answer.js").Citation} */ each) => [
    each.quote.trim() === body.text.trim() ? "" : `> ${each.quote}`,
    [each.title, ...each.heading_path, each.number, each.version].filter(Boolean).join(" › "),
    new URL(each.url, base).href,
  ]);
  if (kind === "person") return [`${when} ${words.you_said}`, body.text];
  if (kind === "answer") return [`${when} ${words.assistant_said}`, body.text, ...sources];
  if (kind === "citations") return [body.text, ...sources];
  if (kind === "agent") return [`${when} ${words.staff_said} ${body.author_name ?? words.desk}`, body.text];
  if (kind !== "receipt") return [];
  return [`${when} ${words.received}: ${body.reference}`, body.text, body.status_url && new URL(body.status_url, base).href];
}
