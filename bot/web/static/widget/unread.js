/** Counts what the desk has answered since, for a chat that the person keeps on this device. */

const WORDS = { en: "{n} unread", ja: "未読{n}件" };

/**
 * @param {string} kept what storage holds of the chat
 * @param {import("./loader.js").Place} place
 */
export async function unread(kept, { base, language, launcher }) {
  const { id, token, seen } = JSON.parse(kept);
  const sent = { headers: { Authorization: `Bearer ${token}` }, credentials: /** @type {const} */ ("omit"), cache: /** @type {const} */ ("no-store") };
  const answer = await fetch(`${base}/api/v1/conversations/${id}`, sent);
  if (!answer.ok || !launcher) return;
  const { events } = await answer.json();
  const count = events.filter((/** @type {{ seq: number, kind: string }} */ { seq, kind }) => kind === "agent" && seq > (seen ?? 0)).length;
  if (!count) return;
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.textContent = WORDS[language].replace("{n}", String(count));
  launcher.append(badge);
}
