// Headset and level check before the first call: which microphone, which headphone, which loudspeaker rings, and
// whether the voice comes through. What was chosen is remembered by this browser.

const STORE = "sanxiang.headset";
const SAMPLE_MS = 2000;

/** What this browser remembers: `{mic, phones, speaker, volume, checked}`; ids are "" for the usual device. */
export function remembered(store = localStorage) {
  try {
    return { mic: "", phones: "", speaker: "", volume: 0.5, checked: 0, ...JSON.parse(store.getItem(STORE) ?? "{}") };
  } catch {
    return { mic: "", phones: "", speaker: "", volume: 0.5, checked: 0 };
  }
}

export function remember(choice, store = localStorage) {
  store.setItem(STORE, JSON.stringify({ ...remembered(store), ...choice }));
}

let opened = null; // {id, stream}: asked for once, some browsers ask the person every time

/** Open the chosen microphone on `media`; one that is unplugged gives way to the usual. Throws MediaError. */
export async function openMicrophone(media, id = remembered().mic) {
  if (opened?.id === id && opened.stream.getAudioTracks()[0].readyState === "live") {
    media.useMicrophone(opened.stream);
    return opened.stream;
  }
  opened = { id, stream: await open(media, id) };
  return opened.stream;
}

async function open(media, id) {
  try {
    return await media.openMicrophone({ deviceId: id });
  } catch (error) {
    if (!id || error.code !== "unplugged") throw error;
    return media.openMicrophone();
  }
}

/** The devices by kind: `{mic: [{id, name}], out: […]}`. Names are known once the microphone was allowed. */
export async function devices() {
  const all = await navigator.mediaDevices.enumerateDevices();
  const named = (kind) => all.filter((one) => one.kind === kind && one.deviceId)
    .map((one) => ({ id: one.deviceId === "default" ? "" : one.deviceId, name: one.label }));
  return { mic: named("audioinput"), out: named("audiooutput") };
}

/** Measures how loud a stream is. */
export class Level {
  #context = new AudioContext();
  #analyser = new AnalyserNode(this.#context, { fftSize: 2048 });
  #samples = new Float32Array(2048);

  constructor(stream) {
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#context.resume().catch(() => {});
  }

  /** Loudness now in dB below full scale (RMS), -90 for silence. */
  read() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.max(-90, 10 * Math.log10(power || 1e-9));
  }

  close() {
    return this.#context.close();
  }
}

/** Judge the loudness of a stretch of speech: "silent", "faint", "good" or "loud". `band`: [low, high] in dB. */
export function judge(readings, band) {
  const voiced = readings.filter((level) => level > band[0] - 20).sort((a, b) => a - b);
  if (voiced.length < 5) return "silent";
  const usual = voiced[Math.floor(voiced.length * 0.7)];
  if (usual < band[0]) return "faint";
  return usual > band[1] ? "loud" : "good";
}

/** Record two seconds of `stream` and play them back on the device `out`. Resolves when they have been heard. */
export async function sample(stream, out = "", onPlay = () => {}) {
  const chunks = [];
  const recorder = new MediaRecorder(stream);
  recorder.ondataavailable = (event) => chunks.push(event.data);
  const stopped = new Promise((done) => { recorder.onstop = done; });
  recorder.start();
  await new Promise((done) => { setTimeout(done, SAMPLE_MS); });
  recorder.stop();
  await stopped;
  onPlay();
  return hear(new Blob(chunks, { type: recorder.mimeType }), out);
}

async function hear(blob, out) {
  const player = new Audio(URL.createObjectURL(blob));
  if (out && player.setSinkId) await player.setSinkId(out).catch(() => {});
  const heard = new Promise((done) => { player.onended = done; player.onerror = done; });
  await player.play();
  await heard;
  URL.revokeObjectURL(player.src);
}
