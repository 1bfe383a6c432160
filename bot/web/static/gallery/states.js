/** Every state that the chat can be in: what the server says, and what a person does to get there. */

/** @typedef {{ reply?: any[] | null, script?: Record<string, any>, act?: (hands: any, said: any) => any }} State */

const start = (said) => ({ id: "gallery", token: "gallery", organisation: { id: "kaede", name: said.name }, language: said.source.language });
const cited = (said, role) => ({ ...said.source, quote: role === "near" ? said.near : said.quote, role });
const done = (outcome) => ({ kind: "done", body: { outcome, kind: null, right: null, fields: [], engine: "quotes", message: "key" } });
const answer = (said) => ({ kind: "answer", body: { text: said.quote, role: "answer", citations: [cited(said, "answer")] } });
const related = (said) => ({ kind: "citations", body: { text: said.related, role: "related", citations: [cited(said, "related")] } });
const notice = (text) => ({ kind: "answer", body: { text, role: "notice", citations: [] } });
const action = (id, label, kind = null) => ({ id, label, kind, right: null, value: null });
const field = (name, label, kind, value = "") => ({ name, label, kind, required: kind === "long_text", choices: [], help: null, value });

const whole = (said) => [answer(said), related(said), done("Answered")];
const uncovered = (said) => [
  notice(said.uncovered),
  { kind: "answer", body: { text: said.near, role: "near", citations: [cited(said, "near")] } },
  notice(said.next),
  { kind: "actions", body: { actions: [action("open_form", said.inquiry, "inquiry"), action("decline", said.decline)] } },
  done("NotCovered"),
];
const complaint = (said) => [notice(said.complaint), { kind: "actions", body: { actions: [action("open_form", said.form, "complaint")] } }, done("Complaint")];
const form = (said, value = "") => ({
  organisation: "kaede",
  kind: "complaint",
  right: null,
  title: said.form,
  notices: [said.notice],
  steps: [said.step],
  fee: null,
  self_service: null,
  fields: [field("details", said.details, "long_text", said.mine), field("email", said.contact, "email", value)],
});
const receipt = (said) => ({ reference: "PR-7K3M-9QX", text: said.receipt, status_url: "/status#7K3M-9QXA-B2CD-E3FG-H4JK-M5NP-Q6RS" });
const said_so_far = (said) => ({
  organisation: { id: "kaede", name: said.name },
  language: said.source.language,
  state: "assistant",
  events: [{ seq: 1, kind: "person", body: { text: said.question } }, { seq: 2, ...answer(said) }],
});

/** @type {Record<string, (said: any) => State>} */
export const STATES = {
  closed: () => ({ act: () => undefined }),
  open: () => ({ act: (hands) => hands.open() }),
  waiting: () => ({ reply: null, act: (hands, said) => hands.ask(said.question) }),
  answer: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question) }),
  source: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question).then(() => hands.press(".cite")) }),
  why: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question).then(() => hands.press(".why summary")) }),
  reasons: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question).then(() => hands.press(".rate button:last-of-type")) }),
  not_covered: (said) => ({ reply: uncovered(said), act: (hands) => hands.ask(said.question) }),
  personal: (said) => ({ act: (hands) => hands.open().then(() => hands.write(said.mine)) }),
  form: (said) => ({
    reply: complaint(said),
    script: { "GET /form": form(said) },
    act: (hands) => hands.ask(said.mine).then(() => hands.press("button.first")).then(() => hands.until(".stage")),
  }),
  preview: (said) => ({
    reply: complaint(said),
    script: { "GET /form": form(said) },
    act: (hands) => hands.ask(said.mine).then(() => hands.press("button.first")).then(() => hands.press(".stage button.first")),
  }),
  problems: (said) => ({
    reply: complaint(said),
    script: { "GET /form": form(said, said.bad), "POST /tickets": Response.json({ problems: { email: said.problem } }, { status: 422 }) },
    act: (hands) =>
      hands
        .ask(said.mine)
        .then(() => hands.press("button.first"))
        .then(() => hands.press(".stage button.first"))
        .then(() => hands.press(".stage button.first")),
  }),
  person: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question).then(() => hands.press("button.person")).then(() => hands.until(".sheet")) }),
  receipt: (said) => ({
    reply: whole(said),
    script: { "POST /handoff": receipt(said) },
    act: (hands) => hands.ask(said.question).then(() => hands.press("button.person")).then(() => hands.press(".sheet button.first")),
  }),
  standing: (said) => ({
    reply: whole(said),
    script: { "POST /handoff": receipt(said), "GET /tickets": [{ reference: "PR-7K3M-9QX", status: said.status, next: said.step_now, takes_files: true }] },
    act: (hands) =>
      hands
        .ask(said.question)
        .then(() => hands.press("button.person"))
        .then(() => hands.press(".sheet button.first"))
        .then(() => hands.press(".receipt button.second")),
  }),
  human: (said) => ({
    reply: whole(said),
    script: { later: [{ kind: "agent", body: { text: said.agent, author_name: said.author, reference: "PR-7K3M-9QX" } }] },
    act: (hands) => hands.ask(said.question).then(() => hands.until(".staff")),
  }),
  broken: (said) => ({ reply: [{ kind: "error", body: { detail: said.broken } }], act: (hands) => hands.ask(said.question) }),
  delete: (said) => ({ reply: whole(said), act: (hands) => hands.ask(said.question).then(() => hands.press(".foot button:last-of-type")).then(() => hands.until(".sheet")) }),
};

/** What every state's server knows. */
export const ALWAYS = (said) => ({
  "POST ": start(said),
  "GET ": said_so_far(said),
  "GET /desk": { open: true, lines: said.open },
  "POST /token": { token: "gallery" },
});
