/** Notices, on this device and before anything is sent, what looks like somebody's particulars, and hides it on request. */

/** @typedef {"email" | "iban" | "card" | "number" | "phone"} Kind */

/** @type {[Kind, RegExp, ((found: string) => boolean)?][]} */
const PATTERNS = [
  ["email", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["iban", /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g],
  ["card", /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, luhn],
  ["number", /(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)/g],
  ["phone", /(?<![\d.-])(?:\+\d{1,3}[ -]?|\(?0)\d{1,4}\)?(?:[ -]?\d{2,4}){2,3}(?!\d)/g, (found) => /[ +()-]/.test(found) || found.length > 9],
];

/**
 * @param {string} text
 * @returns {{ kind: Kind, start: number, end: number } | null} the first that was found
 */
export function particular(text) {
  const plain = text.replace(/[０-９＠－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  for (const [kind, pattern, holds] of PATTERNS)
    for (const { 0: found, index } of plain.matchAll(pattern))
      if (!holds || holds(found)) return { kind, start: Number(index), end: Number(index) + found.length };
  return null;
}

/**
 * The check digit of card numbers (ISO/IEC 7812-1).
 * @param {string} found
 */
function luhn(found) {
  const digits = [...found.replace(/\D/g, "")].reverse().map(Number);
  const doubled = digits.map((digit, at) => (at % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit));
  return doubled.reduce((sum, each) => sum + each, 0) % 10 === 0;
}
