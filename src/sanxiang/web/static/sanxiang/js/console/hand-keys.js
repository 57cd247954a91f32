// Keys for an ordinary phone: it rings, I picked up, they hung up; and the same for a return call.

import { onJob, part, show } from "./dom.js";
import { tell } from "./notices.js";

const STORE = "sanxiang.hand.callback";

export class HandKeys {
  constructor({ hand, presence, words, desk, now, owed, onTrouble }) {
    Object.assign(this, { hand, presence, words, desk, now, owed, onTrouble });
    onJob("hand-ring", () => this.#begin("in", { number: part("hand-number").value }));
    onJob("hand-gone", () => this.#key("caller_hangup"));
    onJob("hand-reached", () => this.#key("answer"));
    onJob("hand-not-reached", () => this.#notReached());
  }

  /** Of an ordinary phone's ring nothing can be declined; that the caller gave up can be said. */
  showRing(byHand) {
    const keys = part("ring");
    show(keys.querySelector("[data-job=decline]"), !byHand);
    show(keys.querySelector("[data-job=hand-gone]"), byHand);
  }

  /** Ring somebody back. */
  dial(task) {
    sessionStorage.setItem(STORE, task.callback);
    return this.#begin("out", { number: task.number, name: task.name, callback: task.callback });
  }

  async #begin(direction, details) {
    await this.#try(async () => {
      if (this.presence.voiced) await this.presence.pauseFor("other");
      await this.hand.begin(direction, { line: part("hand-line")?.value ?? "", ...details });
      part("hand-number").value = "";
    });
  }

  async #key(verb) {
    const { call } = this.now();
    if (!call) return;
    await this.#try(() => this.hand.request(verb, { call: call.id }));
  }

  async #notReached() {
    await this.#key("hangup");
    sessionStorage.removeItem(STORE);
    tell(this.words.says.not_reached, "warn");
    await this.presence.resume();
  }

  /** A call by hand is over: a return call in which somebody was reached is kept. */
  async over(call) {
    const callback = sessionStorage.getItem(STORE);
    if (!callback || call.direction !== "out" || !call.answered) return;
    sessionStorage.removeItem(STORE);
    await this.#try(() => this.owed.keep(callback, call.id));
  }

  async #try(run) {
    try {
      await run();
    } catch (fault) {
      this.onTrouble(fault);
    }
  }
}
