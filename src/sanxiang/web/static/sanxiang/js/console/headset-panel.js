// The check before the first call: shown until it is done in this browser, and by its key at any time.

import { canChooseSpeaker } from "../ringer.js";
import { Level, devices, judge, openMicrophone, remember, remembered, sample } from "../headset.js";
import { Media } from "../line-client.js";
import { mayNotify } from "./attention.js";
import { fill, make, onJob, part, show, write } from "./dom.js";
import { tell } from "./notices.js";

const BOTTOM_DB = -60;
const LISTEN = 40; // readings of the level that the advice goes by: about four seconds

export class HeadsetPanel {
  #stream = null;
  #level = null;
  #readings = [];

  constructor({ media, ringer, ticker, words, band, onChange }) {
    Object.assign(this, { media, ringer, words: words.devices, band, onChange });
    ticker.on(() => this.#measure(), 100);
    part("volume").value = String(remembered().volume);
    for (const name of ["mic", "phones", "speaker"]) {
      part(name).addEventListener("change", (event) => this.#chosen(name, event.target.value));
    }
    part("volume").addEventListener("input", (event) => remember({ volume: Number(event.target.value) }));
    onJob("try-ring", () => this.#tryRing());
    onJob("sample", () => this.#sample());
    onJob("headset-again", () => this.open());
    onJob("headset-done", () => this.#done());
  }

  get shown() {
    return !part("headset").hidden;
  }

  /** Whether this browser has been through the check. */
  static done() {
    return remembered().checked > 0 && !Media.obstacle();
  }

  async open() {
    show(part("headset"));
    this.onChange();
    this.#drawBand();
    this.#release();
    await this.ringer.unlock().catch(() => {});
    const fault = Media.obstacle() || await this.#openStream();
    this.#fault(fault);
    if (!fault) await this.#list();
  }

  close() {
    if (!this.shown) return;
    show(part("headset"), false);
    this.#release();
    this.onChange();
  }

  async #openStream() {
    try {
      this.#stream = await openMicrophone(this.media);
      this.#level = new Level(this.#stream);
      this.#readings = [];
      return "";
    } catch (error) {
      return error.code ?? "failed";
    }
  }

  #fault(code) {
    show(part("headset-fault"), Boolean(code));
    write(part("headset-fault"), code ? this.words[code] : "");
    for (const button of part("headset").querySelectorAll("[data-job=sample], [data-job=headset-done]")) {
      button.disabled = Boolean(code);
    }
  }

  async #list() {
    const { mic, out } = await devices();
    const chosen = remembered();
    this.#options(part("mic"), mic, chosen.mic);
    this.#options(part("phones"), out, chosen.phones);
    this.#options(part("speaker"), out, chosen.speaker);
    show(part("speaker-choice"), canChooseSpeaker());
    show(part("phones").closest("label"), out.length > 0);
  }

  #options(select, list, chosen) {
    const usual = { id: "", name: this.words.usual };
    const named = list.filter((one) => one.id !== "")
      .map((one, place) => ({ id: one.id, name: one.name || fill(this.words.nameless, { n: place + 1 }) }));
    select.replaceChildren(...[usual, ...named].map((one) => make("option", { value: one.id, text: one.name })));
    select.value = named.some((one) => one.id === chosen) ? chosen : "";
  }

  async #chosen(name, id) {
    remember({ [name]: id });
    if (name === "speaker") await this.ringer.useDevice(id);
    if (name === "mic") await this.open();
  }

  #drawBand() {
    const place = (db) => `${Math.max(0, Math.min(100, (1 - db / BOTTOM_DB) * 100))}%`;
    part("level-band").style.insetInlineStart = place(this.band[0]);
    part("level-band").style.insetInlineEnd = `calc(100% - ${place(this.band[1])})`;
  }

  #measure() {
    if (!this.#level || !this.shown) return;
    const db = this.#level.read();
    this.#readings = [...this.#readings, db].slice(-LISTEN);
    part("level-now").style.transform = `scaleX(${Math.max(0, Math.min(1, 1 - db / BOTTOM_DB))})`;
    part("level").setAttribute("aria-valuenow", String(Math.round(db)));
    const verdict = judge(this.#readings, this.band);
    if (verdict === "silent" && this.#readings.length < LISTEN) return;
    part("level").dataset.verdict = verdict;
    write(part("level-advice"), this.words[verdict]);
  }

  async #tryRing() {
    const { speaker, volume } = remembered();
    await this.ringer.unlock();
    await this.ringer.useDevice(speaker);
    this.ringer.start({ on: 1, cycle: 2, volume });
    setTimeout(() => this.ringer.stop(), 1900);
  }

  async #sample() {
    if (!this.#stream) return;
    const words = part("sample-words");
    write(words, this.words.recording);
    await sample(this.#stream, remembered().phones, () => write(words, this.words.playing));
    write(words, this.words.heard);
  }

  async #done() {
    remember({ checked: Date.now() });
    this.close();
    const allowed = await mayNotify();
    if (allowed === "denied") tell(this.words.notify_denied, "warn");
  }

  // The microphone itself stays open on `media`: the next call answers without asking for it again.
  #release() {
    this.#level?.close();
    this.#stream = this.#level = null;
  }
}
