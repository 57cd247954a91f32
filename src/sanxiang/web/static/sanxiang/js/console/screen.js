// Shows the state. Each part is drawn from it anew; nothing here is remembered but what sounds and what is open.

import { remembered } from "../headset.js";
import { spell } from "./clock.js";
import { fill, part, show, write } from "./dom.js";
import { alarms, tell } from "./notices.js";
import { greetingAt, whoOf } from "./ring-panel.js";
import { consulted, handles, viewOf } from "./state.js";

export class Screen {
  #sounding = "";
  #promised = "";

  /** `parts`: bar, ringPanel, callPanel, coach, card, procedure, rows, headset, handKeys, wrapUp. */
  constructor({ desk, words, clock, ringer, attention, alone, parts }) {
    Object.assign(this, { desk, words, clock, ringer, attention, alone, ...parts });
    this.me = desk.staff.number;
  }

  render(state) {
    this.state = state;
    const view = viewOf(state);
    part("console").dataset.view = view;
    this.bar.show(state);
    this.#ring(view);
    this.#call(view);
    this.#row(view);
    this.#idle(view);
    const lost = !this.alone && state.line === "down" ? ["line_lost"] : [];
    alarms([...lost, ...state.alarms].map((what) => [what, this.words.alarms[what] ?? what]));
    this.wrapUp.follow(state);
  }

  /** A return call has been promised in the call in hand. */
  promised(label, time) {
    this.#promised = label;
    this.callPanel.promised(time);
    write(part("promised"), label);
    this.fields(this.rows.fields);
  }

  /** What stands in the form has changed. */
  fields(fields) {
    this.callPanel.category = fields.category ?? "";
    const call = this.state?.call ?? this.state?.last;
    const transferred = Boolean(call) && call.status !== "ended" && !handles(call, this.me);
    const ticked = fields.steps ?? {};
    const touched = (name) => this.rows.notes?.touched(name) ?? false;
    this.procedure.show({ call, fields, promised: Boolean(this.#promised), transferred, ticked, touched });
  }

  #ring(view) {
    const byHand = view === "ring" && !this.state.ring;
    show(part("ring"), view === "ring");
    this.ringPanel.show(byHand ? { ...this.state.call, call: this.state.call.id } : this.state.ring);
    this.handKeys.showRing(byHand);
    const id = this.state.ring?.call ?? "";
    if (id === this.#sounding) return;
    this.#sounding = id;
    if (id) this.#sound(this.state.ring);
    else this.#hush();
  }

  #sound(ring) {
    const cycle = ring.cycle_s ?? this.desk.rules.cycle_s;
    const on = this.desk.lines[ring.line]?.on_s ?? cycle / 5;
    const title = ring.consult_from ? this.words.says.title_consult : this.words.says.title_ring;
    this.ringer.start({ on, cycle, volume: remembered().volume, late: this.clock.since(ring.offered) });
    this.attention.call(fill(title, { who: whoOf(ring, this.words.says) }), ring.place ?? "", ring.call);
  }

  #hush() {
    this.ringer.stop();
    this.attention.rest();
    const why = this.state.stopped?.why;
    if (why && why !== "answered") tell(this.words.says[why], why === "elsewhere" ? "info" : "warn");
  }

  #call(view) {
    const call = view === "call" ? this.state.call : null;
    show(part("call"), Boolean(call));
    this.callPanel.show(call);
    this.coach.follow(call);
    this.card.show(this.state.ring ?? this.state.call ?? this.state.last);
  }

  #row(view) {
    const { call, last } = this.state;
    const mine = call && (handles(call, this.me) || call.direction === "out") ? call : null;
    const row = mine ?? (view === "wrapup" ? last : null);
    const fresh = row && row.id !== this.rows.notes?.call;
    if (row?.id !== this.rows.notes?.call) this.#promised = "";
    this.rows.use(row?.id);
    this.rows.form.ended(row === last ? last : null, this.#ending(last));
    write(part("promised"), this.#promised);
    if (fresh && mine?.answered) this.#focus();
    show(part("procedure"), Boolean(mine?.answered) || view === "wrapup");
    this.fields(this.rows.fields);
  }

  #ending(call) {
    if (!call) return "";
    const name = this.desk.colleagues[call.staff]?.name;
    if (call.status !== "ended") return fill(this.words.says.transferred, { name });
    const talked = call.answered && call.ended ? spell((call.ended - call.answered) / 1000) : "";
    return [talked, this.words.says[`ended_by_${call.by}`]].filter(Boolean).join(" · ");
  }

  // The hand goes to the first thing to ask for, but never away from where somebody types.
  #focus() {
    if (document.activeElement?.matches("input, textarea")) return;
    document.getElementById("row-name").focus();
  }

  #idle(view) {
    const idle = view === "idle" && !this.headset.shown;
    show(part("idle"), idle);
    // A line that broke is rung back at once: the list stands beside the row.
    show(part("owed"), view === "idle" || (view === "wrapup" && this.state.last.by === "system"));
    show(part("hand"), view === "idle");
    if (!idle) return;
    const said = this.words.idle;
    const own = this.state.presence.state;
    const hint = own === "ready" ? "hint_ready" : "hint_not_ready";
    part("idle").dataset.state = own;
    write(part("idle-words"), said[own] ?? this.words.states[own] ?? "");
    write(part("idle-greeting"), greetingAt(this.desk.greetings, this.clock.now()).say);
    const [best] = this.desk.rules.best ?? [1];
    write(part("idle-hint"), fill(said[this.alone ? "hint_by_hand" : hint], { n: best }));
  }
}
