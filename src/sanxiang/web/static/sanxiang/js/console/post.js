// Speaking with the web server: JSON both ways, one sentence when it is refused, never a wait without end.

const PATIENCE_MS = 8000;

/** The server said no: `sentence` is for the person, `code` and `data` for the program. */
export class Refusal extends Error {
  constructor(status, data) {
    super(data.sentence ?? `HTTP ${status}`);
    Object.assign(this, { status, data, code: data.code ?? "", sentence: data.sentence ?? "" });
  }
}

/** The server could not be reached, or was too ill to answer. */
export class Away extends Error {}

export const post = (url, body = {}) => ask(url, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
  body: JSON.stringify(body),
});

export const get = (url) => ask(url, { headers: { Accept: "application/json" } });

/** The protection against forged requests: sent along with everything that changes something. */
export function token() {
  return document.querySelector("meta[name=csrf-token]")?.content
    ?? /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function ask(url, options) {
  let reply;
  try {
    reply = await fetch(url, { ...options, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new Away(String(error));
  }
  if (reply.status >= 500) throw new Away(`HTTP ${reply.status}`);
  const json = reply.headers.get("Content-Type")?.includes("application/json");
  if (reply.redirected || !json) throw new Refusal(reply.redirected ? 401 : reply.status, { code: "signed_out" });
  const data = await reply.json();
  if (!reply.ok) throw new Refusal(reply.status, data);
  return data;
}
