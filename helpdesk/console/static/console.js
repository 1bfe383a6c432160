// The console works without this file; it only keeps a slow connection from sending a form twice,
// warns before a written but unsent text is left behind, and says who else is at a ticket.
const texts = () => [...document.querySelectorAll("textarea")];
const unsent = () => texts().some((text) => text.value !== text.defaultValue);
let sending = false;

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sending) {
    event.preventDefault();
    return;
  }
  sending = true;
  for (const button of event.target.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});

window.addEventListener("pageshow", () => {
  sending = false;
});

window.addEventListener("beforeunload", (event) => {
  if (!sending && unsent()) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
  if (sends && event.target.tagName === "TEXTAREA") event.target.form.requestSubmit();
});

// Ticks every ticket of the page; without this file each is ticked by itself.
function offerSelectAll() {
  for (const label of document.querySelectorAll("[data-select-all]")) label.hidden = false;
}

document.addEventListener("change", (event) => {
  if (!event.target.closest("[data-select-all]")) return;
  for (const one of document.querySelectorAll('input[name="ticket"]')) one.checked = event.target.checked;
});
document.addEventListener("htmx:afterSettle", offerSelectAll);
offerSelectAll();

// Others see who has a ticket open or writes on it, as long as somebody is really there.
const PRESENT_FOR = 5 * 60_000;
let lastMove = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove"]) {
  document.addEventListener(kind, () => (lastMove = Date.now()), { passive: true });
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "presence") return;
  if (document.hidden || Date.now() - lastMove > PRESENT_FOR) event.preventDefault();
  event.detail.parameters.set("writing", unsent());
});

// A session ends without use: whoever is writing uses it, also on a page that asks for nothing by itself.
setInterval(() => {
  if (unsent() && Date.now() - lastMove < PRESENT_FOR) fetch("/desk/me");
}, 2 * 60_000);

// A session that has ended answers with the page to sign in: that is no part of this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, xhr } = event.detail;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (new URL(xhr.responseURL).pathname.endsWith("/sign-in")) location.reload();
  if (elt.id === "presence" && (!plain || xhr.responseText === elt.textContent)) event.detail.shouldSwap = false;
});
