// After the call: the row is written to its end and closed with a category; then the operator is ready again.

import { onJob } from "./dom.js";
import { tell } from "./notices.js";
import { handles, viewOf } from "./state.js";

export class WrapUp {
  #last = "";
  #paused = "";
  #closing = false;
  #pending = [];
  #begun = false;
  #takenUp = false;

  constructor({ rows, presence, words, me, now, dispatch }) {
    Object.assign(this, { rows, presence, words, me, now, dispatch });
    onJob("close", () => this.close());
  }

  /** What an earlier page left: rows to close, drafts to send. The newest row is taken up where it was in hand. */
  async begin() {
    await this.#look();
    this.#begun = true;
    this.#takeUp();
    await this.rows.sendDrafts(this.now().call?.id).catch(() => {});
  }

  // A page that was reloaded while its row was being written goes on with it: once, when line and list are there.
  #takeUp() {
    const { presence, last, call, line } = this.now();
    if (!this.#begun || this.#takenUp || line === "connecting") return;
    this.#takenUp = true;
    const noting = presence.state === "wrapup" || presence.reason === "wrapup";
    if (noting && !last && !call && this.#pending[0]) this.choose(this.#pending[0].id);
  }

  /** Open a row that waits to be closed. */
  choose(id) {
    const call = this.#pending.find((one) => one.id === id);
    if (call) this.dispatch({ t: "pending", call });
  }

  /** The state has changed. */
  follow(state) {
    this.#showEnding(state);
    this.#takeUp();
    const id = state.last?.id ?? "";
    if (id !== this.#last) {
      this.#last = id;
      this.#look();
      if (id) this.#over(state.last);
    }
    if (state.presence.state === "wrapup" && viewOf(state) === "wrapup") this.#takeTime(id);
  }

  // The time that the line gives for notes may be too short: no call comes while they are being written.
  #takeTime(id) {
    if (this.#paused === id) return;
    this.#paused = id;
    this.presence.pauseFor("wrapup");
  }

  // Nobody was reached: there is nothing to write down. A wrong number is written down already.
  #over(call) {
    const unanswered = call.status === "ended" && !call.answered;
    if (unanswered) this.dispatch({ t: "closed", call: call.id });
    else if (call.status === "ended" && this.rows.fields.category === "wrong_number") this.close();
  }

  #showEnding(state) {
    const { says } = this.words;
    const going = viewOf(state) !== "wrapup";
    const ready = this.presence.resumes;
    const handed = state.last && state.last.status !== "ended";
    const words = handed ? ["save", "save_ready"] : ["close", "close_ready"];
    this.rows.form.ending(says[words[Number(ready)]], !going);
  }

  async close() {
    const { last } = this.now();
    if (!last || this.#closing) return;
    this.#closing = true;
    try {
      const handed = last.status !== "ended" && !handles(last, this.me);
      const done = handed ? await this.rows.notes.flush() : await this.rows.close();
      if (!done) return;
      tell(this.words.says.saved_closed, "good");
      this.dispatch({ t: "closed", call: last.id });
      await this.presence.resume();
    } finally {
      this.#closing = false;
    }
  }

  async #look() {
    const { call, last } = this.now();
    this.#pending = await this.rows.pending(call?.id ?? last?.id).catch(() => this.#pending);
  }
}
