// What every staff page needs: the forgery guard for htmx, and a sentence when the server is out of reach.

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// fetch() with the forgery guard; same-origin only.
export function post(url, body) {
  return fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    body: body instanceof FormData ? body : new URLSearchParams(body ?? {}),
  });
}

// A session that ended: a fragment that arrives as the sign-in page takes the whole window there.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  const address = answer?.responseURL ?? "";
  if (answer?.status >= 400 && !answer.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = false;
  if (new URL(address || "/", location.href).pathname.startsWith("/accounts/login")) {
    event.detail.shouldSwap = false;
    location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
});

// Out of reach or broken: one sentence above the page; it goes with the next answer. A refusal brings its own.
const outOfReach = (away) => document.getElementById("out-of-reach")?.toggleAttribute("hidden", !away);
document.body.addEventListener("htmx:sendError", () => outOfReach(true));
document.body.addEventListener("htmx:afterRequest", (event) => {
  const answer = event.detail.xhr;
  if (answer?.status) outOfReach(answer.status >= 400 && !answer.getResponseHeader("HX-Retarget"));
});

// Without TLS a browser has no clipboard for pages; the older way still works there.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

for (const box of document.querySelectorAll("[data-copy]")) {
  box.addEventListener("click", async () => {
    box.classList.toggle("copied", await copy(box.dataset.copy));
    box.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}
