/** Puts the chat into the state that the address names, by what a person would do; `data-ready` says when it is there. */
import "../widget/loader.js";
import { SAID } from "./said.js";
import { pretend } from "./server.js";
import { ALWAYS, STATES } from "./states.js";

const main = document.getElementById("gallery");
const { state: name, language } = main.dataset;
const said = SAID[language];

/** @param {ShadowRoot} root */
function handsOn(root) {
  /** @param {string} selector */
  const until = async (selector) => {
    for (;;) {
      const found = [...root.querySelectorAll(selector)].find((each) => each.checkVisibility());
      if (found) return /** @type {HTMLElement} */ (found);
      await new Promise((go) => requestAnimationFrame(go));
    }
  };
  const press = async (selector) => (await until(selector)).click();
  const open = async () => {
    await press(".launcher");
    await until(".panel textarea");
  };
  const write = async (text) => {
    const field = /** @type {HTMLTextAreaElement} */ (await until(".composer textarea"));
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };
  const ask = async (text) => {
    await open();
    await write(text);
    await press(".send[type=submit]");
    await until(".reply, .turn.problem");
    await until(".why, .actions, .turn.problem, .progress");
  };
  return { until, press, open, write, ask };
}

const state = STATES[name](said);
pretend({ ...ALWAYS(said), ...state.script }, state.reply ?? null);
const widget = window.madoguchi.create({ organisation: `gallery-${name}`, language, name: said.name });
await state.act?.(handsOn(widget.host.shadowRoot), said);
await new Promise((go) => setTimeout(go, 50));
main.dataset.ready = "";
