// A review sheet by keyboard: J and K choose the item, a digit is its mark, N: nothing to judge it by; R notes a
// remark at the second that plays. Everything is kept as it is typed, here at once and on the server within a second.

import { composing, Keys, takesText } from "../keys.js";
import { Notes } from "../console/notes.js";
import { get, post } from "../console/post.js";
import { Remarks } from "./remarks.js";

const NONE = "none";

class Sheet {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(document.getElementById("sheet-words").textContent);
    this.items = [...form.querySelectorAll("[data-item]")];
    this.remarks = new Remarks(form.querySelector('[data-part="remarks"]'), this.words, (all) => this.notes.set("remarks", all));
    this.notes = new Notes({
      staff: `review.${form.dataset.staff}`, call: form.dataset.sheet, // apart from the drafts of the console
      server: {
        read: () => get(form.dataset.state),
        save: (_call, fields, revision) => post(form.dataset.save, { fields, revision }),
      },
      onState: (state) => this.#state(state),
      onRow: (fields) => this.#fill(fields),
    });
    this.#listen();
    this.choose(0);
    this.notes.open();
  }

  part(name) {
    return this.form.querySelector(`[data-part="${name}"]`);
  }

  #listen() {
    this.form.addEventListener("change", (event) => this.#changed(event.target));
    this.form.addEventListener("focusin", (event) => {
      const item = event.target.closest("[data-item]");
      if (item) this.#mark(this.items.indexOf(item));
    });
    // A radio that was clicked lets go, so that the space bar plays again.
    this.form.addEventListener("click", (event) => event.detail > 0 && event.target.matches("[type=radio]") && event.target.blur());
    this.part("add-remark").addEventListener("click", () => this.remarks.add(heard()));
    this.form.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("pagehide", () => this.notes.flush());
  }

  #changed(field) {
    const item = field.closest("[data-item]")?.dataset.item;
    if (item) this.set(item, field.value);
  }

  set(item, value) {
    this.notes.set(item, value);
    this.#show(item, value);
    this.#count();
  }

  choose(place) {
    this.#mark(Math.min(Math.max(place, 0), this.items.length - 1));
    this.items[this.here].scrollIntoView({ block: "nearest" });
  }

  #mark(place) {
    this.here = place;
    for (const [other, item] of this.items.entries()) item.toggleAttribute("data-here", other === place);
  }

  #key(event) {
    if (composing(event) || takesText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") this.choose(this.here + (key === "j" ? 1 : -1));
    else if (key === "n") this.#judge(NONE);
    else if (/^\d$/.test(key)) this.#digit(key);
    else return;
    event.preventDefault();
  }

  #digit(key) {
    const number = this.items[this.here].querySelector("[type=number]");
    if (number) {
      number.value = key;
      number.focus();
      this.set(this.items[this.here].dataset.item, key);
    } else if (Number(key) <= Number(this.form.dataset.scale)) this.#judge(key);
  }

  #judge(value) {
    this.set(this.items[this.here].dataset.item, value);
    if (this.here < this.items.length - 1) this.choose(this.here + 1);
  }

  #show(item, value) {
    const place = this.items.find((one) => one.dataset.item === item);
    if (!place) return;
    for (const radio of place.querySelectorAll("[type=radio]")) radio.checked = radio.value === value;
    const number = place.querySelector("[type=number]");
    if (number && document.activeElement !== number) number.value = value === NONE ? "" : (value ?? "");
  }

  #fill(fields) {
    for (const item of this.items) this.#show(item.dataset.item, fields[item.dataset.item]);
    this.remarks.show(fields.remarks ?? []);
    this.#count();
  }

  #count() {
    const left = this.items.filter((item) => (this.notes.fields[item.dataset.item] ?? "") === "");
    for (const item of this.items) item.toggleAttribute("data-done", !left.includes(item));
    this.part("hand-in").disabled = left.length > 0;
    const names = left.map((item) => item.querySelector("legend").textContent);
    this.part("left").textContent = left.length ? `${this.part("left").dataset.word} ${names.join(" · ")}` : "";
  }

  #state(state) {
    const place = this.part("saved");
    place.dataset.state = state;
    place.textContent = this.words[state] ?? "";
  }

  // Handing in waits until the server has everything that stands here.
  async #submit(event) {
    event.preventDefault();
    this.part("hand-in").disabled = true;
    if (await this.notes.flush()) this.form.submit();
    else this.#count();
  }
}

/** The second of the recording that plays now. */
function heard() {
  const audio = document.querySelector("#sound audio");
  return audio && audio.currentTime > 0 ? Math.round(audio.currentTime * 10) / 10 : null;
}

new Keys();
const form = document.getElementById("sheet");
if (form) new Sheet(form);
