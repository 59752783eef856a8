// One question sent over Gradio's queue, and its answer as it grows.

const API = "gradio_api";
const another = () => `${Date.now()}-${Math.random()}`;

// Of this page: without one, the server would begin another with each question, and keep something of all of them. What is stopped ends
// its session with it, whose stream may not have closed yet when the next question is asked.
let session = another();

/** What the server yields of a question, step by step; raises where it cannot be reached, or where `signal` ends it. */
export async function* asked(question, signal) {
  const joined = await fetch(`${API}/call/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: [question], session_hash: session }),
    signal,
  });
  if (!joined.ok) throw new Error(await joined.text());
  const { event_id: event } = await joined.json();
  // Its generator would go on to the end otherwise, with a language model for minutes.
  signal.addEventListener("abort", () => cancel(event));
  if (signal.aborted) cancel(event);
  const stream = await fetch(`${API}/call/ask/${event}`, { signal });
  for await (const { name, data } of events(stream.body)) {
    if (name === "error") throw new Error("The question was not answered.");
    if (name === "generating") yield data[0];
    if (name === "complete") return; // which says the last state once more
  }
  throw new Error("The answer broke off.");
}

/** The events of a stream as { name, data }; heartbeats have no data. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    held += value;
    const whole = held.split("\n\n");
    held = whole.pop();
    for (const one of whole) {
      const name = /^event: (.*)$/m.exec(one)?.[1];
      const data = /^data: (.*)$/m.exec(one)?.[1];
      yield { name, data: data ? JSON.parse(data) : null };
    }
  }
}

function cancel(event) {
  const index = globalThis.gradio_config?.dependencies?.find((one) => one.api_name === "ask")?.id;
  const body = JSON.stringify({ session_hash: session, fn_index: index, event_id: event });
  session = another();
  fetch(`${API}/cancel`, { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true }).catch(() => null);
}
