// Keys: every button that says `data-key` is pressed by that key, and shows it.
//
//   <button data-key="h">保持</button>                 H outside fields, Alt+H anywhere
//   <button data-key="Enter" data-urgent>接听</button>  Enter outside fields, Alt+Enter anywhere
//   <button data-key="Escape" data-always="Alt+x">     Escape outside fields, Alt+X anywhere
//   <button data-key="Control+Enter">                  a chord works anywhere as it stands
//
// What can't be seen or is disabled can't be pressed, so the caps on the screen are always the truth. An open
// `[data-keys]` container is a layer: it is asked before the page, and with data-keys="only" nothing below it
// is asked. Nothing fires while an input method is composing, nor a plain key while somebody types.

const TYPING = "textarea, select, [contenteditable=''], [contenteditable='true'], input:not([type=checkbox])"
  + ":not([type=radio]):not([type=button]):not([type=submit]):not([type=reset]):not([type=range])";
const NAMED = { Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", Control: "Ctrl" };

/** Whether an input method has this key: then it is nobody else's. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229 || event.key === "Process" || event.key === "Dead";
}

/** Whether the element takes what is typed. */
export function takesText(element) {
  return Boolean(element?.matches?.(TYPING));
}

/** The chord of an event: "h", "Enter", "Alt+h", "Control+Enter"; null for a modifier alone. */
export function chordOf(event) {
  if (["Alt", "Control", "Meta", "Shift"].includes(event.key)) return null;
  const held = [event.ctrlKey && "Control", event.metaKey && "Meta", event.altKey && "Alt"].filter(Boolean);
  return [...held, letterOf(event)].join("+");
}

// macOS types a special sign with Option, other scripts type their own letters: the place of the key tells.
function letterOf(event) {
  if (event.key.length !== 1) return event.key;
  if (/^[!-~]$/.test(event.key)) return event.key.toLowerCase();
  return /^(Key|Digit)(.)$/.exec(event.code)?.[2].toLowerCase() ?? event.key;
}

/** The two chords of a button: where nobody types, and anywhere. */
export function chordsOf(button) {
  const key = button.dataset.key;
  if (/^(Control|Alt|Meta)\+/.test(key)) return { plain: "", always: key };
  return { plain: key, always: button.dataset.always ?? `Alt+${key}` };
}

function pressable(button) {
  return !button.disabled && button.getAttribute("aria-disabled") !== "true" && button.checkVisibility();
}

function layers(root) {
  const open = [...root.querySelectorAll("[data-keys]")].filter((layer) => layer.checkVisibility()).reverse();
  const only = open.findIndex((layer) => layer.dataset.keys === "only");
  return only < 0 ? [...open, root] : open.slice(0, only + 1);
}

/** The button that this chord presses now, or null. */
export function buttonFor(root, chord, typing) {
  for (const layer of layers(root)) {
    for (const button of layer.querySelectorAll("[data-key]")) {
      const { plain, always } = chordsOf(button);
      if ((chord === always || (chord === plain && !typing)) && pressable(button)) return button;
    }
  }
  return null;
}

// A button reached by Tab is pressed by Enter itself, but for a call that rings: that one goes first.
function ownEnter(event, chord, button) {
  const focused = document.activeElement;
  const chosen = focused?.matches("button, a[href], summary, input") && focused.matches(":focus-visible");
  return chord === "Enter" && chosen && focused !== button && !("urgent" in button.dataset);
}

export class Keys {
  #composing = false;
  #held = false;

  /** Listens on `root` (the document) until `stop` is called. */
  constructor(root = document) {
    this.root = root;
    this.#on("compositionstart", () => { this.#composing = true; });
    this.#on("compositionend", () => { this.#composing = false; });
    this.#on("keydown", (event) => this.#press(event));
    for (const sign of ["focusin", "focusout"]) this.#on(sign, () => this.#mark());
    this.#on("pointerdown", () => { this.#held = true; });
    for (const sign of ["pointerup", "pointercancel"]) this.#on(sign, () => setTimeout(() => this.#release()));
    this.watcher = new MutationObserver((changes) => this.#decorate(changes));
    this.watcher.observe(root.body ?? root, { childList: true, subtree: true });
    label(root);
  }

  stop() {
    this.stopping?.abort();
    this.watcher.disconnect();
  }

  #on(kind, run) {
    this.stopping ??= new AbortController();
    this.root.addEventListener(kind, run, { signal: this.stopping.signal, capture: true });
  }

  #press(event) {
    if (this.#composing || composing(event) || event.repeat || event.defaultPrevented) return;
    const chord = chordOf(event);
    const button = chord && buttonFor(this.root, chord, takesText(event.target));
    if (!button || ownEnter(event, chord, button)) return;
    event.preventDefault();
    event.stopPropagation();
    press(button);
  }

  // The caps change their width: while a pointer is down, nothing may move away from under it.
  #release() {
    this.#held = false;
    this.#mark();
  }

  #mark() {
    if (this.#held) return;
    document.documentElement.classList.toggle("typing", takesText(document.activeElement));
  }

  #decorate(changes) {
    for (const change of changes) change.addedNodes.forEach((node) => node.nodeType === 1 && label(node));
  }
}

function press(button) {
  if (button.matches("input[type=radio], input[type=checkbox]") || !takesText(button)) button.click();
  else button.focus();
}

/** Put the caps on every button in `root` that has a key and shows none yet. */
export function label(root) {
  const found = [...root.querySelectorAll("[data-key]")];
  if (root.matches?.("[data-key]")) found.push(root);
  for (const button of found) {
    const { plain, always } = chordsOf(button);
    button.setAttribute("aria-keyshortcuts", [plain, always].filter(Boolean).join(" "));
    const place = placeOf(button);
    if (place && !place.querySelector(":scope > .cap")) place.append(capOf(plain, always));
  }
}

// A field shows its cap beside its name.
function placeOf(button) {
  if (!button.matches("input, textarea, select")) return button;
  return button.labels?.[0]?.querySelector(".field-label") ?? button.labels?.[0];
}

/** The caps: the key itself, and beside it what also works while typing (shown strong by CSS then). */
export function capOf(plain, always) {
  const cap = document.createElement("span");
  cap.className = "cap";
  cap.ariaHidden = "true";
  const same = plain && `Alt+${plain}` === always;
  if (same) cap.append(kbd("Alt", "anywhere"), kbd(plain));
  else if (plain) cap.append(kbd(plain, always ? "elsewhere" : ""));
  if (always && !same) cap.append(...always.split("+").map((key) => kbd(key, plain ? "anywhere" : "")));
  return cap;
}

function kbd(key, kind = "") {
  const made = document.createElement("kbd");
  made.textContent = NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (kind) made.className = kind;
  return made;
}
