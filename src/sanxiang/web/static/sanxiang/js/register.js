// The register's list and the return calls: walk the rows by keys, and live refreshes that move nothing.

import { composing, Keys, takesText } from "./keys.js";

new Keys();

const ROWS = ".row-link, [data-row]";
const links = () => [...document.querySelectorAll(ROWS)].filter((link) => link.checkVisibility());

function walk(step) {
  const rows = links();
  const here = rows.indexOf(document.activeElement);
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || composing(event) || takesText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  // Arrows scroll the page until a row has been chosen.
  if (event.key.startsWith("Arrow") && !document.activeElement?.matches(ROWS)) return;
  event.preventDefault();
  walk(step);
});

// On the return calls C, D and X press the buttons of the row that was chosen, else of the first.
document.addEventListener("keydown", (event) => {
  if (composing(event) || takesText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = document.activeElement?.closest(".owed-row") ?? document.querySelector(".owed-row");
  const button = /^[cdx]$/i.test(event.key) && row?.querySelector(`[data-act="${event.key.toLowerCase()}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// A filter acts as it is chosen; the search field waits for Enter. On a phone the rarer ones unfold.
const filters = document.getElementById("filters");
filters?.querySelector('[data-part="submit"]')?.setAttribute("hidden", "");
filters?.querySelector('[data-part="more"]')?.addEventListener("click", (event) => {
  const open = document.getElementById("more").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});
filters?.addEventListener("change", (event) => {
  if (event.target.name?.startsWith("day_")) filters.elements.day?.remove();
  if (event.target.type !== "search") filters.requestSubmit();
});
filters?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

// ---------------------------------------------------------------- live refreshes

let anchor = null;

function topRow(root) {
  const row = [...root.querySelectorAll("[id^=row-], [id^=owed-]")].find((one) => one.getBoundingClientRect().bottom > 0);
  return row && { id: row.id, top: row.getBoundingClientRect().top };
}

// Somebody asked for a question inside a row or is answering it: the list waits until that is done.
const busy = (root) => Boolean(root.querySelector(".owed-form form, details[open] form, .owed-row .htmx-request"));

let postponed = null;

function putOff(event) {
  const list = event.target;
  if (!list.matches("#rows, #callbacks") || (event.detail.requestConfig?.elt ?? event.detail.elt) !== list) return false;
  if (!busy(list)) return false;
  postponed = list;
  return true;
}

function catchUp() {
  if (!postponed || busy(postponed)) return;
  const list = postponed;
  postponed = null;
  window.htmx.ajax("GET", list.getAttribute("hx-get"), { source: list, target: list });
}

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (putOff(event)) event.preventDefault();
});
document.body.addEventListener("htmx:afterSettle", catchUp);

// A number that was opened, with its reason on record, stays open on this page.
const opened = new Map();

function keepOpened(part) {
  for (const number of part.querySelectorAll(".whole-number")) {
    opened.set(number.parentElement.id, [...number.parentElement.childNodes]);
  }
}

function showOpened() {
  for (const [place, nodes] of opened) document.getElementById(place)?.replaceChildren(...nodes);
  opened.clear();
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("#rows, #callbacks")) return;
  if (putOff(event)) {
    event.detail.shouldSwap = false;
    return;
  }
  anchor = window.scrollY > 0 ? topRow(event.target) : null;
  keepOpened(event.target);
});

document.body.addEventListener("htmx:afterSwap", () => {
  showOpened();
  const row = anchor && document.getElementById(anchor.id);
  if (row) window.scrollBy(0, row.getBoundingClientRect().top - anchor.top);
  anchor = null;
});

// A part in which somebody writes, or whose shape is the same, stays as it is.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment.querySelector?.(`#${target.id}`) ?? fragment.firstElementChild;
  const same = target.dataset.state && target.dataset.state === fresh?.dataset.state;
  if (same || writes(target)) event.detail.shouldSwap = false;
  else keepOpened(target);
});
document.body.addEventListener("htmx:oobAfterSwap", showOpened);

function writes(part) {
  if (part.contains(document.activeElement) && takesText(document.activeElement)) return true;
  return [...part.querySelectorAll("form[data-hold]")].some((form) => form.checkVisibility() && changed(form));
}

function changed(form) {
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || field.type === "submit") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.matches("select")) return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.value !== field.defaultValue;
  });
}

document.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop) return;
  document.querySelector(drop.dataset.drop)?.replaceChildren();
  catchUp();
});
