// Sentences for the operator: short ones pass by, alarms stay until they are over.

import { make, part } from "./dom.js";

const STAY_MS = 8000;

/** Say one sentence. `kind`: info, good, warn, bad. */
export function tell(sentence, kind = "info") {
  const role = kind === "bad" ? "alert" : "status";
  const notice = make("div", { text: sentence, class: `notice notice-${kind}`, role });
  part("toasts").append(notice);
  setTimeout(() => notice.remove(), STAY_MS);
}

/** Keep exactly these alarms on the strip: `[[what, sentence], …]`. A press on one puts it away. */
export function alarms(list) {
  const strip = part("notices");
  const shown = [...strip.children];
  shown.filter((one) => !list.some(([what]) => what === one.dataset.what)).forEach((one) => one.remove());
  for (const [what, sentence] of list.filter(([what]) => !shown.some((one) => one.dataset.what === what))) {
    const names = { type: "button", class: "notice notice-alarm", role: "alert", text: sentence };
    strip.prepend(make("button", { ...names, "data-job": "put-away", "data-what": what }));
  }
}
