// The call that goes on: its clock, what can be done now, and the sentence for it.

import { spell } from "./clock.js";
import { fill, part, show, write } from "./dom.js";
import { consulted } from "./state.js";
import { whoOf } from "./ring-panel.js";

const NUDGE_S = 3; // how long before the word is due the operator is nudged
const AFTER_MS = 8000; // how long the sentence after a hold stands
const PROMISE_MS = 15000;

/** The jobs that make sense now: names of buttons. Pure. */
export function jobsOf(call, me) {
  if (!call) return [];
  const hand = call.exchange === "by_hand";
  if (consulted(call, me)) return ["leave"];
  const always = ["promise", "wrong-number", ...(hand ? ["hand-gone"] : [])];
  const out = hand && call.status === "offered";
  if (out) return ["hand-reached", "hand-not-reached"];
  switch (call.status) {
    case "connected": return [...always, "hold", call.muted ? "unmute" : "mute", "transfer", "supervisor", "hang-up"];
    case "held": return [...always, "retrieve", "transfer", "supervisor", "hang-up"];
    case "consulting": return hand ? ["join", "cancel-consult"] : ["cancel-consult"];
    case "consult_talking": return ["join", "cancel-consult"];
    case "conference": return ["complete", "cancel-consult"];
    default: return [];
  }
}

export class CallPanel {
  #call = null;
  #failed = "";
  #address = "";
  #promise = null;
  #retrieved = 0;
  #nudged = 0;
  #unheard = null;

  constructor({ clock, ticker, desk, words, me, onNudge }) {
    Object.assign(this, { clock, desk, words, me, onNudge, category: "", guard: 0 });
    ticker.on(() => this.#tick(), 200);
  }

  show(call) {
    const same = call?.id === this.#call?.id;
    if (!same) Object.assign(this, { guard: 0, category: "" });
    if (!call) {
      this.#address = "";
      this.#promise = null;
    }
    if (same && this.#call?.held_since && !call?.held_since) this.#retrieved = Date.now();
    if (!same || call?.target) this.#failed = "";
    else if (this.#call?.target) this.#failed = this.#call.target;
    this.#call = call;
    const jobs = jobsOf(call, this.me);
    for (const button of part("call").querySelectorAll(".call-keys [data-job]")) show(button, jobs.includes(button.dataset.job));
    if (!call) return;
    this.#who();
    write(part("call-state"), this.#status());
    part("call").dataset.status = call.status;
    this.#showHeard();
    this.#tick();
  }

  /** A return call by `time` has been promised: say so to the caller. */
  promised(time) {
    this.#promise = { time, at: Date.now() };
  }

  /** The file tells how the caller is addressed. */
  known({ address }) {
    this.#address = address;
    if (this.#call) this.#who();
  }

  /** Since when the caller on hold has heard no word, as far as somebody listens: a hold may be broken wordlessly. */
  unheard(since) {
    this.#unheard = since;
  }

  #who() {
    const name = this.#address || whoOf(this.#call, this.words.says);
    const place = this.#call.place === name ? "" : this.#call.place;
    write(part("call-name"), name);
    write(part("call-line"), [place, this.desk.lines[this.#call.line]?.name].filter(Boolean).join(" · "));
  }

  #status() {
    const hand = this.#call.exchange === "by_hand" && this.#call.status === "offered";
    const state = this.words.calls[hand ? "dialling" : this.#call.status];
    const other = consulted(this.#call, this.me) ? this.#call.staff : this.#call.target;
    return other ? `${state} · ${this.#name(other)}` : state;
  }

  #name(number = this.#call.target) {
    return this.desk.colleagues[number]?.name ?? number ?? "";
  }

  #showHeard() {
    const { heard, status } = this.#call;
    show(part("heard"), status === "conference" && Boolean(heard));
    if (!heard) return;
    for (const who of ["customer", "target"]) {
      const item = part(`heard-${who}`);
      item.classList.toggle("yes", heard[who]);
      const name = who === "customer" ? this.words.says.caller : this.#name();
      write(part(`heard-${who}-words`), `${name} ${this.words.says[heard[who] ? "heard_yes" : "heard_no"]}`);
    }
  }

  #tick() {
    if (!this.#call) return;
    const since = this.clock.since(this.#call.answered ?? this.#call.offered);
    write(part("call-time"), spell(since));
    this.#showLength(since);
    this.#showHold();
    this.#showSay();
    this.#showGuard();
  }

  #showLength(since) {
    const limit = this.desk.rules.call_s;
    const exempt = this.desk.rules.call_exempt.includes(this.category);
    const over = limit && this.#call.answered && since > limit && !exempt;
    part("call-time").classList.toggle("over", Boolean(over));
    write(part("call-over"), over ? fill(this.words.says.over_limit, { minutes: Math.round(limit / 60) }) : "");
  }

  #showHold() {
    const held = consulted(this.#call, this.me) ? null : this.#call.held_since;
    show(part("hold-clock"), Boolean(held));
    if (!held) { this.#nudged = 0; return; }
    const limit = this.desk.rules.hold_s;
    const since = Math.min(held, this.#unheard ?? held);
    const left = limit ? Math.ceil(limit - this.clock.since(since)) : null;
    part("hold-clock").dataset.tone = left === null || left > NUDGE_S ? "calm" : left > 0 ? "soon" : "over";
    const shown = left > 0 ? String(left) : `+${-left}`;
    write(part("hold-seconds"), left === null ? spell(this.clock.since(since)) : shown);
    write(part("hold-words"), left !== null && left <= 0 ? this.words.says.hold_over : this.words.says.kept_waiting);
    if (left !== null && left <= NUDGE_S && this.#nudged !== held) {
      this.#nudged = held;
      this.onNudge();
    }
  }

  #showSay() {
    const situation = this.#situation();
    const names = {
      name: this.#name(this.#failed || undefined),
      caller: this.#address || this.#call.caller_name || this.words.says.caller,
      time: this.#promise?.time,
      seconds: this.desk.rules.release_s,
    };
    part("call-say").dataset.situation = situation;
    write(part("call-say-when"), this.words.situations[situation] ?? "");
    write(part("call-say-words"), fill(this.desk.sentences[situation] ?? "", names));
  }

  // Which of the desk's sentences belongs here now.
  #situation() {
    if (consulted(this.#call, this.me)) return "";
    const during = { consult_talking: "consult", conference: "join", held: "hold_word" }[this.#call.status];
    if (during || this.#call.status !== "connected") return during ?? "";
    if (this.guard) return "let_go_first";
    if (this.#promise && Date.now() - this.#promise.at < PROMISE_MS) return "promise";
    if (this.#failed) return "transfer_failed";
    if (this.category === "wrong_number") return "wrong_number";
    return Date.now() - this.#retrieved < AFTER_MS ? "hold_after" : "hold";
  }

  // The caller hangs up first (TLK-19): the first press says so and starts the count, the second lets go.
  #showGuard() {
    const wait = this.desk.rules.release_s ?? 0;
    const left = this.guard ? Math.ceil(wait - (Date.now() - this.guard) / 1000) : null;
    const { says } = this.words;
    const waiting = left > 0 ? fill(says.release_in, { seconds: left }) : says.release_now;
    write(part("hang-up-words"), left === null ? says.hang_up : waiting);
    part("hang-up-words").parentElement.classList.toggle("btn-danger", left !== null && left <= 0);
  }
}
