// The status page: the token stays in the link's fragment and goes to the server in a request body only.
const page = document.getElementById("status");
const content = document.getElementById("content");
const token = location.hash.slice(1);
const language = document.documentElement.lang;

/** @param {string} name @param {string} [text] @param {string} [style] */
function element(name, text, style) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (style) made.className = style;
  return made;
}

/** @param {string} moment an ISO date and time */
function when(moment) {
  return new Date(moment).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
}

/** @param {string} path @param {object} body */
async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** @param {string} text */
function say(text) {
  content.replaceChildren(element("p", text, "warning"));
}

function facts(status) {
  const list = element("dl", "", "facts");
  const rows = [
    [page.dataset.reference, status.reference],
    [page.dataset.kind, status.kind],
    [page.dataset.state, status.status],
    [page.dataset.received, when(status.received_at)],
    [page.dataset.expected, status.expected_reply && when(status.expected_reply)],
    [page.dataset.due, status.legal_due && when(status.legal_due)],
    [page.dataset.open, status.open_fields.join(", ")],
  ];
  for (const [term, value] of rows) if (value) list.append(element("dt", term), element("dd", value));
  return list;
}

function message(each) {
  const made = element("article", "", `message ${each.author}`);
  const who = each.author === "desk" ? page.dataset.desk : page.dataset.you;
  made.append(element("p", `${who} · ${when(each.at)}`, "note"), element("p", each.text));
  return made;
}

function form() {
  const made = document.createElement("form");
  const label = element("label", page.dataset.write);
  const field = document.createElement("textarea");
  const outcome = element("p", "", "note");
  const button = element("button", page.dataset.send);
  field.id = "text";
  field.maxLength = 4000;
  field.required = true;
  label.htmlFor = "text";
  outcome.setAttribute("role", "status");
  let key = crypto.randomUUID();
  made.append(label, field, button, outcome);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const status = await post("/api/v1/status/messages", { token, text: field.value, key });
      key = crypto.randomUUID();
      show(status, page.dataset.sent);
    } catch {
      outcome.textContent = page.dataset.failed;
      button.disabled = false;
    }
  });
  return made;
}

function show(status, note) {
  const parts = [facts(status)];
  if (status.messages.length) parts.push(element("h2", page.dataset.messages), ...status.messages.map(message));
  if (note) parts.push(element("p", note, "note"));
  if (status.can_write) parts.push(form());
  content.replaceChildren(...parts);
}

if (!token) say(page.dataset.noLink);
else post("/api/v1/status", { token }).then(show, () => say(page.dataset.unknown));
