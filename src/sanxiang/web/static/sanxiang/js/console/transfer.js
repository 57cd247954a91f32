// Choosing the colleague: by number key, by arrows and Enter. Where no line knows the states, they are "".

import { label } from "../keys.js";
import { fill, make, onJob, part, write } from "./dom.js";
import { closeLayer, openLayer } from "./layers.js";
import { tell } from "./notices.js";

const free = ({ state }) => ["ready", ""].includes(state);

export class Transfer {
  /** `agents()`: those who are signed in, as a line's board lists them. */
  constructor({ desk, words, agents, consult }) {
    Object.assign(this, { desk, words, agents, consult });
    onJob("transfer", () => this.#open(() => true, desk.sentences.transfer));
    onJob("supervisor", () => this.#supervisor());
    onJob("colleague", (event, button) => this.#choose(button.dataset.staff));
    part("colleague-list").addEventListener("keydown", (event) => this.#arrows(event));
    part("colleague-list").addEventListener("focusin", (event) => this.#look(event.target));
  }

  /** Colleagues who are signed in, those who can be rung first: `[{staff, name, state, supervisor}]`. */
  #others(wanted) {
    const me = this.desk.staff.number;
    const rows = this.agents().filter((one) => one.staff !== me)
      .map((one) => ({ ...one, ...this.desk.colleagues[one.staff] }));
    return rows.filter(wanted).sort((one, other) => free(other) - free(one));
  }

  #supervisor() {
    const free = this.#others((one) => one.supervisor && free(one));
    if (free.length === 0) tell(this.words.says.no_supervisor, "warn");
    else if (free.length === 1) this.#choose(free[0].staff);
    else this.#open((one) => one.supervisor, this.desk.sentences.supervisor);
  }

  #open(wanted, sentence) {
    const rows = this.#others(wanted);
    if (!rows.some(free)) {
      tell(this.words.says.no_colleague, "warn");
      return;
    }
    this.sentence = sentence;
    part("colleague-list").replaceChildren(...rows.map((one, place) => this.#row(one, place)));
    label(part("colleague-list"));
    openLayer("colleagues", part("colleague-list").querySelector("button:not(:disabled)"));
  }

  #row({ staff, name, state }, place) {
    const button = make("button", {
      type: "button", class: "btn colleague", "data-job": "colleague", "data-staff": staff, "data-state": state,
      "data-key": place < 9 ? String(place + 1) : null, disabled: !free({ state }),
    });
    button.append(make("span", { class: "state-dot" }), make("b", { text: name }));
    button.append(make("span", { text: staff, class: "figures" }));
    button.append(make("span", { text: this.words.states[state] ?? state, class: "text-secondary" }));
    return button;
  }

  #look(target) {
    const name = this.desk.colleagues[target.dataset.staff]?.name ?? "";
    write(part("colleagues-say"), fill(this.sentence, { name }));
  }

  #arrows(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...part("colleague-list").querySelectorAll("button:not(:disabled)")];
    rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
  }

  #choose(staff) {
    closeLayer();
    this.consult(staff);
  }
}
