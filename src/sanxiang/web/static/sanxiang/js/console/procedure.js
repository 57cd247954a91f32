// The steps of the procedure (TLK-1): they tick themselves from what can be seen; the one in hand shows its sentence.

import { make, part } from "./dom.js";

const RECORD = { unit: "unit_text", restated: "restated" };

const parted = (word) => [word.slice(0, word.indexOf(".")), word.slice(word.indexOf(".") + 1)];

/** Whether the console can see `word`: "call.hung_up:customer", "record.caller_name". Pure. */
export function seen(word, { call, fields, promised, transferred }) {
  const [source, what] = parted(word);
  if (source === "record") return what === "promised" ? promised : filled(fields[RECORD[what] ?? what]);
  const [event, whom] = what.split(":");
  if (event === "hung_up" || event === "ended") return call?.status === "ended" && (!whom || call.by === whom);
  if (event === "answered") return Boolean(call?.answered);
  return event === "transferred" ? transferred : false;
}

const filled = (value) => (typeof value === "string" ? value.trim() !== "" : Boolean(value));

// What the line filled in by itself (the flat of a link), or the caller did, shows nothing of the operator.
function acted(word, facts) {
  const [source, what] = parted(word);
  const own = source === "call" ? what === "transferred" : what === "promised" || facts.touched(RECORD[what] ?? what);
  return own && seen(word, facts);
}

/**
 * The steps with `done`, and which one is in hand (its place; -1 when all are done or the call is over). Pure.
 * A step that nothing can show (`seen_by` is empty) counts as done when a later one is by the operator's hand:
 * whoever was asked their name has been greeted.
 */
export function progress(steps, facts) {
  const ticked = (step) => Boolean(facts.ticked[step.id]);
  const by = (sees) => steps.map((step) => ticked(step) || step.seen_by.some((word) => sees(word, facts)));
  const hand = by(acted);
  const done = by(seen).map((one, place) => one || (!steps[place].seen_by.length && hand.includes(true, place)));
  const now = facts.call?.status === "ended" ? -1 : done.indexOf(false);
  return { steps: steps.map((step, place) => ({ ...step, done: done[place] })), now };
}

export class Procedure {
  #drawn = "";

  constructor({ steps, onTick }) {
    Object.assign(this, { steps, onTick, now: -1 });
  }

  show(facts) {
    const { steps, now } = progress(this.steps, facts);
    this.now = now;
    const picture = JSON.stringify([now, steps.map((step) => step.done)]);
    if (picture === this.#drawn) return;
    this.#drawn = picture;
    part("steps").replaceChildren(...steps.map((step, place) => this.#row(step, place === now)));
  }

  /** Tick the step in hand. */
  tick() {
    if (this.now >= 0) this.onTick(this.steps[this.now].id);
  }

  #row(step, inHand) {
    const kind = step.done ? "done" : inHand ? "now" : "later";
    const row = make("li", { class: `proc-step ${kind}`, "aria-current": inHand ? "step" : null });
    row.append(make("span", { class: "proc-mark", "aria-hidden": "true" }));
    row.append(make("span", { text: step.title, class: "proc-title" }));
    if (inHand) row.append(make("p", { text: step.say, class: "say proc-say" }));
    return row;
  }
}
