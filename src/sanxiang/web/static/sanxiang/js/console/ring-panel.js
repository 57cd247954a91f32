// A call that rings: drawn from the line's message alone. The caller's card follows from the web server.

import { fill, part, show, write } from "./dom.js";

/** The ring that sounds now, counted from `offered` by the cadence of the line: 1, 2, 3 … */
export const ringsBy = (seconds, cycle) => Math.floor(Math.round(seconds * 1000) / Math.round(cycle * 1000)) + 1;

/** What to do at the n-th ring: look, best, late, sorry. */
export function toneOf(rings, rules) {
  if (rules.sorry_after && rings > rules.sorry_after) return "sorry";
  if (rules.rings && rings > rules.rings) return "late";
  const [from] = rules.best ?? [1];
  return rings < from ? "look" : "best";
}

export class RingPanel {
  #ring = null;
  #address = "";
  #residents = "";

  constructor({ clock, ticker, desk, says }) {
    Object.assign(this, { clock, desk, says });
    ticker.on(() => this.#count(), 100);
  }

  /** Show a ring (a message `ring`, or the snapshot of an ordinary phone's call), or none. */
  show(ring) {
    if (ring?.call !== this.#ring?.call) this.#address = this.#residents = "";
    this.#ring = ring;
    if (!ring) return;
    const line = this.desk.lines[ring.line]?.name ?? ring.line_name ?? "";
    const asks = fill(this.says.title_consult, { who: this.#colleague(ring) });
    write(part("ring-kind"), ring.consult_from ? asks : line);
    this.#who(ring);
    part("ring").classList.toggle("emergency", Boolean(this.desk.lines[ring.line]?.emergency));
    show(part("ring-clock"), !ring.consult_from);
    this.#count();
  }

  /** The file tells who it may be: `address` where one person is meant (greeted by name), else all who live there. */
  known({ address, residents }) {
    this.#address = address;
    this.#residents = residents;
    if (this.#ring) this.#who(this.#ring);
    this.#count();
  }

  #who(ring) {
    const name = this.#address || whoOf(ring, this.says);
    write(part("ring-name"), name);
    const place = ring.place === name ? "" : ring.place;
    const known = this.#address || ring.caller_name ? "" : this.#residents;
    write(part("ring-where"), [place, known].filter(Boolean).join(" · "));
  }

  #colleague(ring) {
    return this.desk.colleagues[ring.consult_from]?.name ?? ring.consult_from;
  }

  #count() {
    if (!this.#ring) return;
    const cycle = this.#ring.cycle_s ?? this.desk.rules.cycle_s;
    const seconds = this.clock.since(this.#ring.offered);
    const rings = ringsBy(seconds, cycle);
    const tone = this.#ring.consult_from ? "look" : toneOf(rings, this.desk.rules);
    part("ring").dataset.tone = tone;
    write(part("ring-count"), String(rings));
    part("ring-hand").style.strokeDashoffset = String(1 - (seconds % cycle) / cycle);
    write(part("ring-advice"), this.#ring.consult_from ? "" : this.#advice(tone));
    write(part("ring-greeting"), this.#ring.consult_from ? "" : this.#greeting(tone));
  }

  #advice(tone) {
    const words = { look: "ring_look", best: "ring_best", late: "ring_late", sorry: "ring_sorry" };
    return fill(this.says[words[tone]], { limit: this.desk.rules.rings });
  }

  #greeting(tone) {
    const now = greetingAt(this.desk.greetings, this.clock.now());
    if (tone === "sorry") return now.late;
    return this.#address ? now.known.replace("{caller}", this.#address) : now.say;
  }
}

/** The greetings that hold at a moment (server ms). */
export function greetingAt(greetings, now) {
  return greetings.findLast((one) => one.from <= now) ?? greetings[0];
}

/** Who it is as far as the line knows. */
export function whoOf(call, says) {
  return call.caller_name || call.place || (call.from ? masked(call.from) : says.withheld);
}

/** The number as it is shown to those who haven't opened it: 138****8000. */
export function masked(number) {
  if (number.length < 8) return "*".repeat(Math.max(0, number.length - 1)) + number.slice(-1);
  return `${number.slice(0, -8)}****${number.slice(-4)}`;
}
