/** Which language words are in. */

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;
const SEVERAL_WORDS = /[a-z]+\s+[a-z]+/i;

/**
 * The language to answer in: that of the words where they show it.
 * @param {string} text @param {string} otherwise
 */
export function languageOf(text, otherwise) {
  if (JAPANESE.test(text)) return "ja";
  return SEVERAL_WORDS.test(text) ? "en" : otherwise;
}
