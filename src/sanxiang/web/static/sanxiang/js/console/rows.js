// The register's rows in hand: one open in the form, others waiting to be closed, drafts the server never had.

import { clockTime, spell } from "./clock.js";
import { Form } from "./form.js";
import { make, onJob, part, show } from "./dom.js";
import { Notes, drafts, forget } from "./notes.js";
import { tell } from "./notices.js";
import { Away, Refusal, get, post } from "./post.js";

const SOON_MS = 300;
const PATIENCE = 20; // times to try while the end of the call is on its way to the register

export class Rows {
  #shown = "";

  constructor({ base, desk, words, onFields, onAway, onChoose }) {
    Object.assign(this, { base, desk, words, onAway, notes: null });
    this.form = new Form({ desk, words, onChange: onFields });
    this.server = {
      read: (call) => get(this.#url(call)),
      save: (call, fields, revision) => post(`${this.#url(call)}note/`, { fields, revision }),
    };
    onJob("pending", (event, button) => onChoose(button.dataset.call));
  }

  #url = (call) => `${this.base}calls/${encodeURIComponent(call)}/`;

  get fields() {
    return this.notes?.fields ?? {};
  }

  /** Open the row of this call in the form (null: none). What was typed about another stays with its own notes. */
  use(call) {
    if ((call ?? "") === this.#shown) return;
    this.#shown = call ?? "";
    const before = this.notes;
    before?.flush().then((saved) => saved && before.done());
    this.notes = call ? this.#notes(call) : null;
    this.form.use(this.notes);
    this.notes?.open();
  }

  #notes(call) {
    const notes = new Notes({
      staff: this.desk.staff.number, call, server: this.server,
      onState: (state, detail) => notes === this.notes && this.#state(state, detail),
      onRow: (fields) => notes === this.notes && this.form.fill(fields),
    });
    return notes;
  }

  #state(state, detail) {
    this.form.state(state, detail);
    if (state === "local") this.onAway(true);
    if (state === "saved") this.onAway(false);
  }

  set(name, value) {
    this.notes?.set(name, value);
    this.form.fill(this.fields);
  }

  async wrongNumber() {
    await this.notes.flush();
    this.notes.adopt(await post(`${this.#url(this.notes.call)}wrong-number/`));
    this.form.fill(this.fields);
  }

  promise(body) {
    const { phone: number, caller_name: name, summary } = this.fields;
    const note = (summary ?? "").slice(0, 200);
    return post(`${this.#url(this.notes.call)}promise/`, { number, name, note, ...body });
  }

  /** Close the row; false when something is missing, and then the form says what. */
  async close() {
    if (!this.fields.category) {
      this.form.categoryMissing();
      return false;
    }
    if (!(await this.notes.flush())) {
      tell(this.words.notes.local, "warn");
      return false;
    }
    return this.#close(this.notes, PATIENCE);
  }

  async #close(notes, tries) {
    try {
      notes.adopt(await post(`${this.#url(notes.call)}close/`, { revision: notes.revision }));
      return true;
    } catch (error) {
      const soon = error instanceof Refusal && ["going_on", "not_yet"].includes(error.code) && tries > 0;
      if (!soon) return this.#failed(error);
      await new Promise((done) => { setTimeout(done, SOON_MS); });
      return this.#close(notes, tries - 1);
    }
  }

  #failed(error) {
    if (error instanceof Away) this.onAway(true);
    if (error.code === "category") this.form.categoryMissing();
    else if (error.code === "conflict") this.notes.open();
    tell(error.sentence || this.words.alarms.server_lost, "bad");
    return false;
  }

  /** What waits to be closed, newest first; also on the screen, but for the call in hand. */
  async pending(inHand) {
    const { calls } = await get(`${this.base}unclosed/`);
    const others = calls.filter((one) => one.id !== inHand);
    show(part("pending"), others.length > 0);
    part("pending-rows").replaceChildren(...others.map((one) => this.#pendingRow(one)));
    return calls;
  }

  #pendingRow(call) {
    const at = clockTime(call.ended, this.desk.zone);
    const talked = call.answered ? spell((call.ended - call.answered) / 1000) : "";
    const names = { type: "button", class: "pending-row", "data-job": "pending", "data-call": call.id };
    const button = make("button", names, make("time", { text: at, class: "figures" }));
    button.append(make("b", { text: call.caller_name || call.place || (this.desk.lines[call.line]?.name ?? "") }));
    button.append(make("span", { text: talked, class: "figures text-secondary" }));
    return make("li", {}, button);
  }

  /** Send what an earlier page could not; what the server won't take any more is shown, never dropped. */
  async sendDrafts(inHand) {
    for (const draft of drafts(this.desk.staff.number).filter((one) => one.call !== inHand)) {
      await this.#sendDraft(draft).catch(() => {});
    }
  }

  async #sendDraft(draft) {
    const row = await get(this.#url(draft.call));
    if (row.state === "closed") return this.#leftOver(draft);
    try {
      await post(`${this.#url(draft.call)}note/`, { fields: draft.fields, revision: draft.revision ?? row.revision });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "conflict") throw error;
      return this.#leftOver(draft);
    }
    return forget(this.desk.staff.number, draft.call);
  }

  #leftOver(draft) {
    const words = Object.values(draft.fields).filter((one) => typeof one === "string" && one).join(" · ");
    const button = make("button", { type: "button", class: "btn btn-sm", text: this.words.notes.discard });
    const row = make("div", { class: "draft" }, make("p", { text: `${this.words.notes.left_over}${words}` }), button);
    button.addEventListener("click", () => { forget(this.desk.staff.number, draft.call); row.remove(); });
    part("draft-rows").append(row);
    show(part("drafts"));
  }
}
