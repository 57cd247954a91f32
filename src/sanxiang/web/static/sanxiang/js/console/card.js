// The caller's card, from the web server: who lives there, what is open, what was last. It may come late, or never.

import { part, show } from "./dom.js";
import { token } from "./post.js";

export class Card {
  #call = "";

  constructor({ url, onKnown }) {
    Object.assign(this, { url, onKnown });
  }

  /** Show the card of this ring or call (null: none). Fetched once a call, and again by `refresh`. */
  show(call) {
    const id = call?.id ?? call?.call ?? "";
    show(part("caller"), Boolean(call));
    if (id === this.#call) return;
    this.#call = id;
    part("card").replaceChildren();
    if (call) this.#fetch(id, call);
  }

  async #fetch(id, call) {
    const sent = { call: id, from: call.from, unit: call.unit, place: call.place, caller_name: call.caller_name };
    const body = new URLSearchParams(Object.entries(sent).filter(([, value]) => value != null && value !== ""));
    try {
      const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
      const reply = await fetch(this.url, { method: "POST", headers, body, signal: AbortSignal.timeout(10000) });
      const page = await reply.text();
      if (id !== this.#call || reply.redirected || reply.status >= 500) return;
      part("card").innerHTML = page;
      this.onKnown({ address: "", residents: "", ...part("card").querySelector("[data-address]")?.dataset });
    } catch {
      // The web server is away or slow: the ring itself is on the screen all the same.
    }
  }
}
