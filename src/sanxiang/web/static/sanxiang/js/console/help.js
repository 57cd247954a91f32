// The list of keys, made from the buttons themselves: it can't be out of date.

import { capOf, chordsOf } from "../keys.js";
import { make, onJob, part } from "./dom.js";
import { openLayer } from "./layers.js";

export class Help {
  constructor() {
    onJob("help", () => this.#open());
  }

  #open() {
    const seen = new Set();
    const rows = [];
    for (const button of document.querySelectorAll(".console [data-key]")) {
      const words = wordsOf(button);
      const { plain, always } = chordsOf(button);
      if (!words || !always || seen.has(words)) continue;
      seen.add(words);
      const keys = make("dt");
      keys.append(capOf(plain, plain ? "" : always));
      rows.push(make("div", { class: "key-row" }, keys, make("dd", { text: words })));
    }
    part("key-list").replaceChildren(...rows);
    openLayer("help");
  }
}

function wordsOf(button) {
  const label = button.matches("input, textarea") ? button.labels?.[0] : button;
  const copy = (label?.querySelector(".field-label") ?? label)?.cloneNode(true);
  copy?.querySelectorAll(".cap, .icon, .read-back").forEach((one) => one.remove());
  return copy?.textContent.trim().replace(/\s+/g, " ") ?? "";
}
