// The console works without this file; it only keeps a slow connection from sending a form twice
// and warns before a written but unsent text is left behind.
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
