// What is typed about one call, until the server has it. Every change goes to this computer's storage at once and to
// the server within a second; it survives a reload, a restart of the server and a lost network.

import { Away, Refusal } from "./post.js";

const WAIT_MS = 500;
const RETRY_MS = [1000, 2000, 5000, 10000];
const NOT_YET_MS = 300;

/** Drafts in `store` that the server never confirmed: `[{call, fields, revision, base}]`. */
export function drafts(staff, store = localStorage) {
  const prefix = keyOf(staff, "");
  return Object.keys(store).filter((key) => key.startsWith(prefix))
    .map((key) => ({ call: key.slice(prefix.length), ...JSON.parse(store.getItem(key)) }));
}

export function forget(staff, call, store = localStorage) {
  store.removeItem(keyOf(staff, call));
}

const keyOf = (staff, call) => `sanxiang.note.${staff}.${call}`;
const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

/**
 * Keeps the notes of one call. `server`: `{read(call), save(call, fields, revision)}`, both promises.
 * `onState(state, detail)`: saved, saving, waiting (the row isn't there yet), local (server away), conflict
 * (detail: `{field: {mine, theirs}}`), closed, signed_out.
 */
export class Notes {
  #timer = 0;
  #tries = 0;
  #saving = null;
  #gone = false;
  #touched = new Set();
  #written = false;

  constructor({ staff, call, server, store = localStorage, onState = () => {}, onRow = () => {} }) {
    Object.assign(this, { staff, call, server, store, onState, onRow });
    const draft = JSON.parse(store.getItem(keyOf(staff, call)) ?? "null");
    this.base = draft?.base ?? {};
    this.dirty = draft?.fields ?? {};
    this.revision = draft?.revision ?? null;
    this.conflicts = {};
    this.#touched = new Set(Object.keys(this.dirty));
    this.wake = () => this.flush();
    window.addEventListener("online", this.wake);
  }

  /** The fields as they should be shown: the row with what was typed over it. */
  get fields() {
    return { ...this.base, ...this.dirty };
  }

  /** Whether somebody typed in this field, now or in what was saved before. */
  touched(name) {
    return this.#touched.has(name) || this.#written;
  }

  get clean() {
    return Object.keys(this.dirty).length === 0;
  }

  /** Fetch the row, or try until it is there. What was typed meanwhile stays. */
  async open() {
    if (this.#gone) return;
    try {
      this.#take(await this.server.read(this.call));
      this.#tries = 0;
      if (this.clean) this.onState("saved");
      else await this.flush();
    } catch (error) {
      this.#failed(error, () => this.open());
    }
  }

  /** Something was typed. */
  set(name, value) {
    if (same(this.fields[name], value) && !(name in this.conflicts)) return;
    this.dirty[name] = value;
    this.#touched.add(name);
    this.#keep();
    this.onState("saving");
    if (!this.#timer) this.#later(() => this.flush(), WAIT_MS);
  }

  /** Save now what isn't saved. Resolves to true when the server has everything. */
  async flush() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#saving) return this.#saving.then(() => this.flush());
    if (this.clean) return true;
    if (this.revision === null) return this.open().then(() => this.clean);
    this.#saving = this.#save();
    return this.#saving.finally(() => { this.#saving = null; });
  }

  /** The operator has chosen one wording of a field that two have changed. */
  settle(name, value) {
    delete this.conflicts[name];
    this.dirty[name] = value;
    this.#keep();
    if (Object.keys(this.conflicts).length === 0) this.#later(() => this.flush(), 0);
    else this.onState("conflict", this.conflicts);
  }

  /** The row was changed by another verb of ours (wrong number, closing): take it as it is now. */
  adopt(row) {
    this.#take(row);
    if (row.state === "closed") this.done();
  }

  /** No more saving: the row is closed, or another call is in hand. Drafts that aren't saved stay stored. */
  done() {
    this.#gone = true;
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.wake);
  }

  async #save() {
    const sent = { ...this.dirty };
    this.onState("saving");
    try {
      const { revision } = await this.server.save(this.call, sent, this.revision);
      this.#confirmed(sent, revision);
      return this.clean;
    } catch (error) {
      if (error instanceof Refusal && error.code === "conflict") return this.#conflict(error.data);
      this.#failed(error, () => this.flush());
      return false;
    }
  }

  #confirmed(sent, revision) {
    this.revision = revision;
    this.base = { ...this.base, ...sent };
    for (const [name, value] of Object.entries(sent)) if (same(this.dirty[name], value)) delete this.dirty[name];
    this.#tries = 0;
    this.#keep();
    if (this.clean) this.onState("saved");
    else this.#later(() => this.flush(), WAIT_MS);
  }

  // Fields that only the other side changed are taken; of those that both changed, both wordings are shown.
  async #conflict({ theirs, revision }) {
    for (const [name, mine] of Object.entries(this.dirty)) {
      if (!same(theirs[name], this.base[name]) && !same(theirs[name], mine)) {
        this.conflicts[name] = { mine, theirs: theirs[name] };
      }
    }
    this.base = theirs;
    this.revision = revision;
    this.#keep();
    this.onRow(this.fields);
    if (Object.keys(this.conflicts).length) {
      this.onState("conflict", this.conflicts);
      return false;
    }
    return this.#save();
  }

  #take(row) {
    this.#written ||= this.revision === null && row.revision > 0; // written before this page: by us or a colleague
    this.base = row.fields;
    this.revision = row.revision;
    this.contact = row.contact;
    for (const [name, value] of Object.entries(this.dirty)) if (same(value, this.base[name])) delete this.dirty[name];
    this.#keep();
    this.onRow(this.fields);
  }

  #failed(error, again) {
    if (error instanceof Refusal && error.code === "not_yet") {
      this.onState("waiting");
      this.#later(again, NOT_YET_MS);
    } else if (error instanceof Refusal && error.code === "closed") {
      this.onState("closed");
      this.done();
    } else {
      this.onState(error instanceof Away ? "local" : error.code === "signed_out" ? "signed_out" : "local", error);
      this.#later(again, RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)]);
      this.#tries += 1;
    }
  }

  #later(run, ms) {
    clearTimeout(this.#timer);
    this.#timer = this.#gone ? 0 : setTimeout(() => { this.#timer = 0; run(); }, ms);
  }

  #keep() {
    if (this.clean) return forget(this.staff, this.call, this.store);
    const draft = { fields: this.dirty, revision: this.revision, base: this.base, at: Date.now() };
    return this.store.setItem(keyOf(this.staff, this.call), JSON.stringify(draft));
  }
}
