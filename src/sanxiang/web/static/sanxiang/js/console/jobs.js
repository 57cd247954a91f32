// What the operator's keys do with a call. Every request that is refused is answered by one sentence.

import { clockTime, comingUp } from "./clock.js";
import { fill, onJob, part } from "./dom.js";
import { closeLayer, openLayer } from "./layers.js";
import { tell } from "./notices.js";

/** The sentence for a line's or server's refusal. */
export function sentenceOf(fault, words) {
  return fault.sentence || words.refusals[fault.code] || words.devices[fault.code] || words.refusals.away;
}

export class Jobs {
  #vouched = "";

  /** `now()`: the console's state; `lineOf(call)`: the line that carries the call. */
  constructor({ now, lineOf, words, desk, rows, callPanel, clock, onTick, onPromised }) {
    Object.assign(this, { now, lineOf, words, desk, rows, callPanel, clock, onPromised });
    onJob("answer", () => this.answer());
    for (const verb of ["hold", "retrieve", "mute", "unmute", "join"]) onJob(verb, () => this.ask(verb));
    onJob("cancel-consult", () => this.ask("cancel_consult"));
    onJob("complete", () => this.#complete());
    onJob("hang-up", () => this.#hangUp());
    onJob("leave", () => this.ask("hangup"));
    onJob("wrong-number", () => this.#wrongNumber());
    onJob("promise", () => openLayer("promises"));
    onJob("promise-in", (event, button) => this.#promise({ minutes: Number(button.dataset.minutes) }));
    part("promise-form").addEventListener("submit", (event) => this.#promiseAt(event));
    onJob("category", () => part("categories").focus());
    onJob("tick", onTick);
  }

  /** Ask the line; returns whether it did it. */
  async ask(verb, fields = {}) {
    const { call } = this.now();
    if (!call) return false;
    return this.#try(() => this.lineOf(call).request(verb, { call: call.id, ...fields }));
  }

  async answer() {
    const { ring, call } = this.now();
    const target = ring ? { id: ring.call } : call;
    if (target) await this.#try(() => this.lineOf(target).request("answer", { call: target.id }));
  }

  async #try(run) {
    try {
      await run();
      return true;
    } catch (fault) {
      tell(sentenceOf(fault, this.words), "bad");
      return false;
    }
  }

  // Leaving before both have spoken needs the operator's word: the same key again.
  async #complete() {
    const { call } = this.now();
    const confirmed = this.#vouched === call?.id;
    try {
      await this.lineOf(call).request("complete", { call: call.id, confirmed });
      this.#vouched = "";
    } catch (fault) {
      if (fault.code === "not_heard") this.#vouched = call.id;
      tell(sentenceOf(fault, this.words), fault.code === "not_heard" ? "warn" : "bad");
    }
  }

  #hangUp() {
    if (this.callPanel.guard) return this.ask("hangup");
    this.callPanel.guard = Date.now(); // the first press only says that the caller goes first
    return false;
  }

  async #wrongNumber() {
    const done = await this.#try(() => this.rows.wrongNumber());
    if (done) tell(this.words.says.wrong_number_done, "good");
  }

  async #promise(body) {
    closeLayer();
    await this.#try(async () => {
      const { due } = await this.rows.promise(body);
      const time = clockTime(due, this.desk.zone);
      this.onPromised(fill(this.words.says.promised_for, { time }), time);
    });
  }

  #promiseAt(event) {
    event.preventDefault();
    const at = comingUp(part("promise-at").value, this.clock.now(), this.desk.zone);
    if (at) this.#promise({ at });
  }
}
