// Keys for the console; "?" shows them. They are off while something is typed, and can be switched off for
// good on one's own page (WCAG 2.1.4).
const OFF = "madoguchi-keys-off";
const sheet = document.querySelector("#keys");
const desk = document.body.dataset.desk;
const toggle = document.querySelector("[data-keys-toggle]");
const rows = () => [...document.querySelectorAll("table.queue tbody a.reference")];
let before = "";

const isOff = () => localStorage.getItem(OFF) !== null;
const go = (path) => location.assign(desk + path);
const focus = (selector) => document.querySelector(selector)?.focus();

function step(by) {
  const links = rows();
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[next]?.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => rows().includes(document.activeElement) && document.activeElement.click(),
  x: () => document.activeElement.closest("tr")?.querySelector('input[name="ticket"]')?.click(),
  "/": () => focus('input[name="search"]'),
  r: () => focus("#reply-text"),
  n: () => focus("#note-text"),
  t: () => document.querySelector('form[action$="/owner"] button[value="me"]')?.click(),
  "?": () => sheet.showModal(),
  "g q": () => go(""),
  "g o": () => go("/overview"),
  "g n": () => go("/tickets/new"),
  "g m": () => go("/me"),
};

function typing(event) {
  const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  return field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
}

document.addEventListener("keydown", (event) => {
  if (isOff() || !sheet || sheet.open || typing(event)) return;
  const pressed = before ? `${before} ${event.key}` : event.key;
  before = event.key === "g" && !before ? "g" : "";
  const act = KEYS[pressed];
  if (!act) return;
  event.preventDefault();
  act();
});

const opener = document.querySelector("[data-keys-open]");
if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => sheet.showModal());
}

if (toggle) {
  const box = toggle.querySelector("input");
  toggle.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
}
