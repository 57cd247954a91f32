// The resident's page: press, hear it ring, talk, hang up; and for every fault one sentence that says what to do.

import { LineClient, LineError, Media } from "./line-client.js";

const RECONNECT_S = 20; // as long as the line keeps the call of a page that went away
const FAREWELL_MS = 8000; // the line's last announcement to somebody whom nobody could answer
const HANG_UP_MS = 3000;
const NUMBER_TRIES = 20;
const KEPT = "sanxiang.caller";

const words = JSON.parse(document.getElementById("words").textContent);
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const job = (name) => document.querySelector(`[data-job="${name}"]`);
const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

const page = part("call");
const media = new Media(part("voice"));
const line = new LineClient(`/call/${page.dataset.token}/ticket/`, { giveUpS: RECONNECT_S, sessionKey: "sanxiang.call" });

let call = null; // the id of the call, once the line has given it one
let ended = null; // the last message of a call that is over
let since = 0;
let clock = 0;
let candidates = null; // held back until the line knows of the call

function show(phase, sentence, more = "") {
  page.dataset.phase = phase;
  part("state").textContent = sentence;
  part("more").textContent = more;
  part("more").hidden = !more;
  const going = !["idle", "ended", "trouble"].includes(phase);
  job("call").hidden = going;
  job("hangup").hidden = !going;
  part("who").hidden = going || phase === "ended";
  part("notice").hidden = going;
  part("time").hidden = !["connected", "held", "transferring"].includes(phase);
  if (!going) job("listen").hidden = true;
}

function trouble(code, sentence = "") {
  stop();
  show("trouble", sentence || words.faults[code] || words.faults.other);
  part("call-words").textContent = words.says.again;
  job("call").disabled = false;
}

function stopClock() {
  clearInterval(clock);
  since = clock = 0;
}

function stop() {
  stopClock();
  call = null;
  candidates = null;
  media.close();
  wake?.release().catch(() => {});
  wake = null;
  remember({ going: false });
}

let wake = null;
async function stayAwake() {
  // A phone that goes dark may cut the call off.
  wake = await navigator.wakeLock?.request("screen").catch(() => null);
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

function remember(more) {
  try {
    const { going, ...who } = more;
    if (Object.keys(who).length) localStorage.setItem(KEPT, JSON.stringify(who));
    if (going !== undefined) sessionStorage.setItem(KEPT, going ? "1" : "");
  } catch {
    // Storage is shut: the page works, it only forgets.
  }
}

async function dial() {
  const obstacle = Media.obstacle();
  if (obstacle) return trouble(obstacle);
  job("call").disabled = true;
  ended = null;
  part("number").hidden = part("kept").hidden = true;
  show("connecting", words.states.connecting);
  try {
    const connected = line.up ? null : line.connect();
    connected?.catch(() => {}); // told below; a refused microphone may come first
    await media.openMicrophone();
    await connected;
    await place();
    stayAwake();
  } catch (fault) {
    if (!(fault instanceof LineError && fault.code === "down")) trouble(fault.code, fault.sentence);
  } finally {
    job("call").disabled = false;
  }
  return undefined;
}

/** Offer a leg: for a new call, or for the one that goes on after a broken connection. */
async function place() {
  const { name = "", phone = "" } = Object.fromEntries(new FormData(part("who")));
  remember({ name, phone, going: true });
  candidates = [];
  const sdp = await media.offer({ iceServers: line.ice });
  const asked = line.request("call", { sdp, name, phone });
  for (const candidate of candidates) line.send("ice", { candidate });
  candidates = null;
  call = (await asked).call ?? call;
}

media.on("candidate", (candidate) => (candidates ? candidates.push(candidate) : line.send("ice", { candidate })));
media.on("blocked", () => { job("listen").hidden = false; });
media.on("unplugged", () => trouble("unplugged"));
media.on("broken", () => call && line.up && place().catch(() => {}));

line.on("sdp", ({ sdp }) => media.accept(sdp));
line.on("state", (state) => (state.phase === "ended" ? over(state) : follow(state)));
line.on("down", () => call && show("reconnecting", words.states.reconnecting));
line.on("lost", ({ code, sentence }) => (call || page.dataset.phase === "connecting" ? trouble(code, sentence) : undefined));
line.on("up", (welcome) => {
  if (!call) return;
  // The line kept the call, and the voice may have gone on without the messages; else it gets a new leg.
  // No call any more: nobody could tell this page when it ended.
  if (welcome.state?.call && media.connected) return;
  if (welcome.state?.call) place().catch((fault) => trouble(fault.code));
  else over({ phase: "ended", why: "watchdog", callback: true, call });
});

function follow(state) {
  call = state.call;
  const { phase, why, position } = state;
  show(phase, words.states[`${phase}.${why}`] ?? words.states[phase] ?? "", phase === "queued" && position && why !== "full" ? fill(words.states["queued.place"], { position }) : "");
  if (phase === "connected" && !since) since = state.since;
  if (!clock && since) clock = setInterval(tell, 500);
}

function tell() {
  const seconds = Math.max(0, Math.floor((line.now() - since) / 1000));
  part("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function over(state) {
  if (ended && ended.call === state.call) return;
  ended = state;
  stopClock();
  const why = state.why in words.ends ? state.why : "broken";
  show("ended", words.ends[why], state.callback ? words.ends.callback : "");
  part("call-words").textContent = words.says.again;
  const { phone = "" } = Object.fromEntries(new FormData(part("who")));
  part("number").hidden = !state.callback || Boolean(phone.trim());
  // Somebody whom we leave still hears why; a call that a person ended is over.
  if (state.callback) setTimeout(() => ended === state && stop(), FAREWELL_MS);
  else stop();
  call = null;
  remember({ going: false });
}

function hangUp() {
  const leaving = call;
  if (!line.send("hangup")) trouble("gave_up");
  setTimeout(() => leaving && call === leaving && over({ phase: "ended", why: "caller_left", call: leaving }), HANG_UP_MS);
}

async function leaveNumber(event) {
  event.preventDefault();
  const number = new FormData(part("number")).get("number");
  part("number-error").hidden = true;
  for (let tries = 0; tries < NUMBER_TRIES; tries += 1) {
    const said = await post("number", { call: ended.call, number, name: kept().name ?? "" });
    if (said.kept) {
      part("number").hidden = true;
      part("kept").textContent = fill(words.says.number_kept, { number });
      part("kept").hidden = false;
      return;
    }
    part("number-error").textContent = said.code === "not_yet" ? words.says.number_waiting : said.sentence ?? words.faults.unreachable;
    part("number-error").hidden = false;
    if (said.code !== "not_yet") return;
    await new Promise((resolve) => setTimeout(resolve, 1000)); // the register is a moment behind the line
  }
}

async function post(what, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
  try {
    const answer = await fetch(`/call/${page.dataset.token}/${what}/`, { method: "POST", headers, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return {};
  }
}

job("call").addEventListener("click", dial);
job("hangup").addEventListener("click", hangUp);
job("listen").addEventListener("click", () => {
  job("listen").hidden = true;
  part("voice").play();
});
part("number").addEventListener("submit", leaveNumber);
part("who").addEventListener("submit", (event) => { event.preventDefault(); dial(); });

for (const [name, value] of Object.entries(kept())) {
  const field = part("who").elements[name];
  if (field && !field.value) field.value = value;
}
const obstacle = Media.obstacle();
if (obstacle) show("trouble", words.faults[obstacle]);

// A page that was loaded anew within a call comes back to it.
try {
  if (sessionStorage.getItem(KEPT)) {
    call = "?";
    show("reconnecting", words.states.reconnecting);
    media.openMicrophone().then(() => line.connect()).catch((fault) => trouble(fault.code, fault.sentence));
  }
} catch {
  // Storage is shut: nothing to come back to.
}
