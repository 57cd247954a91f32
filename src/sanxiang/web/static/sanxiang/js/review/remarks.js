// The remarks of a sheet: a line of text each, with the second of the recording to hear.

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export class Remarks {
  /** `onChange(all)` gets `[{text, at_s}]` whenever something was typed. */
  constructor(list, words, onChange) {
    Object.assign(this, { list, words, onChange, all: [] });
    list.addEventListener("input", () => this.#typed());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-remove]")?.closest("li");
      if (!row) return;
      row.remove();
      this.#typed();
    });
    list.addEventListener("keydown", (event) => event.key === "Enter" && !event.ctrlKey && event.preventDefault());
  }

  /** As they are kept; a line in which somebody types now stays. */
  show(all) {
    if (JSON.stringify(all) === JSON.stringify(this.all) || this.list.contains(document.activeElement)) return;
    this.all = all;
    this.list.replaceChildren(...all.map((one) => this.#row(one)));
  }

  add(second) {
    const row = this.#row({ text: "", at_s: second });
    this.list.append(row);
    row.querySelector("input").focus();
  }

  #typed() {
    this.all = [...this.list.children].map((row) => ({
      text: row.querySelector("input").value,
      at_s: row.dataset.at === "" ? null : Number(row.dataset.at),
    }));
    this.onChange(this.all);
  }

  #row({ text, at_s: second }) {
    const row = document.createElement("li");
    row.dataset.at = second ?? "";
    if (second !== null && second !== undefined) {
      const play = button("btn btn-sm play-at figures", clock(second));
      play.dataset.play = second;
      row.append(play);
    }
    const field = document.createElement("input");
    Object.assign(field, { className: "form-control form-control-sm", maxLength: 500, value: text, ariaLabel: this.words.remark });
    const remove = button("btn btn-sm btn-ghost", "×");
    remove.dataset.remove = "";
    remove.ariaLabel = this.words.remove;
    row.append(field, remove);
    return row;
  }
}

function button(css, word) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: css, textContent: word });
  return made;
}
