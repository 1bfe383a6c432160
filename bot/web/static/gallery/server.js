/** Stands in for the server in the gallery: every call is answered from a script, nothing leaves the page. */

const HOST = "/api/v1/conversations";

/**
 * @param {Record<string, any>} script answers by method and path, as values or as functions of the request's body
 * @param {{ kind: string, body: any }[] | null} reply what a message is answered with; null: nothing, for ever
 */
export function pretend(script, reply) {
  const real = globalThis.fetch.bind(globalThis);
  let seq = 0;
  /** @param {{ kind: string, body: any }[] | null} events @param {boolean} ends */
  const stream = (events, ends) =>
    new Response(
      new ReadableStream({
        start(controller) {
          const encode = new TextEncoder();
          for (const { kind, body } of events ?? [{ kind: "status", body: { step: "reading" } }])
            controller.enqueue(encode.encode(`event: ${kind}\nid: ${(seq += 1)}\ndata: ${JSON.stringify(body)}\n\n`));
          if (ends) controller.close();
        },
      }),
      { headers: { "Content-Type": "text/event-stream" } },
    );
  globalThis.fetch = async (asked, settings) => {
    const path = String(asked).split(HOST)[1];
    if (path === undefined) return real(asked, settings);
    const method = settings?.method ?? "GET";
    const name = `${method} ${path.replace(/^\/[^/?]+/, "").split("?")[0]}`;
    if (name === "POST /messages") return stream(reply, reply !== null);
    if (name === "GET /events") return stream(script.later ?? [], false);
    const told = script[name];
    if (told instanceof Error) throw told;
    if (told instanceof Response) return told;
    return told === undefined ? new Response(null, { status: 204 }) : Response.json(told);
  };
}
