/** Makes a page's own colours readable: WCAG 2.2, 1.4.3. */

/** @typedef {number[]} Color red, green and blue, 0 to 255 */

const ENOUGH = 4.5;
/** @type {Color} */
const WHITE = [255, 255, 255];
/** @type {Color} */
const INK = [16, 22, 31];
/** For the light and the dark theme: our own accent, the least friendly ground it stands on, and where it goes when it is not readable. */
const THEMES = /** @type {[string, Color, Color, Color][]} */ ([
  ["", [31, 95, 168], [234, 241, 250], [0, 0, 0]],
  ["-dark", [138, 184, 240], [34, 50, 74], WHITE],
]);

/** @param {HTMLElement} host the widget's element, on which the repaired colours are set */
export function repair(host) {
  const page = getComputedStyle(host);
  for (const [theme, usual, ground, end] of THEMES) {
    const asked = (/** @type {string} */ name) => parsed(page.getPropertyValue(`--madoguchi-${name}${theme}`).trim());
    const accent = readable(asked("accent") ?? usual, ground, end);
    const on = [asked("on-accent"), WHITE, INK].find((each) => each && contrast(each, accent) >= ENOUGH);
    host.style.setProperty(`--madoguchi-accent${theme}`, `rgb(${accent})`);
    host.style.setProperty(`--madoguchi-on-accent${theme}`, `rgb(${on})`);
  }
}

/** @param {Color} color @param {Color} ground @param {Color} end black or white */
function readable(color, ground, end) {
  let share = 0;
  const mixed = () => color.map((each, at) => Math.round(each + (end[at] - each) * share));
  while (contrast(mixed(), ground) < ENOUGH) share += 0.05;
  return mixed();
}

/** @param {string} color as CSS @returns {Color | null} null where it cannot be told: none, or not in sRGB */
function parsed(color) {
  const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pencil.fillStyle = color;
  const read = /^#(..)(..)(..)$/.exec(String(pencil.fillStyle));
  return read && CSS.supports("color", color) ? read.slice(1).map((each) => parseInt(each, 16)) : null;
}

/** @param {Color} one @param {Color} other @returns {number} 1 to 21 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Color} color @returns {number} 0 to 1 */
function luminance(color) {
  const [red, green, blue] = color.map((each) => (each <= 10 ? each / 3294.6 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
