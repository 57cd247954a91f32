// The ring on the operator's loudspeaker, in the cadence of the line. One cycle is drawn as sound beforehand and
// looped by the audio thread: no timer takes part, so a tab in the background rings as steadily as any other.

const TONES = [660, 880]; // Hz, sounded in turn: heard over voices, easy on the ear
const TRILL_S = 0.05;
const RATE = 16000;

/** One ring cycle as samples in [-1, 1]: `on` seconds of trill with soft edges, then silence up to `cycle`. */
export function cycleOf(on, cycle, rate = RATE) {
  const samples = new Float32Array(Math.max(1, Math.round(cycle * rate)));
  const ringing = Math.min(samples.length, Math.round(on * rate));
  let phase = 0;
  for (let at = 0; at < ringing; at += 1) {
    phase += (2 * Math.PI * TONES[Math.floor(at / rate / TRILL_S) % TONES.length]) / rate;
    const edge = Math.min(1, at / rate / 0.01, (ringing - at) / rate / 0.03);
    samples[at] = 0.6 * edge * (Math.sin(phase) + 0.25 * Math.sin(3 * phase));
  }
  return samples;
}

export class Ringer {
  #context = null;
  #source = null;
  #sink = "";

  /** True once the browser lets this page sound. */
  get unlocked() {
    return this.#context?.state === "running";
  }

  get ringing() {
    return this.#source !== null;
  }

  /** Call from a key press or a click: browsers keep a page silent until somebody has touched it. */
  async unlock() {
    this.#context ??= new AudioContext({ latencyHint: "playback" });
    await this.#useSink();
    if (this.#context.state !== "running") await this.#context.resume();
    return this.unlocked;
  }

  /** Ring out of the loudspeaker with this device id ("" = the usual one), where the browser can choose. */
  async useDevice(id) {
    this.#sink = id;
    await this.#useSink();
  }

  /** Ring until `stop`: `on` seconds of every `cycle`, at `volume` 0–1; `late`: seconds it rings already. */
  start({ on, cycle, volume = 0.5, late = 0 }) {
    this.stop();
    this.#context ??= new AudioContext({ latencyHint: "playback" });
    this.#context.resume().catch(() => {}); // silent until unlocked; the screen says so
    this.#source = this.#looped(cycleOf(on, cycle), volume);
    this.#source.start(0, late % cycle);
  }

  stop() {
    this.#source?.stop();
    this.#source?.disconnect();
    this.#source = null;
  }

  /** One short soft sign, for a nudge during a hold. */
  sign({ volume = 0.25 } = {}) {
    if (!this.unlocked) return;
    const source = this.#looped(cycleOf(0.18, 0.18), volume);
    source.loop = false;
    source.start();
  }

  #looped(samples, volume) {
    const buffer = this.#context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const gain = new GainNode(this.#context, { gain: volume });
    const source = new AudioBufferSourceNode(this.#context, { buffer, loop: true });
    source.connect(gain).connect(this.#context.destination);
    return source;
  }

  async #useSink() {
    if (!this.#context?.setSinkId) return;
    try {
      await this.#context.setSinkId(this.#sink);
    } catch {
      await this.#context.setSinkId(""); // unplugged since it was chosen
    }
  }
}

/** Whether this browser can ring on another device than the one it talks on. */
export function canChooseSpeaker() {
  return "setSinkId" in AudioContext.prototype;
}
