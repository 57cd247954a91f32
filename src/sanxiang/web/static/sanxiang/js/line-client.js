// The browser's end of a telephone line, shared by the resident's page and the operator's console.
//
// LineClient: the WebSocket to the line process.
//   const line = new LineClient("/console/ticket", { giveUpS: Infinity });
//       ticketUrl    POSTed to before each hello; answers {"ticket": "…", "url": "ws://…/line"}, or a refusal
//                    {"sentence": "…", "code": "…"} with a status ≥ 400
//       giveUpS      seconds to try again after a broken connection (Infinity: for ever)
//       sessionKey   name under which sessionStorage keeps this tab's session (a reload comes back to its call)
//   await line.connect()              → the welcome message; throws LineError. Afterwards it reconnects by itself.
//   line.send("hangup", { call })     sends {"t": "hangup", …}; false when the line is not up (nothing is kept for later)
//   await line.request("answer", …)   like send, numbered: resolves with {"t": "ok", …}, throws LineError(code)
//   const off = line.on("ring", f)    f(message) for each message of that `t`; "*" for all. And for the connection:
//       "up"      the welcome message, first time and after each reconnection: take the state from it, offer anew if needed
//       "down"    {since}, the connection broke, trying again
//       "lost"    {code, sentence}, it won't come back: "gave_up", or a refusal ("expired", "bad_ticket", "taken", …)
//   line.now()                        server time, epoch ms     line.up   boolean     line.ice   servers for Media
//   line.close()                      for good
//
// Media: one WebRTC leg with one microphone. Each offer makes a new leg; the former ends once the new one is accepted
// (a leg that closes while the line has no other is a caller who has gone).
//   const media = new Media(audioElement);
//   Media.obstacle()                  "" or why this browser can't talk: "insecure", "unsupported", "codec"
//   await media.openMicrophone({ deviceId })   → MediaStream; throws MediaError: "refused", "none", "in_use", "unplugged", "failed"
//   media.useMicrophone(stream)       a microphone opened elsewhere (a headset check)
//   await media.offer({ iceServers, sendIdle })  → SDP at once, candidates follow by on("candidate"); with sendIdle
//                                     nothing is sent until talk(true)
//   await media.accept(sdp)           the line's answer
//   await media.talk(true|false)      send the microphone, or nothing (no packets) between calls
//   media.mute(true|false)            send silence; the microphone stays open
//   await media.replaceTrack(track)   another microphone without a new leg
//   media.connected                   whether voice can flow
//   const off = media.on(type, f)     "candidate" (RTCIceCandidateInit), "connected", "broken", "unplugged" (the microphone),
//                                     "blocked" (the browser wants a click before it plays)
//   media.stopMicrophone()            media.close()    the leg and the microphone
//
// ?plain-audio=1, or data-plain-audio="1" on <html>, opens microphones without echo, noise and gain processing:
// tests compare what was said with what was recorded.

const RETRY_MS = [300, 700, 1500, 3000];
const ANSWER_MS = 10000;
const HELLO_MS = 8000;

export class LineError extends Error {
  constructor(code, sentence = "") {
    super(sentence || code);
    this.code = code;
    this.sentence = sentence;
  }
}

export class MediaError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

class Emitter {
  #handlers = new Map();

  on(type, handler) {
    if (!this.#handlers.has(type)) this.#handlers.set(type, new Set());
    this.#handlers.get(type).add(handler);
    return () => this.#handlers.get(type).delete(handler);
  }

  emit(type, detail) {
    for (const handler of [...(this.#handlers.get(type) ?? [])]) handler(detail);
  }
}

// Codes after which the same page can't come back by itself.
const FINAL = new Set(["bad_ticket", "expired", "taken"]);

export class LineClient extends Emitter {
  #ticketUrl;
  #giveUpMs;
  #session;
  #socket = null;
  #welcomed = false;
  #closed = false;
  #number = 0;
  #waiting = new Map();
  #skew = 0;
  #downSince = null;
  #tries = 0;
  #timer = null;

  constructor(ticketUrl, { giveUpS = Infinity, sessionKey = "sanxiang.session" } = {}) {
    super();
    this.#ticketUrl = ticketUrl;
    this.#giveUpMs = giveUpS * 1000;
    this.#session = sessionOf(sessionKey);
    this.ice = [];
    // A laptop that wakes up, a phone that finds its network again: don't wait for the next try.
    for (const sign of ["online", "focus"]) window.addEventListener(sign, () => this.#hurry());
  }

  get up() {
    return this.#welcomed;
  }

  now() {
    return Date.now() + this.#skew;
  }

  async connect() {
    this.#closed = false;
    const welcome = await this.#open();
    this.emit("up", welcome);
    return welcome;
  }

  send(type, fields = {}) {
    if (!this.#welcomed) return false;
    this.#socket.send(JSON.stringify({ t: type, ...fields }));
    return true;
  }

  request(type, fields = {}) {
    const n = (this.#number += 1);
    return new Promise((resolve, reject) => {
      if (!this.send(type, { n, ...fields })) {
        reject(new LineError("down"));
        return;
      }
      const timer = setTimeout(() => this.#settle(n, new LineError("no_answer")), ANSWER_MS);
      this.#waiting.set(n, { resolve, reject, timer });
    });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#fail("closed");
  }

  async #open() {
    const { ticket, url } = await this.#ticket();
    const socket = new WebSocket(url);
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.close(), HELLO_MS);
      let refusal = new LineError("unreachable");
      socket.onopen = () => socket.send(JSON.stringify({ t: "hello", ticket, session: this.#session }));
      socket.onmessage = (event) => {
        const message = JSON.parse(event.data);
        if (message.t === "error") refusal = new LineError(message.code);
        if (message.t !== "welcome") return;
        clearTimeout(timer);
        this.#greeted(message);
        resolve(message);
      };
      socket.onclose = () => {
        clearTimeout(timer);
        reject(refusal);
      };
    });
  }

  async #ticket() {
    let answer;
    try {
      answer = await fetch(this.#ticketUrl, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": csrfToken() } });
    } catch {
      throw new LineError("unreachable");
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    throw new LineError(said.code ?? (answer.status >= 500 ? "unreachable" : "expired"), said.sentence);
  }

  #greeted(welcome) {
    this.#welcomed = true;
    this.#skew = welcome.now - Date.now();
    this.#downSince = null;
    this.#tries = 0;
    this.ice = welcome.ice ?? [];
    const socket = this.#socket;
    let last = "";
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.t === "error" && message.n === undefined) last = message.code;
      this.#receive(message);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#broken(last);
    };
  }

  #receive(message) {
    if (message.n !== undefined) this.#settle(message.n, message.t === "error" ? new LineError(message.code) : message);
    this.emit(message.t, message);
    this.emit("*", message);
  }

  #settle(n, result) {
    const waiting = this.#waiting.get(n);
    if (!waiting) return;
    this.#waiting.delete(n);
    clearTimeout(waiting.timer);
    if (result instanceof Error) waiting.reject(result);
    else waiting.resolve(result);
  }

  #fail(code) {
    this.#welcomed = false;
    for (const n of [...this.#waiting.keys()]) this.#settle(n, new LineError(code));
  }

  #broken(code) {
    this.#fail("down");
    if (this.#closed) return;
    if (FINAL.has(code)) {
      this.#giveUp(new LineError(code));
      return;
    }
    this.#downSince ??= Date.now();
    this.emit("down", { since: this.#downSince });
    this.#later();
  }

  #later() {
    const pause = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#again(), pause);
  }

  #hurry() {
    if (this.#downSince === null || this.#closed || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#again();
  }

  async #again() {
    this.#timer = null;
    try {
      this.emit("up", await this.#open());
    } catch (fault) {
      if (this.#closed) return;
      const late = Date.now() - this.#downSince > this.#giveUpMs;
      if (fault.code !== "unreachable" || late) this.#giveUp(late && fault.code === "unreachable" ? new LineError("gave_up") : fault);
      else this.#later();
    }
  }

  #giveUp({ code, sentence = "" }) {
    this.#closed = true;
    this.emit("lost", { code, sentence });
  }
}

export class Media extends Emitter {
  #audio;
  #peer = null;
  #former = null;
  #sender = null;
  #stream = null;
  #sending = false;

  constructor(audio) {
    super();
    this.#audio = audio;
  }

  static obstacle() {
    if (!window.isSecureContext) return "insecure";
    if (!window.RTCPeerConnection || !navigator.mediaDevices?.getUserMedia) return "unsupported";
    const known = window.RTCRtpReceiver?.getCapabilities?.("audio")?.codecs;
    return known && !known.some(isPcmu) ? "codec" : "";
  }

  get connected() {
    return this.#peer?.connectionState === "connected";
  }

  async openMicrophone({ deviceId = "" } = {}) {
    const audio = { ...processing(), channelCount: 1 };
    if (deviceId) audio.deviceId = { exact: deviceId };
    try {
      this.useMicrophone(await navigator.mediaDevices.getUserMedia({ audio }));
    } catch (fault) {
      throw new MediaError(codeOf(fault));
    }
    return this.#stream;
  }

  useMicrophone(stream) {
    if (this.#stream !== stream) this.stopMicrophone();
    this.#stream = stream;
    stream.getAudioTracks()[0].onended = () => this.emit("unplugged");
  }

  async offer({ iceServers = [], sendIdle = false } = {}) {
    const peer = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#former?.close();
    this.#former = this.#peer;
    this.#peer = peer;
    const track = sendIdle ? null : this.#track();
    const transceiver = peer.addTransceiver(track ?? "audio", { direction: "sendrecv" });
    this.#sender = transceiver.sender;
    this.#sending = !sendIdle;
    transceiver.setCodecPreferences?.(RTCRtpReceiver.getCapabilities("audio").codecs.filter(isPcmu));
    this.#listen(peer);
    await peer.setLocalDescription();
    return peer.localDescription.sdp;
  }

  async accept(sdp) {
    // An answer to a leg that has been replaced meanwhile is of no use.
    if (this.#peer?.signalingState !== "have-local-offer") return;
    await this.#peer.setRemoteDescription({ type: "answer", sdp });
    this.#former?.close();
    this.#former = null;
  }

  async talk(on) {
    this.#sending = on;
    await this.#sender?.replaceTrack(on ? this.#track() : null);
  }

  mute(on) {
    const track = this.#track();
    if (track) track.enabled = !on;
  }

  async replaceTrack(track) {
    this.useMicrophone(new MediaStream([track]));
    if (this.#sending) await this.#sender?.replaceTrack(track);
  }

  stopMicrophone() {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#stream = null;
  }

  close() {
    this.#endLeg();
    this.stopMicrophone();
  }

  #track() {
    return this.#stream?.getAudioTracks()[0] ?? null;
  }

  #listen(peer) {
    peer.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) this.emit("candidate", candidate.toJSON());
    };
    peer.ontrack = ({ track }) => {
      this.#audio.srcObject = new MediaStream([track]);
      this.#audio.play().catch(() => this.emit("blocked"));
    };
    peer.onconnectionstatechange = () => {
      if (peer !== this.#peer) return;
      if (peer.connectionState === "connected") this.emit("connected");
      if (peer.connectionState === "failed") this.emit("broken");
    };
  }

  #endLeg() {
    const legs = [this.#peer, this.#former];
    this.#peer = this.#former = this.#sender = null;
    for (const leg of legs) leg?.close();
    this.#audio.srcObject = null;
  }
}

export function plainAudio() {
  return document.documentElement.dataset.plainAudio === "1" || new URLSearchParams(location.search).get("plain-audio") === "1";
}

/** The echo, noise and gain processing of a microphone, as getUserMedia takes it. */
export function processing() {
  const on = !plainAudio();
  return { echoCancellation: on, noiseSuppression: on, autoGainControl: on };
}

function isPcmu(codec) {
  return codec.mimeType.toLowerCase() === "audio/pcmu";
}

function codeOf(fault) {
  const codes = {
    NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "unplugged",
    NotReadableError: "in_use", AbortError: "in_use",
  };
  return codes[fault?.name] ?? "failed";
}

function sessionOf(key) {
  try {
    let session = sessionStorage.getItem(key);
    if (!session) sessionStorage.setItem(key, (session = randomWord()));
    return session;
  } catch {
    return randomWord(); // storage is shut: the page works, only a reload can't come back to its call
  }
}

function randomWord() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}
