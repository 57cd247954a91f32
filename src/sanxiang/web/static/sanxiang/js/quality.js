// The quality pages: charts from the data in the page, the very seconds of a call, and walking by keys.

import { composing, Keys, takesText } from "./keys.js";

new Keys();

document.querySelector('[data-part="site"]')?.addEventListener("change", (event) => event.target.form.submit());

// ---------------------------------------------------------------- charts

// The library is a megabyte: it comes only where there is something to draw.
const places = [...document.querySelectorAll("[data-chart]")];
if (places.length) import("./quality/charts.js").then(({ draw }) => places.forEach(draw));

// A printed page shows the tables instead.
addEventListener("beforeprint", () => document.querySelectorAll(".as-table").forEach((one) => { one.open = true; }));

// ---------------------------------------------------------------- hearing

const audio = new Audio();
audio.preload = "none"; // the first byte is on record: only when somebody presses play
let playing = null;

function stop() {
  audio.pause();
  playing?.setAttribute("aria-pressed", "false");
  playing = null;
}

async function play(button) {
  stop();
  playing = button;
  button.setAttribute("aria-pressed", "true");
  const whole = new URL(button.dataset.sound, location.href).href;
  if (audio.src !== whole) audio.src = whole;
  audio.currentTime = Number(button.dataset.from);
  try {
    await audio.play();
  } catch (fault) {
    if (fault.name !== "AbortError") lost();
  }
}

function lost() {
  const place = document.querySelector('[data-part="fault"]');
  place.textContent = place.dataset.lost;
  place.hidden = false;
  stop();
}

audio.addEventListener("timeupdate", () => {
  if (playing?.dataset.to && audio.currentTime >= Number(playing.dataset.to)) stop();
});
audio.addEventListener("ended", stop);
audio.addEventListener("error", () => playing && lost());
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sound]");
  if (button) button === playing ? stop() : play(button);
});

// ---------------------------------------------------------------- keys

const STEPS = { j: 1, k: -1 };
const links = () => [...document.querySelectorAll("main .row-link")].filter((link) => link.checkVisibility());

document.addEventListener("keydown", (event) => {
  if (composing(event) || takesText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key === "p") {
    const call = document.activeElement?.closest(".heard") ?? document.querySelector(".heard:has([data-sound])");
    call?.querySelector("[data-sound]")?.click();
  }
  if (!STEPS[key]) return;
  event.preventDefault();
  const rows = links();
  const here = rows.indexOf(document.activeElement);
  const next = rows[here < 0 ? (STEPS[key] > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + STEPS[key], 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
});
