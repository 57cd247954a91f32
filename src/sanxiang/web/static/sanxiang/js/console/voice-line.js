// The embedded line as the console uses it: messages in, requests out, and one voice leg that outlives many calls.

import { LineClient, MediaError } from "../line-client.js";
import { openMicrophone } from "../headset.js";

const RETRY_MS = 2000;
const ANSWER_MS = 8000;

export class VoiceLine {
  #leg = null;
  #wanted = false;
  #candidates = [];
  #offered = false;

  /** `checked()`: whether the headset was checked in this browser; without that nobody is ready here. */
  constructor({ ticketUrl, media, checked, onMessage, onTrouble }) {
    Object.assign(this, { media, checked, onMessage, onTrouble, line: new LineClient(ticketUrl) });
    this.line.on("*", (message) => this.onMessage(message));
    this.line.on("up", (welcome) => this.#up(welcome));
    this.line.on("down", () => this.onMessage({ t: "lost" }));
    this.line.on("lost", ({ code, sentence }) => this.#lost(code, sentence));
    media.on("candidate", (candidate) => this.#candidate(candidate));
    media.on("broken", () => this.#wanted && this.#attach().catch((fault) => this.onTrouble(fault)));
    media.on("unplugged", () => this.onTrouble(new MediaError("unplugged")));
  }

  /** Connect, and try again until it works or the line refuses this person. */
  async connect() {
    try {
      await this.line.connect();
    } catch (fault) {
      if (fault.code !== "unreachable") return this.#lost(fault.code, fault.sentence);
      this.onMessage({ t: "lost" });
      setTimeout(() => this.connect(), RETRY_MS);
    }
    return undefined;
  }

  /** Take calls from now on: with the microphone open and a leg to the line. Throws MediaError, LineError. */
  async ready() {
    await this.#attached();
    await this.line.request("ready");
    this.#wanted = true;
  }

  async notReady(reason) {
    await this.line.request("not_ready", { reason });
    if (reason !== "wrapup") this.#wanted = false;
  }

  request(verb, fields) {
    return this.line.request(verb, fields);
  }

  /** Let the microphone be heard only where the call is ours to speak on. */
  async follow(call, speaking) {
    this.media.mute(Boolean(call?.muted));
    await this.media.talk(speaking);
  }

  async #up(welcome) {
    this.onMessage({ ...welcome, t: "welcome" });
    const { presence, call } = welcome.state;
    this.#leg = null; // after a lost connection the line may be a new one: make the leg anew
    if (!this.#wanted && !call && !["ready", "ringing", "busy"].includes(presence.state)) return;
    try {
      if (presence.state === "ready" && !this.checked()) {
        await this.notReady("other");
        return;
      }
      await this.#attached();
      // A line that was started anew, or that missed us for too long, has us not ready: be ready as before.
      const dropped = presence.state === "not_ready" && ["", "lost"].includes(presence.reason);
      if (this.#wanted && dropped) await this.ready();
      this.#wanted = true;
    } catch (fault) {
      this.onTrouble(fault);
    }
  }

  #attached() {
    this.#leg ??= this.#attach().catch((fault) => { this.#leg = null; throw fault; });
    return this.#leg;
  }

  async #attach() {
    await openMicrophone(this.media);
    this.#offered = false;
    this.#candidates = [];
    const sdp = await this.media.offer({ iceServers: this.line.ice, sendIdle: true });
    const answer = this.#answer();
    await this.line.request("media", { sdp });
    this.#offered = true;
    this.#candidates.splice(0).forEach((candidate) => this.line.send("ice", { candidate }));
    await this.media.accept(await answer);
    this.onMessage({ t: "voice" });
  }

  #answer() {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => { off(); reject(new MediaError("media")); }, ANSWER_MS);
      const off = this.line.on("sdp", ({ sdp }) => { clearTimeout(late); off(); resolve(sdp); });
    });
  }

  // Candidates before the offer has arrived would find no leg to belong to.
  #candidate(candidate) {
    if (this.#offered) this.line.send("ice", { candidate });
    else this.#candidates.push(candidate);
  }

  #lost(code, sentence) {
    this.onMessage(code === "taken" ? { t: "took_over" } : { t: "lost" });
    if (code !== "taken") this.onTrouble(Object.assign(new Error(sentence), { code, sentence }));
  }
}
