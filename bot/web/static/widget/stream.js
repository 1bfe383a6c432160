/** Server-sent events over fetch, and staying with them when the line breaks. */

/** @typedef {{ seq: number, kind: string, body: any }} Told */

/** The connection broke, or the server is not well: worth another try. */
export class Lost extends Error {}

/**
 * @param {Response} answer
 * @returns {AsyncGenerator<Told>}
 */
export async function* events(answer) {
  const reader = /** @type {ReadableStream} */ (answer.body).pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Lost();
      });
      if (done) return;
      const blocks = (waiting + value.replaceAll("\r", "")).split("\n\n");
      waiting = /** @type {string} */ (blocks.pop());
      for (const block of blocks) {
        const event = parsed(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * @param {string} block one event of the stream
 * @returns {Told | null} null for a comment, which only keeps the line open
 */
export function parsed(block) {
  const fields = { event: "message", id: "0" };
  const data = [];
  for (const line of block.split("\n")) {
    const [, name, value] = /^(event|id|data): ?(.*)$/s.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name) fields[/** @type {"event" | "id"} */ (name)] = value;
  }
  return data.length ? { seq: Number(fields.id), kind: fields.event, body: JSON.parse(data.join("\n")) } : null;
}

/**
 * Hears an answer to its end. One that breaks off is asked for once more: the same message gives the same events.
 * @param {() => AsyncGenerator<Told>} source @param {(event: Told) => void} tell
 * @param {AbortSignal} signal @param {string} broken what is said of it if it breaks off again
 * @param {boolean} [again]
 */
export async function hear(source, tell, signal, broken, again = true) {
  let [begun, whole] = [false, false];
  try {
    for await (const event of source()) {
      if (event.kind === "error") throw new Lost(event.body.detail);
      tell(event);
      begun = true;
      whole ||= event.kind === "done";
    }
    if (!whole) throw new Lost(broken);
  } catch (problem) {
    if (!(problem instanceof Lost && begun && again) || signal.aborted) throw problem;
    await hear(source, tell, signal, broken, false);
  }
}

/**
 * Stays connected until the signal ends it or `source` throws anything but `Lost`.
 * @param {() => AsyncGenerator<Told>} source one connection, from the last seen event on
 * @param {(event: Told) => void} tell
 * @param {(connected: boolean) => void} line
 * @param {AbortSignal} signal
 */
export async function follow(source, tell, line, signal) {
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const event of source()) {
        failures = 0;
        line(true);
        tell(event);
      }
      failures += 1;
    } catch (problem) {
      if (signal.aborted) return;
      if (!(problem instanceof Lost)) throw problem;
      failures += 1;
      line(false);
    }
    await pause(Math.min(30000, 500 * 2 ** failures) * (0.5 + Math.random() / 2), signal);
  }
}

/**
 * Waits, but not longer than until the browser is online again.
 * @param {number} ms @param {AbortSignal} signal
 */
function pause(ms, signal) {
  return new Promise((go) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      go(undefined);
    }
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
