// Small menus over the console. While one is open its keys come first; closing it puts the hand back where it was.

import { onJob, part, show } from "./dom.js";

let before = null;
let open = null;

export function openLayer(name, first = null) {
  closeLayer();
  before = document.activeElement;
  open = part(name);
  show(open);
  (first ?? open).focus();
  return open;
}

export function closeLayer() {
  if (!open) return;
  show(open, false);
  open = null;
  if (before?.isConnected) before.focus();
  before = null;
}

export const isOpen = (name) => open !== null && open === part(name);

onJob("close-layer", closeLayer);
document.addEventListener("pointerdown", (event) => {
  if (open && !open.contains(event.target)) closeLayer();
});
