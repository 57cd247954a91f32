// The operator's console: takes calls. A line's message makes the next state (console/state.js), the screen shows it.

import { Attention } from "./console/attention.js";
import { Bar } from "./console/bar.js";
import { CallPanel } from "./console/call-panel.js";
import { Card } from "./console/card.js";
import { Coach } from "./console/coach.js";
import { Clock, Ticker } from "./console/clock.js";
import { given, onJob, part } from "./console/dom.js";
import { HandKeys } from "./console/hand-keys.js";
import { HandLine } from "./console/hand-line.js";
import { HeadsetPanel } from "./console/headset-panel.js";
import { Help } from "./console/help.js";
import { Jobs, sentenceOf } from "./console/jobs.js";
import { tell } from "./console/notices.js";
import { Owed } from "./console/owed.js";
import { Presence } from "./console/presence.js";
import { Procedure } from "./console/procedure.js";
import { RingPanel } from "./console/ring-panel.js";
import { Rows } from "./console/rows.js";
import { Screen } from "./console/screen.js";
import { consulted, handles, initial, next, viewOf } from "./console/state.js";
import { Transfer } from "./console/transfer.js";
import { VoiceLine } from "./console/voice-line.js";
import { WrapUp } from "./console/wrap-up.js";
import { remembered } from "./headset.js";
import { Keys } from "./keys.js";
import { Media } from "./line-client.js";
import { Ringer } from "./ringer.js";

const REFRESH_MS = 10 * 60 * 1000;
const ALARM_MS = { overload: 30000, silent: Infinity, server_lost: Infinity, signed_out: Infinity };
const SIGNED_OUT = ["expired", "bad_ticket", "signed_out"];
const STAY_MS = 5 * 60 * 1000;
const HEADSET_FAULTS = ["refused", "none", "unplugged", "in_use", "failed", "insecure", "unsupported"];

const desk = given("desk");
const words = given("words");
const me = desk.staff.number;
const base = part("console").dataset.base;
const alone = desk.exchange === "by_hand";
const now = () => state;

let state = initial();
const clock = new Clock();
const ticker = new Ticker();
const ringer = new Ringer();
const media = new Media(part("voice"));
clock.set(desk.now);
new Keys();
new Help();

function dispatch(message) {
  if (message.t === "welcome" && message.now) clock.set(message.now);
  state = next(state, message, me);
  fade(message);
  screen.render(state);
  voice?.follow(state.call, speaksOn(state.call)).catch(onTrouble);
}

function speaksOn(call) {
  return Boolean(call) && call.exchange !== "by_hand" && (handles(call, me) || consulted(call, me));
}

function onTrouble(fault) {
  if (SIGNED_OUT.includes(fault.code)) raise("signed_out", true);
  else tell(sentenceOf(fault, words), "bad");
  if (HEADSET_FAULTS.includes(fault.code)) headset.open();
}

const raise = (what, on) => dispatch({ t: "alarm", what, on });
const fading = new Map();

// The line says when something is wrong, not when it is over: an alarm that isn't repeated passes.
function fade({ t, what, on = true }) {
  if (t !== "alarm" || !on) return;
  clearTimeout(fading.get(what));
  const stay = ALARM_MS[what] ?? STAY_MS;
  if (stay !== Infinity) fading.set(what, setTimeout(() => raise(what, false), stay));
}
const tick = (id) => rows.set("steps", { ...rows.fields.steps, [id]: new Date(clock.now()).toISOString() });

const voice = alone ? null : new VoiceLine({
  ticketUrl: `${base}ticket/`, media, checked: HeadsetPanel.done, onMessage: dispatch, onTrouble,
});
const hand = new HandLine({ base });
hand.onMessage((message) => {
  dispatch(message);
  if (message.call?.status === "ended") handKeys.over(message.call);
});
const lineOf = (call) => (call.exchange === "by_hand" || !voice ? hand : voice);

const callPanel = new CallPanel({ clock, ticker, desk, words, me, onNudge: () => ringer.sign() });
const coach = new Coach({ base, desk, words, onWaiting: (since) => callPanel.unheard(since) });
const ringPanel = new RingPanel({ clock, ticker, desk, says: words.says });
const procedure = new Procedure({ steps: desk.procedure, onTick: tick });
const rows = new Rows({
  base, desk, words,
  onFields: (fields) => screen.fields(fields),
  onAway: (away) => state.alarms.includes("server_lost") !== away && raise("server_lost", away),
  onChoose: (call) => wrapUp.choose(call),
});
const headset = new HeadsetPanel({
  media, ringer, ticker, words, band: desk.level_db, onChange: () => screen.render(state),
});
const presence = new Presence({ line: voice ?? hand, headset, ringer, now, voiced: Boolean(voice), onTrouble });
const jobs = new Jobs({
  now, lineOf, words, desk, rows, callPanel, clock,
  onTick: () => procedure.tick(),
  onPromised: (label, time) => { screen.promised(label, time); owed.refresh(); },
});
const owed = new Owed({
  base, desk, clock, words, ringer,
  free: () => viewOf(state) === "idle" && !headset.shown,
  dial: (task) => handKeys.dial(task),
});
const handKeys = new HandKeys({ hand, presence, words, desk, now, owed, onTrouble });
const wrapUp = new WrapUp({ rows, presence, words, me, now, dispatch });
const screen = new Screen({
  desk, words, clock, ringer, alone,
  attention: new Attention(ticker),
  parts: {
    bar: new Bar({ clock, ticker, words, desk }),
    card: new Card({ url: `${base}card/`, onKnown: (known) => { ringPanel.known(known); callPanel.known(known); } }),
    callPanel, coach, ringPanel, procedure, rows, headset, handKeys, wrapUp,
  },
});
new Transfer({
  desk, words,
  agents: () => (alone ? everybody() : state.board.agents),
  consult: (target) => jobs.ask("consult", { target }),
});
onJob("put-away", (event, button) => raise(button.dataset.what, false));
onJob("headset", () => (headset.shown ? headset.close() : headset.open()));

// Without a line nobody knows who is free: anybody may be asked.
function everybody() {
  return Object.keys(desk.colleagues).map((staff) => ({ staff, state: "" }));
}

// A browser keeps a page silent until somebody has touched it; where it rings unheard, the page says so.
function unlockSound() {
  const unlock = () => ringer.unlock().catch(() => {});
  for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, unlock, { capture: true });
  media.on("blocked", () => raise("silent", true));
  ticker.on(() => {
    const silent = ringer.ringing && !ringer.unlocked;
    if (silent !== state.alarms.includes("silent")) raise("silent", silent);
  }, 500);
}

async function refresh() {
  const reply = await fetch(`${base}desk/`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (reply?.ok && !reply.redirected) Object.assign(desk, await reply.json());
}

async function begin() {
  const { phones, speaker } = remembered();
  if (phones) part("voice").setSinkId?.(phones).catch(() => {});
  ringer.useDevice(speaker).catch(() => {});
  unlockSound();
  ticker.on(refresh, REFRESH_MS);
  if (alone) dispatch({ t: "welcome", line: "none", state: { presence: desk.presence } });
  else screen.render(state);
  voice?.connect();
  if (voice && !HeadsetPanel.done()) await headset.open();
  await hand.resume().catch(onTrouble);
  await wrapUp.begin();
  part("console").dataset.begun = "";
}

begin();
