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
for (const label of document.querySelectorAll("[data-select-all]")) {
  const all = label.querySelector("input");
  label.hidden = false;
  all.addEventListener("change", () => {
    for (const one of document.querySelectorAll('input[name="ticket"]')) one.checked = all.checked;
  });
}

// Others see who has a ticket open or writes on it, as long as somebody is really there.
const presence = document.querySelector("[data-presence]");
const PRESENT_FOR = 5 * 60_000;
let lastMove = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove"]) {
  document.addEventListener(kind, () => (lastMove = Date.now()), { passive: true });
}

async function tellPresence() {
  if (document.hidden || Date.now() - lastMove > PRESENT_FOR) return;
  const { presence: address, token, version } = presence.dataset;
  const body = new URLSearchParams({ token, version, writing: unsent() });
  try {
    const answer = await fetch(address, { method: "POST", body });
    const said = answer.ok && !answer.redirected ? await answer.text() : presence.textContent;
    if (said !== presence.textContent) presence.textContent = said;
  } catch {
    // Without a connection nobody is told; the next time tells again.
  }
}

if (presence) setInterval(tellPresence, 15_000);
