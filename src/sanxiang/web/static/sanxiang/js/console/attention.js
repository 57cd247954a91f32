// Calling the operator back to this tab: the title blinks, and a notification names the caller.

export class Attention {
  #title = document.title;
  #saying = "";
  #odd = false;
  #note = null;

  constructor(ticker) {
    ticker.on(() => this.#blink(), 800);
  }

  /** Say `line` in the title, and in a notification when nobody looks at the tab. */
  call(line, details, tag) {
    this.#title = this.#saying ? this.#title : document.title;
    this.#saying = line;
    document.title = line;
    if (!document.hasFocus()) this.#notify(line, details, tag);
  }

  rest() {
    if (this.#saying) document.title = this.#title;
    this.#saying = "";
    this.#note?.close();
    this.#note = null;
  }

  #blink() {
    if (!this.#saying) return;
    this.#odd = !this.#odd;
    document.title = this.#odd ? this.#title : this.#saying;
  }

  #notify(line, body, tag) {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    try {
      this.#note = new Notification(line, { body, tag, requireInteraction: true, silent: true });
      this.#note.onclick = () => { window.focus(); this.#note?.close(); };
    } catch {
      this.#note = null; // phones allow them only from a service worker
    }
  }
}

/** Ask once whether notifications may be shown. Returns "granted", "denied", "default" or "none". */
export async function mayNotify() {
  if (!("Notification" in window)) return "none";
  return Notification.permission === "default" ? Notification.requestPermission() : Notification.permission;
}
