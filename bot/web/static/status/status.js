/** The status page: the token stays in the link's fragment and goes to the server in request bodies only. */
import { button, el, newKey } from "../widget/dom.js";
import { ask } from "./calls.js";
import { formCard, unsent } from "./fields.js";
import { messages, standing } from "./parts.js";
import { proofCards } from "./proof.js";

const main = document.getElementById("status");
const content = document.getElementById("content");
const said = document.getElementById("said");
const language = document.documentElement.lang;
const words = JSON.parse(main.dataset.words);

/** What the page holds; `pass` and `address` live no longer than the page. */
const page = {
  words,
  status: null,
  pass: "",
  address: "",
  named: () => ({ token: location.hash.slice(1), language }),
  show,
};

/** @param {any} status @param {string} note what to say of what was just done */
function show(status, note) {
  page.status = status;
  const putBack = unsent(content);
  content.replaceChildren(
    standing(status, words, language),
    ...[status.fields.length > 0 && completeCard(status), ...proofCards(page)].filter(Boolean),
    messages(status, words, language),
    ...[
      status.can_write && writeCard(),
      status.can_rate && status.satisfied === null && ratingCard(),
      status.can_reopen && reopenCard(),
      status.can_withdraw && withdrawing(),
    ].filter(Boolean),
  );
  putBack();
  said.textContent = note;
  if (note) said.focus();
}

function completeCard(status) {
  return formCard({
    id: "complete",
    title: words.complete,
    help: words.complete_help,
    fields: status.fields,
    label: words.complete_send,
    words,
    told: { 409: words.not_now },
    act: async (answers, key) => show(await ask("/answers", { ...page.named(), answers, key }), words.completed),
  });
}

function writeCard() {
  return formCard({
    id: "write",
    title: words.write,
    fields: [{ name: "text", label: words.text, kind: "long_text", more: { required: true } }],
    label: words.send,
    words,
    told: { 409: words.not_now },
    act: async ({ text }, key) => show(await ask("/messages", { ...page.named(), text, key }), words.sent),
  });
}

function reopenCard() {
  return formCard({
    id: "reopen",
    title: words.reopen,
    help: words.reopen_help,
    fields: [{ name: "text", label: words.text, kind: "long_text", more: { required: true } }],
    label: words.send,
    words,
    told: { 409: words.not_now },
    act: async ({ text }, key) => {
      const following = await ask("/following", { ...page.named(), text, key });
      history.replaceState(null, "", `${location.search}#${following.status_url.split("#")[1]}`);
      Object.assign(page, { pass: "", address: "" });
      show(await ask("", page.named()), words.reopened);
    },
  });
}

function ratingCard() {
  const choice = (satisfied, label) => {
    const key = newKey();
    const rated = async () => show(await ask("/rating", { ...page.named(), satisfied, key }), words.rated);
    return button(label, "second", () => rated().catch(() => warn(words.failed)));
  };
  const choices = el("p", { class: "links" }, choice(true, words.rate_yes), choice(false, words.rate_no));
  return el("section", { class: "card", "aria-labelledby": "rate-title" }, el("h2", { id: "rate-title" }, words.rate), choices);
}

function withdrawing() {
  const card = formCard({
    id: "withdraw",
    title: words.withdraw,
    help: words.withdraw_help,
    fields: [],
    label: words.withdraw_sure,
    words,
    told: { 409: words.not_now },
    act: async (_values, key) => show(await ask("/withdrawal", { ...page.named(), key }), words.withdrawn),
  });
  return el("details", {}, el("summary", {}, words.withdraw), card);
}

function codeCard() {
  return formCard({
    id: "enter",
    title: words.receipt_code,
    help: words.code_help,
    fields: [{ name: "code", label: words.receipt_code, kind: "text", more: { required: true } }],
    label: words.enter,
    words,
    told: {},
    act: async ({ code }) => {
      location.hash = code.replaceAll(/\s/g, "");
    },
  });
}

function warn(text) {
  content.replaceChildren(el("p", { class: "warning" }, text));
}

async function load() {
  const other = document.getElementById("other-language");
  other.href = `${other.getAttribute("href").split("#")[0]}${location.hash}`;
  if (!location.hash.slice(1)) return content.replaceChildren(codeCard());
  try {
    show(await ask("", page.named()), "");
  } catch (error) {
    if (error.status !== 404 && error.status !== 422) return warn(words.failed);
    warn(words.unknown);
    content.append(codeCard());
  }
}

addEventListener("hashchange", load);
load();
