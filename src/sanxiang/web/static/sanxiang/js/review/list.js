// The lists of the review: J and K walk the rows, Enter opens; buttons with a key are pressed by it.

import { composing, Keys, takesText } from "../keys.js";

new Keys();

const STEPS = { j: 1, k: -1 };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key.toLowerCase()];
  if (!step || composing(event) || takesText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...document.querySelectorAll(".row-link")].filter((link) => link.checkVisibility());
  const here = rows.indexOf(document.activeElement);
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});
