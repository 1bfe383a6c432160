/** What the page only shows: where the request stands, and what was said. */
import { el } from "../widget/dom.js";

/** @typedef {Record<string, string>} Words */

/** @param {any} status @param {Words} words @param {string} language */
export function standing(status, words, language) {
  return el(
    "section",
    { class: "standing", "aria-labelledby": "standing-title" },
    el("h2", { id: "standing-title" }, status.status),
    el("p", {}, status.next),
    facts(status, words, language),
  );
}

const DAY = { year: "numeric", month: "long", day: "numeric" };
const MINUTE = { ...DAY, hour: "numeric", minute: "2-digit", timeZoneName: "short" };

/** On the desk's clock, as in the receipt: a date that a law names is a day there, wherever the reader is. */
function formatted(moment, status, language, style) {
  return new Date(moment).toLocaleString(language, { ...style, timeZone: status.time_zone });
}

function facts(status, words, language) {
  const at = (moment) => formatted(moment, status, language, MINUTE);
  const rows = [
    [words.reference, status.reference],
    [words.kind, status.kind],
    [words.organisation, status.organisation],
    [words.received, at(status.received_at)],
    [words.expected, status.expected_reply && at(status.expected_reply)],
    [words.due, status.legal_due && formatted(status.legal_due, status, language, DAY)],
    [words.followed, status.followed_by],
  ];
  const shown = rows.filter(([, value]) => value);
  return el("dl", { class: "facts" }, ...shown.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
}

/** @param {any} status @param {Words} words @param {string} language */
export function messages(status, words, language) {
  return el(
    "section",
    { "aria-labelledby": "messages-title" },
    el("h2", { id: "messages-title" }, words.messages),
    ...status.messages.map((each) =>
      el(
        "article",
        { class: `message ${each.author}` },
        el("p", { class: "note" }, `${each.author === "desk" ? words.desk : words.you} · ${formatted(each.at, status, language, MINUTE)}`),
        el("p", { lang: status.language }, each.text),
      ),
    ),
  );
}
