// The recording of a call: two channels to see, any second to hear. Waveform by wavesurfer, from an outline
// that the server computes, so that nothing is fetched before somebody listens.

import WaveSurfer from "../../vendor/wavesurfer/wavesurfer.esm.js";
import RegionsPlugin from "../../vendor/wavesurfer/regions.esm.js";
import { composing, takesText } from "./keys.js";

const HEIGHT = 64;
const STEP_S = 5;
const COLOURS = ["--wave-customer", "--wave-staff"];
const RATE_KEY = "sanxiang.rate";

const clock = (seconds) => {
  const whole = Math.max(Math.floor(seconds), 0);
  const rest = [Math.floor(whole / 60) % 60, whole % 60].map((part, place) => String(part).padStart(place ? 2 : 1, "0"));
  return whole < 3600 ? rest.join(":") : [Math.floor(whole / 3600), ...rest.map((part) => part.padStart(2, "0"))].join(":");
};

class Player {
  constructor(section, data) {
    this.section = section;
    this.data = data;
    this.audio = new Audio();
    section.append(this.audio);
    this.audio.preload = "none"; // the first byte is on record: only when somebody presses play
    this.#listen();
    this.#rate(sessionStorage.getItem(RATE_KEY) ?? "1");
    this.#draw();
  }

  part(name) {
    return this.section.querySelector(`[data-part="${name}"]`);
  }

  #listen() {
    for (const kind of ["timeupdate", "seeking", "durationchange"]) this.audio.addEventListener(kind, () => this.#tell());
    for (const kind of ["play", "pause", "ended"]) this.audio.addEventListener(kind, () => this.#mark());
    this.audio.addEventListener("error", () => this.#fault(this.data.words.lost));
    this.section.addEventListener("click", (event) => {
      const button = event.target.closest("[data-job]");
      if (!button) return;
      this.act(button.dataset.job);
      letGo(button, event);
    });
    this.part("rate").addEventListener("change", (event) => this.#rate(event.target.value));
  }

  act(job) {
    if (job === "play") this.audio.paused ? this.play() : this.audio.pause();
    if (job === "back") this.seek(this.at - STEP_S);
    if (job === "forward") this.seek(this.at + STEP_S);
  }

  get at() {
    return this.audio.currentTime;
  }

  get length() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : (this.seconds ?? 0);
  }

  seek(seconds) {
    const end = this.length ? Math.max(this.length - 0.05, 0) : seconds;
    this.audio.currentTime = Math.min(Math.max(seconds, 0), end);
    this.wave?.setTime(this.audio.currentTime);
    this.#tell();
  }

  async play(from) {
    if (from !== undefined) this.seek(from);
    this.#fault("");
    try {
      await this.audio.play();
    } catch (reason) {
      if (reason.name !== "AbortError") this.#fault(this.data.words.lost);
    }
  }

  stop() {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.wave?.destroy();
  }

  #rate(value) {
    const chosen = this.part("rate");
    if (![...chosen.options].some((one) => one.value === value)) value = "1";
    chosen.value = value;
    this.audio.defaultPlaybackRate = this.audio.playbackRate = Number(value);
    sessionStorage.setItem(RATE_KEY, value);
  }

  #tell() {
    this.part("now").textContent = clock(this.at);
    this.part("whole").textContent = clock(this.length);
  }

  #mark() {
    const playing = !this.audio.paused && !this.audio.ended;
    this.section.classList.toggle("playing", playing);
    this.section.querySelector('[data-job="play"]').setAttribute("aria-pressed", String(playing));
  }

  #fault(sentence) {
    const place = this.part("fault");
    place.textContent = sentence;
    place.hidden = !sentence;
  }

  async #draw() {
    try {
      const answer = await fetch(this.data.outline, { headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.sentence);
      this.seconds = said.seconds;
      this.#wave(said);
      this.#scale(said.seconds);
      this.#tell();
    } catch (reason) {
      this.audio.src = this.data.sound;
      this.#fault(reason.message || this.data.words.unreadable);
    }
  }

  #wave({ seconds, peaks }) {
    const look = getComputedStyle(this.section);
    const colour = (name) => look.getPropertyValue(name).trim();
    const channel = (name) => ({ waveColor: colour(name), progressColor: colour(`${name}-heard`), height: HEIGHT });
    const detached = document.createElement("div");
    this.regions = RegionsPlugin.create();
    this.wave = WaveSurfer.create({
      container: detached,
      media: this.audio,
      splitChannels: peaks.map((_, place) => channel(COLOURS[place % 2])),
      cursorColor: colour("--wave-cursor"),
      cursorWidth: 2,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      barHeight: 1 / Math.max(0.1, ...peaks.flat()), // a quiet recording is drawn as large as a loud one
      dragToSeek: true,
      plugins: [this.regions],
    });
    adoptStyle(detached.firstElementChild);
    this.part("room").replaceChildren(detached);
    this.wave.on("decode", () => this.#patches());
    this.wave.load(this.data.sound, peaks, seconds);
  }

  #patches() {
    const missed = [...document.querySelectorAll("[data-missed]")].map((one) => ({
      kind: "finding", from: Number(one.dataset.play), to: Number(one.dataset.playTo), word: one.dataset.missed,
    }));
    for (const patch of [...this.data.patches, ...missed]) {
      const region = this.regions.addRegion({
        start: patch.from, end: Math.max(patch.to, patch.from + 0.1), drag: false, resize: false,
        color: getComputedStyle(this.section).getPropertyValue(`--patch-${patch.kind}`).trim(),
      });
      region.element.title = patch.word;
      // What was missed is a band at the foot, so that the sound and the holds stay to be seen.
      if (patch.kind === "finding") Object.assign(region.element.style, { top: "auto", bottom: "0", height: "8px" });
    }
  }

  #scale(seconds) {
    const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find((one) => seconds / one <= 10) ?? 1800;
    const marks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, place) => place * step)
      .filter((at) => at < seconds * 0.96); // the last one would be cut off
    this.part("scale").replaceChildren(...marks.map((at) => {
      const mark = document.createElement("span");
      mark.textContent = clock(at);
      mark.style.insetInlineStart = `${(100 * at) / seconds}%`;
      return mark;
    }));
  }
}

// Wavesurfer writes its style into the page; our content policy allows sheets of the program only. Taken out
// before the browser sees it, the same text becomes a sheet that script may add.
function adoptStyle(host) {
  const style = host.shadowRoot.querySelector("style");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  style.remove();
  host.shadowRoot.adoptedStyleSheets = [sheet];
}

let player = null;

function begin() {
  const data = document.getElementById("player-data");
  const section = document.getElementById("sound");
  if (player?.section === section) return;
  player?.stop();
  player = data ? new Player(section, JSON.parse(data.textContent)) : null;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-play]");
  if (!button || !player) return;
  player.play(Number(button.dataset.play));
  letGo(button, event);
  document.querySelector(".at-play")?.classList.remove("at-play");
  const place = button.closest("[data-finding]") ?? button;
  place.classList.add("at-play");
  place.scrollIntoView({ block: "nearest" }); // by key it may be out of sight
});

// Space, ←, → and 1 to 9 (the findings, as they are numbered on the page). What was reached by Tab keeps its own
// space bar; what was clicked lets go of it, so that a click on a finding and then space means: pause.
const CONTROLS = "button, a[href], summary, select, input, textarea";

function letGo(button, event) {
  if (event.detail > 0) button.blur(); // 0: pressed by a key
}

document.addEventListener("keydown", (event) => {
  if (!player || composing(event) || takesText(event.target)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const job = { " ": "play", ArrowLeft: "back", ArrowRight: "forward" }[event.key];
  if (job) {
    if (event.key === " " && event.target.matches(CONTROLS)) return;
    event.preventDefault();
    player.act(job);
  } else if (/^[1-9]$/.test(event.key)) {
    document.querySelector(`[data-number="${event.key}"]`)?.click();
  }
});

document.body.addEventListener("htmx:oobAfterSwap", begin);
begin();
