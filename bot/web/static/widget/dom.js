/** Elements made by calls only: text stays text, and a link goes to https, mailto or our own server, nowhere else. */

import { CHEVRON } from "./icons.js";

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * @param {string} name
 * @param {Record<string, any>} [settings] attributes; a function is a listener, `true` an empty attribute
 * @param {...Child} children empty ones are left out
 * @returns {any} the element
 */
export function el(name, settings = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * @param {string} href
 * @param {string} base our server, against which relative links resolve
 * @param {string} text
 * @returns {Node} a link that opens beside the page, or plain text when the address is not allowed
 */
export function link(href, base, text) {
  const url = parsed(href, base);
  const allowed = url && (["https:", "mailto:"].includes(url.protocol) || url.origin === base);
  if (!allowed) return document.createTextNode(text);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}

/** @param {string} href @param {string} base @returns {URL | null} */
function parsed(href, base) {
  try {
    return new URL(href, base);
  } catch {
    return null;
  }
}

/**
 * @param {string} label @param {string} style @param {() => void} pressed @param {Node} [picture]
 * @param {string} [name] the whole of what a short label stands for
 */
export function button(label, style, pressed, picture, name) {
  return el("button", { type: "button", class: style, click: pressed, "aria-label": name }, picture, el("span", {}, label));
}

/**
 * Something that folds out, and is moved into sight when it does.
 * @param {string} style @param {string} title @param {boolean} open @param {...Child} content
 * @returns {HTMLElement}
 */
export function folded(style, title, open, ...content) {
  const shown = () => requestAnimationFrame(() => whole.scrollIntoView({ block: "nearest" }));
  const whole = el("details", { class: style, open }, el("summary", { click: shown }, el("span", {}, title), icon(CHEVRON)), ...content);
  return whole;
}

/** @param {string} path the outline of a 24 × 24 icon */
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}

/** @param {string} template with {names} @param {Record<string, string | number>} values */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} moment ISO date, or date and time @param {string} language */
export function dated(moment, language) {
  const timed = moment.includes("T");
  const day = new Date(timed ? moment : `${moment}T00:00:00`);
  return day.toLocaleString(language, timed ? { dateStyle: "long", timeStyle: "short" } : { dateStyle: "long" });
}

/** @returns {string} 128 random bits; unlike `crypto.randomUUID` also on pages without TLS */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
