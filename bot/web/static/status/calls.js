/** What the page asks of the server: always with the secret in the request's body, never in an address. */

/** An answer that is no success; `problems` name fields. */
export class Refused extends Error {
  /** @param {number} status @param {Record<string, string>} problems */
  constructor(status, problems) {
    super(String(status));
    this.status = status;
    this.problems = problems;
  }
}

/**
 * @param {string} path below /api/v1/status
 * @param {object} body
 * @returns {Promise<Response>}
 */
export async function send(path, body) {
  const answer = await fetch(`/api/v1/status${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, told.problems ?? {});
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
export async function ask(path, body) {
  return (await send(path, body)).json();
}
