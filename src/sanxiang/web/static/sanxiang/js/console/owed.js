// Return calls: offered when due, dialled on an ordinary phone, kept when somebody was reached (OUT-4).

import { label } from "../keys.js";
import { greetingAt, masked } from "./ring-panel.js";
import { onJob, part, write } from "./dom.js";
import { closeLayer, openLayer } from "./layers.js";
import { tell } from "./notices.js";
import { post } from "./post.js";

export class Owed {
  #task = null;
  #told = "";

  constructor({ base, desk, clock, words, ringer, free, dial }) {
    Object.assign(this, { base, desk, clock, words, ringer, free, dial });
    onJob("owed", () => this.#choosing(true));
    onJob("take-callback", (event, button) => this.#take(button.dataset.callback));
    onJob("dialled", () => this.#dialled());
    part("owed-list").addEventListener("htmx:afterSwap", () => this.#offer());
    part("owed").addEventListener("keydown", (event) => event.key === "Escape" && this.#choosing(false));
  }

  /** Fetch the list anew. */
  refresh() {
    document.body.dispatchEvent(new CustomEvent("owed"));
  }

  // Number keys work on the list only after its own key: opening a number is on record, so never by a slip.
  #choosing(on) {
    for (const button of part("owed-list").querySelectorAll("[data-number]")) {
      const { number } = button.dataset;
      button.querySelector(".cap")?.remove();
      if (on && Number(number) < 10) Object.assign(button.dataset, { key: number, always: "" });
      else delete button.dataset.key;
    }
    part("owed").classList.toggle("choosing", on);
    if (!on) {
      delete part("owed").dataset.keys;
      return;
    }
    part("owed").dataset.keys = "";
    label(part("owed-list"));
    part("owed-list").querySelector("button")?.focus();
  }

  #offer() {
    const due = [...part("owed-list").querySelectorAll("[data-pressing=late], [data-pressing=due]")];
    part("owed").classList.toggle("some-due", due.length > 0);
    const names = due.map((one) => one.querySelector("[data-callback]").dataset.callback).join();
    const news = names && names !== this.#told && this.free();
    if (!news) return;
    this.#told = names;
    tell(`${this.words.says.due_now} · ${due[0].querySelector(".owed-who").textContent.trim()}（L）`, "warn");
    this.ringer.sign();
  }

  async #take(callback) {
    this.#choosing(false);
    try {
      this.#task = await post(`${this.base}callbacks/${callback}/take/`);
    } catch (error) {
      tell(error.sentence || this.words.alarms.server_lost, "bad");
      return;
    }
    const { name, unit } = this.#task;
    write(part("dial-who"), [name || this.words.says.caller, unit].filter(Boolean).join(" · "));
    write(part("dial-number"), this.#task.number || masked(""));
    write(part("dial-note"), this.#task.note);
    write(part("dial-say"), greetingAt(this.desk.greetings, this.clock.now()).out);
    openLayer("dial");
  }

  #dialled() {
    closeLayer();
    if (this.#task) this.dial(this.#task);
  }

  /** The return call was answered and is over. */
  async keep(callback, call) {
    await post(`${this.base}callbacks/${callback}/keep/`, { call });
    tell(this.words.says.kept, "good");
    this.refresh();
  }
}
