// The own state: ready, not ready with a reason, and what a ring that is declined leads to.

import { onJob, show } from "./dom.js";
import { HeadsetPanel } from "./headset-panel.js";
import { closeLayer, openLayer } from "./layers.js";

export class Presence {
  #resume = false;

  /** `line`: the line that keeps the state; `headset`: the check that comes before the first ready. */
  constructor({ line, headset, ringer, now, voiced, onTrouble }) {
    Object.assign(this, { line, headset, ringer, now, voiced, onTrouble });
    onJob("ready", () => this.ready());
    onJob("pause", () => openLayer("reasons"));
    onJob("decline", () => this.#decline());
    onJob("reason", (event, button) => this.#pause(button.dataset.reason));
  }

  /** Take calls. The key press itself lets the browser ring and speak from now on. */
  async ready() {
    this.#resume = false;
    this.ringer.unlock().catch(() => {});
    if (this.voiced && !HeadsetPanel.done()) return this.headset.open();
    this.headset.close();
    return this.#try(() => this.line.ready());
  }

  /** Take no calls while something else is done; `resume` goes back to ready. */
  async pauseFor(reason) {
    if (!["ready", "wrapup"].includes(this.now().presence.state)) return;
    this.#resume = true;
    await this.#try(() => this.line.notReady(reason));
  }

  /** Whether the operator is to be ready again when this is done. */
  get resumes() {
    const { state, reason } = this.now().presence;
    return this.#resume || state === "wrapup" || reason === "wrapup";
  }

  async resume() {
    if (this.resumes) await this.ready();
  }

  #pause(reason) {
    closeLayer();
    this.#resume = false;
    return this.#try(() => this.line.notReady(reason));
  }

  // A colleague's question is only declined; a caller is passed on, and the reason is given.
  #decline() {
    const { ring } = this.now();
    if (ring?.consult_from) return this.#try(() => this.line.request("decline", { call: ring.call }));
    return openLayer("reasons");
  }

  async #try(run) {
    try {
      await run();
    } catch (fault) {
      this.onTrouble(fault);
    }
  }
}

/** Which of the two keys of the state make sense now. */
export function showPresenceKeys(root, { presence, line, ring, call }) {
  const job = (name) => root.querySelector(`.bar-keys [data-job=${name}]`);
  const here = line !== "over" && !ring;
  show(job("ready"), here && !call && !["ready", "busy", "ringing"].includes(presence.state));
  show(job("pause"), here && presence.state !== "logged_off");
}
