// The coaching strip: how the call sounds, and one gentle nudge at a time. What to say is decided where the
// sound is heard (quality/live); here it is only shown. Without figures the strip is empty and keeps its place.

import { fill, onJob, part, show, write } from "./dom.js";
import { handles } from "./state.js";
import { post } from "./post.js";

const FLOOR_DB = -50; // the left end of the level meters; the right end is full scale
const ICONS = {
  slower: "clock", faster: "player-skip-forward", let_finish: "hand-stop",
  silence: "hourglass", softer: "volume", louder: "volume",
};
const SENTENCES = ["rests", "after"];

/** The two ends of the rate's scale: room on both sides of the band. Pure. */
export function scaleOf(band) {
  const [low, high] = band ?? [100, 200];
  return [low / 2, high + low / 2];
}

/** Where a figure stands between two ends, 0 to 1. Pure. */
export function placeOf(figure, [low, high]) {
  return Math.max(0, Math.min(1, (figure - low) / (high - low)));
}

export class Coach {
  #source = null;
  #heard = "";
  #call = null;
  #told = { state: "" };

  /** `onWaiting(ms)`: since when the caller on hold has heard no word, null when nobody knows. */
  constructor({ base, desk, words, onWaiting }) {
    Object.assign(this, { base, desk, words: words.coach, onWaiting });
    onJob("coach", () => this.#switch());
    this.#drawBands();
    this.#show({ state: "" });
  }

  /** The call in hand (null: none). Only whoever handles it is coached. */
  follow(call) {
    this.#call = call;
    const mine = handles(call, this.desk.staff.number) && call.answered && call.exchange !== "by_hand";
    show(part("coach"), call?.exchange !== "by_hand");
    this.#listen(mine && this.desk.coach.on ? call.id : "");
  }

  #listen(call) {
    if (call === this.#heard) return;
    this.#source?.close();
    this.#source = null;
    this.#heard = call;
    this.#show({ state: "" });
    if (!call) return;
    const source = this.#source = new EventSource(`${this.base}calls/${encodeURIComponent(call)}/live/`);
    source.onmessage = ({ data }) => this.#show(JSON.parse(data));
    source.onerror = () => this.#show({ state: this.#told.state && "rests" });
  }

  async #switch() {
    const on = !this.desk.coach.on;
    this.desk.coach.on = on;
    this.follow(this.#call);
    this.#show(this.#told);
    await post(`${this.base}coach/`, { on }).catch(() => {}); // unsaved it holds until the page is opened anew
  }

  #drawBands() {
    const { rate, level } = this.desk.coach;
    band(part("coach-rate"), rate, scaleOf(rate));
    band(part("coach-level"), level, [FLOOR_DB, 0]);
    part("coach-rate").title = this.desk.coach.clauses.rate ?? "";
    part("coach-level").title = this.desk.coach.clauses.level ?? "";
  }

  #show(told) {
    this.#told = told;
    const { on } = this.desk.coach;
    part("coach").dataset.state = on ? told.state : "off";
    part("coach").classList.toggle("apart", Boolean(told.apart));
    document.querySelector("[data-job=coach]").setAttribute("aria-pressed", String(on));
    this.#meters(told);
    this.#nudge(on ? told : { state: "off" });
    this.onWaiting(told.waiting_since ?? null);
  }

  #meters({ rate = null, level = null, caller_level: caller = null, ...told }) {
    const scale = scaleOf(this.desk.coach.rate);
    meter(part("coach-rate"), rate, scale);
    write(part("coach-rate-figure"), rate === null ? this.words.unknown : String(rate));
    meter(part("coach-level"), level, [FLOOR_DB, 0]);
    meter(part("coach-caller-level"), caller, [FLOOR_DB, 0]);
    part("coach-level").classList.toggle("speaks", Boolean(told.staff_speaks));
    part("coach-caller-level").classList.toggle("speaks", Boolean(told.caller_speaks));
  }

  // Seconds go on counting for the eye; a screen reader hears each nudge once.
  #nudge({ state, nudge: kind = "", silence = 0 }) {
    const element = part("coach-nudge");
    const sentence = SENTENCES.includes(state) ? this.words[state] : "";
    element.dataset.kind = sentence ? state : kind;
    element.title = this.desk.coach.clauses[kind] ?? "";
    if (kind) write(part("coach-words"), fill(this.words[kind], { seconds: Math.floor(silence) }));
    else if (sentence) write(part("coach-words"), sentence);
    if (kind) useIcon(ICONS[kind]);
    write(part("coach-said"), kind === "silence" ? this.words.silence_said : this.words[kind] ?? sentence);
  }
}

function band(element, ends, scale) {
  const mark = element.querySelector(".coach-band");
  show(mark, Boolean(ends));
  element.setAttribute("aria-valuemin", String(scale[0]));
  element.setAttribute("aria-valuemax", String(scale[1]));
  if (!ends) return;
  mark.style.insetInlineStart = `${placeOf(ends[0], scale) * 100}%`;
  mark.style.insetInlineEnd = `${100 - placeOf(ends[1], scale) * 100}%`;
  element.dataset.low = ends[0];
  element.dataset.high = ends[1];
}

function meter(element, figure, scale) {
  const { low, high } = element.dataset;
  const outside = figure !== null && low !== undefined && (figure < Number(low) || figure > Number(high));
  element.classList.toggle("outside", outside);
  element.classList.toggle("unknown", figure === null);
  element.style.setProperty("--at", figure === null ? 0 : placeOf(figure, scale).toFixed(3));
  if (figure === null) element.removeAttribute("aria-valuenow");
  else element.setAttribute("aria-valuenow", String(figure));
}

function useIcon(name) {
  const use = part("coach-icon").querySelector("use");
  const file = use.getAttribute("href").split("#")[0];
  if (use.getAttribute("href") !== `${file}#${name}`) use.setAttribute("href", `${file}#${name}`);
}
