/** Confirming an address by a code, and the files that a confirmed address opens. */
import { el, fill } from "../widget/dom.js";
import { ask, send } from "./calls.js";
import { formCard } from "./fields.js";

const DIGITS = { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 12, required: true };

/** @param {any} page */
export function proofCards(page) {
  const { status, words } = page;
  const cards = [];
  const wanted = status.files.length > 0 || status.proof.includes("identity");
  if (wanted && !page.pass) cards.push(...waysToConfirm(page));
  if (status.principal_code) cards.push(principalCard(page));
  if (status.files.length) cards.push(filesCard(page));
  return cards;
}

/** A paper or a call is no matter of this page; files need a code all the same. */
function waysToConfirm(page) {
  const { status, words } = page;
  const other = { paper: words.confirm_paper, desk: words.confirm_desk }[status.proof_by];
  const hint = other && status.proof.includes("identity") ? [told(words.confirm, other)] : [];
  const coded = status.takes_codes && (status.proof_by === "code" || status.files.length > 0);
  return coded ? [...hint, page.address ? codeCard(page) : addressCard(page)] : hint;
}

function told(title, text) {
  return el("section", { class: "card" }, el("h2", {}, title), el("p", {}, text));
}

function addressCard(page) {
  const { words } = page;
  return formCard({
    id: "address",
    title: words.confirm,
    help: words.confirm_help,
    fields: [{ name: "address", label: words.address, kind: "email", more: { autocomplete: "email", required: true } }],
    label: words.send_code,
    words,
    told: { 409: words.too_often, 422: words.failed },
    act: async ({ address }, key) => {
      await send("/code", { ...page.named(), address, key });
      page.address = address;
      page.show(page.status, words.code_sent);
    },
  });
}

function codeCard(page) {
  const { words } = page;
  const again = el("button", { type: "button", class: "second" }, words.again);
  again.addEventListener("click", () => {
    page.address = "";
    page.show(page.status, "");
  });
  const card = formCard({
    id: "code",
    title: words.confirm,
    help: words.code_sent,
    fields: [{ name: "code", label: words.code, kind: "text", more: DIGITS }],
    label: words.check,
    words,
    act: async ({ code }, key) => {
      const answer = await ask("/confirmation", { ...page.named(), address: page.address, code, key });
      wrongUnless(answer.good, words);
      page.pass = answer.pass;
      page.address = "";
      page.show(answer.status, words.confirmed);
    },
  });
  card.append(again);
  return card;
}

function principalCard(page) {
  const { words } = page;
  return formCard({
    id: "principal",
    title: words.principal,
    help: words.principal_help,
    fields: [{ name: "code", label: words.code, kind: "text", more: DIGITS }],
    label: words.check,
    words,
    act: async ({ code }, key) => {
      const answer = await ask("/principal", { ...page.named(), code, key });
      wrongUnless(answer.good, words);
      page.show(answer.status, words.agreed);
    },
  });
}

function wrongUnless(good, words) {
  if (!good) throw Object.assign(new Error("wrong"), { problems: { code: words.wrong } });
}

function filesCard(page) {
  const { status, words } = page;
  const lines = status.files.map((file, at) => {
    const type = file.media_type.split("/").at(-1);
    const name = fill(words.file, { n: at + 1, type, size: Math.max(1, Math.round(file.size / 1024)) });
    const save = el("button", { type: "button", disabled: !page.pass, "aria-label": `${words.save}: ${name}` }, words.save);
    save.addEventListener("click", () => fetchFile(page, file.id));
    return el("li", {}, el("span", {}, name), save);
  });
  return el(
    "section",
    { class: "card", "aria-labelledby": "files-title" },
    el("h2", { id: "files-title" }, words.files),
    el("p", { class: "note" }, words.files_help),
    !page.pass && el("p", {}, words.files_locked),
    el("ul", { class: "files" }, ...lines),
  );
}

async function fetchFile(page, id) {
  try {
    const answer = await send(`/files/${id}`, { ...page.named(), pass: page.pass });
    const name = decodeURIComponent(answer.headers.get("X-File-Name") ?? "file");
    const address = URL.createObjectURL(await answer.blob());
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    if (error.status === 409) page.pass = "";
    page.show(page.status, error.status === 409 ? page.words.files_locked : page.words.failed);
  }
}
