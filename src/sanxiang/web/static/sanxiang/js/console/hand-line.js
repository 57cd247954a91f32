// An ordinary phone as a line: keys go to the web server, which answers with the call as any line would show it.

import { get, post } from "./post.js";

const STORE = "sanxiang.hand";

export class HandLine {
  #onMessage = () => {};

  /** `base`: the console's address. Where there is no other line, it keeps the operator's state too. */
  constructor({ base, store = localStorage }) {
    Object.assign(this, { base, store });
  }

  onMessage(run) {
    this.#onMessage = run;
  }

  /** Take up the call that was going on before a reload. */
  async resume() {
    const id = this.store.getItem(STORE);
    if (!id) return;
    try {
      this.#show((await get(`${this.base}hand/${id}/`)).call);
    } catch (error) {
      if (error.status === 404 || error.status === 409) this.store.removeItem(STORE);
      else throw error;
    }
  }

  /** The phone rings (`in`), or a number is dialled (`out`): `{line, number, name, callback}`. */
  async begin(direction, details) {
    this.#show((await post(`${this.base}hand/begin/${direction}/`, details)).call);
  }

  /** A key for the call in hand, in the words of a line: answer, hold, retrieve, consult … */
  async request(verb, { call, ...more }) {
    this.#show((await post(`${this.base}hand/${call}/${verb}/`, more)).call);
  }

  async ready() {
    await post(`${this.base}hand/state/ready/`);
    this.#state("ready", "");
  }

  async notReady(reason) {
    await post(`${this.base}hand/state/not_ready/`, { reason });
    this.#state("not_ready", reason);
  }

  #state(state, reason) {
    this.#onMessage({ t: "presence", state, reason, since: Date.now() });
  }

  #show(call) {
    if (call.status === "ended") this.store.removeItem(STORE);
    else this.store.setItem(STORE, call.id);
    this.#onMessage({ t: "call", call });
  }
}
