// The strip at the top: the own state and for how long, the line, who waits, where the colleagues are.

import { spell } from "./clock.js";
import { fill, make, part, show, write } from "./dom.js";
import { showPresenceKeys } from "./presence.js";

// What the operator is doing, in the desk's own words: notes after a call, or a call on the ordinary phone.
function shown({ presence, call }) {
  if (call?.exchange === "by_hand") return [call.answered ? "busy" : "ringing", ""];
  return presence.reason === "wrapup" ? ["wrapup", ""] : [presence.state, presence.reason];
}

export class Bar {
  #state = null;
  #board = "";

  constructor({ clock, ticker, words, desk }) {
    Object.assign(this, { clock, words, desk });
    ticker.on(() => this.#time(), 500);
  }

  show(state) {
    this.#state = state;
    const [name, reason] = shown(state);
    part("own-state").dataset.state = name;
    write(part("state-name"), this.words.states[name] ?? name);
    write(part("state-reason"), reason ? this.words.reasons[reason] ?? "" : "");
    showPresenceKeys(part("console"), state);
    this.#line(state.line);
    this.#showBoard(state.board, state.ring && !state.ring.consult_from ? 1 : 0);
    this.#time();
  }

  #line(line) {
    const element = part("line-state");
    const words = { up: "connected", connecting: "connecting", down: "connecting", over: "connecting" };
    element.dataset.state = line;
    show(element, line !== "none");
    write(part("line-words"), line === "over" ? this.words.refusals.took_over : this.words.says[words[line]] ?? "");
  }

  // Whoever rings here is not waiting for somebody else.
  #showBoard({ waiting: all, agents }, here) {
    const waiting = Math.max(0, all - here);
    const picture = JSON.stringify([waiting, agents]);
    if (picture === this.#board) return;
    this.#board = picture;
    if (part("waiting")) this.#showWaiting(waiting);
    const others = agents.filter((one) => one.staff !== this.desk.staff.number);
    part("board").replaceChildren(...others.map((one) => this.#colleague(one)));
  }

  #showWaiting(waiting) {
    const { says } = this.words;
    write(part("waiting"), waiting ? fill(says.waiting, { n: waiting }) : says.nobody_waits);
    part("waiting").classList.toggle("some", waiting > 0);
  }

  #colleague({ staff, name, state }) {
    const words = this.words.states[state] ?? state;
    return make("li", { "data-state": state, title: `${name} ${staff} · ${words}` },
      make("span", { class: "state-dot", "aria-hidden": "true" }), make("span", { text: name || staff }),
      make("span", { text: words, class: "visually-hidden" }));
  }

  #time() {
    const { call, presence } = this.#state ?? {};
    const since = call?.exchange === "by_hand" ? call.answered ?? call.offered : presence?.since;
    write(part("state-time"), since ? spell(this.clock.since(since)) : "");
  }
}
