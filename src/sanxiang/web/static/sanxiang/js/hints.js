// What has news is fetched anew: a hint becomes an event on the page, "hint:register", and htmx does the rest.
// Hints that come fast are gathered; a page that can't be seen waits until it is looked at.

const ROOMS = ["register", "callbacks", "contact", "presence", "review", "alarm"];
const PAUSE_MS = 400;

const waiting = new Set();
let timer = 0;

function take(topic) {
  const [room, key] = topic.split(":");
  if (topic === "*") ROOMS.forEach((one) => waiting.add(one));
  else if (room !== "contact" || location.pathname.includes(key)) waiting.add(room);
  if (waiting.size && !timer && !document.hidden) timer = setTimeout(tell, PAUSE_MS);
}

function tell() {
  timer = 0;
  const rooms = [...waiting];
  waiting.clear();
  for (const room of rooms) document.body.dispatchEvent(new CustomEvent(`hint:${room}`, { bubbles: true }));
}

let first = true;
function hear(topic) {
  // The page was made a moment ago: the stream's own greeting is no news to it.
  if (topic === "*" && first) first = false;
  else take(topic);
}

function listen() {
  try {
    const { port } = new SharedWorker(new URL("./hints-worker.js", import.meta.url), { name: "sanxiang-hints" });
    port.onmessage = ({ data }) => take(data);
    addEventListener("pagehide", () => port.postMessage("bye"));
  } catch {
    // No shared workers here: this tab has a stream of its own.
    new EventSource("/hints/").addEventListener("hint", ({ data }) => hear(data));
  }
}

document.addEventListener("visibilitychange", () => !document.hidden && waiting.size && !timer && tell());
listen();
