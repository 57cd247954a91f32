// The register's row beside the call: every change goes to its notes; what the server has is shown.

import { fill, make, onJob, part, show, write } from "./dom.js";
import { sayDigits, saySurname, sayUnit } from "./readback.js";

const QUESTIONS = ["who", "when", "where", "what", "why", "how"];

export class Form {
  #notes = null;

  constructor({ desk, words, onChange }) {
    Object.assign(this, { desk, words, onChange });
    this.element = part("form");
    this.element.addEventListener("input", (event) => this.#typed(event.target));
    this.element.addEventListener("submit", (event) => event.preventDefault());
    onJob("message", () => this.#message(part("message").hidden));
  }

  /** Show the row of these notes, or none. */
  use(notes) {
    this.#notes = notes;
    show(this.element, Boolean(notes));
    show(part("conflicts"), false);
    this.categoryMissing(false);
    show(part("message"), Boolean(notes?.fields.message));
    if (notes) this.fill(notes.fields);
  }

  get fields() {
    return this.#notes?.fields ?? {};
  }

  /** Write values into the form, but never into the field in which somebody is typing. */
  fill(fields) {
    const typed = this.#notes?.dirty ?? {};
    for (const control of this.element.elements) {
      const typing = control === document.activeElement && control.name.split(".")[0] in typed;
      if (!control.name || typing) continue;
      const value = valueOf(fields, control.name);
      if (control.type === "radio") control.checked = control.value === value;
      else if (control.type === "checkbox") control.checked = Boolean(value);
      else if (control.value !== value) control.value = value;
    }
    this.#look();
  }

  /** How the call went that is over (null: it goes on). A broken line is rung back at once (TLK-20). */
  ended(call, words) {
    show(part("row-ended"), Boolean(call));
    write(part("row-ended"), words);
    part("row-ended").classList.toggle("broken", call?.by === "system");
  }

  state(name, detail) {
    part("saved").dataset.state = name;
    write(part("saved-words"), this.words.notes[name] ?? "");
    if (name === "conflict") this.#showConflicts(detail);
    else show(part("conflicts"), false);
  }

  categoryMissing(missing = true) {
    show(part("category-error"), missing);
    write(part("category-error"), missing ? this.words.says.category_first : "");
    if (missing) part("categories").focus();
  }

  /** The button at the end: what it does, and whether it may be pressed yet. */
  ending(words, ready) {
    write(part("close-words"), words);
    this.element.querySelector("[data-job=close]").disabled = !ready;
  }

  #typed(control) {
    if (!this.#notes || !control.name) return;
    if (control.name.startsWith("message.")) this.#notes.set("message", this.#written());
    else this.#notes.set(control.name, control.type === "checkbox" ? control.checked : control.value);
    if (control.name === "category") this.#chosen(control.value);
    this.#look();
  }

  #chosen(category) {
    this.categoryMissing(false);
    if (category === "message") show(part("message"));
  }

  #written() {
    const inputs = [...this.element.querySelectorAll("[name^='message.']")].filter((one) => one.value.trim());
    return inputs.length ? Object.fromEntries(inputs.map((one) => [one.name.slice(8), one.value])) : null;
  }

  #message(open) {
    show(part("message"), open);
    if (open) part("message").querySelector("input").focus();
  }

  // Everything that follows from what stands in the fields.
  #look() {
    const { fields } = this;
    write(part("say-name"), saySurname(this.desk.readback, (fields.caller_name ?? "").trim()));
    write(part("say-unit"), sayUnit(this.desk.readback, fields.unit_text ?? ""));
    write(part("say-phone"), sayDigits(this.desk.readback, fields.phone ?? ""));
    const labels = this.element.querySelectorAll(".message-grid label");
    const missing = QUESTIONS.filter((name) => !fields.message?.[name]?.trim());
    const names = missing.map((name) => labels[QUESTIONS.indexOf(name)].querySelector(".field-label").textContent);
    const parts = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);
    const { says } = this.words;
    const said = missing.length ? fill(says.message_missing, { parts }) : says.message_whole;
    write(part("message-missing"), fields.category === "message" || fields.message ? said : "");
    part("message-missing").classList.toggle("whole", missing.length === 0);
    this.onChange(fields);
  }

  #showConflicts(conflicts) {
    show(part("conflicts"));
    part("conflicts").replaceChildren(...Object.entries(conflicts).map(([name, both]) => this.#conflict(name, both)));
  }

  #conflict(name, { mine, theirs }) {
    const field = this.element.querySelector(`[name="${name}"]`)?.closest("label, fieldset");
    const label = field?.querySelector(".field-label");
    const text = typeof mine === "string" && typeof theirs === "string";
    const choices = [["mine", mine], ["theirs", theirs], ...(text ? [["both", `${theirs}\n${mine}`]] : [])];
    const row = make("div", { class: "conflict" }, make("b", { text: label?.firstChild?.textContent ?? name }));
    for (const [choice, value] of choices) {
      const button = make("button", { type: "button", class: "btn btn-sm", text: this.words.notes[choice] });
      button.addEventListener("click", () => { this.#notes.settle(name, value); this.fill(this.fields); });
      row.append(make("div", { class: "conflict-side" }, make("p", { text: shownValue(value) }), button));
    }
    return row;
  }
}

function valueOf(fields, name) {
  const value = name.startsWith("message.") ? fields.message?.[name.slice(8)] : fields[name];
  return value ?? "";
}

function shownValue(value) {
  return value && typeof value === "object" ? Object.values(value).join(" · ") : String(value ?? "");
}
