// The few things every part of the console does with the page.

/** The part of the page with this name: `<div data-part="ring">`. */
export const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** Data that the server put on the page as JSON. */
export const given = (id) => JSON.parse(document.getElementById(id).textContent);

export function show(element, shown = true) {
  element.hidden = !shown;
}

/** Write text only where it changes: assistive technology reads what changes. */
export function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** `fill("%(name)s 在等", {name: "王"})`: the same places as in the server's sentences. */
export function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);
}

/** Run `run` when the button of this job is pressed, by key or by hand. */
export function onJob(name, run) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(`[data-job="${name}"]`);
    if (button && !button.disabled) run(event, button);
  });
}

export function make(tag, { text = "", ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
