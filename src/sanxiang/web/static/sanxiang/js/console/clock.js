// The server's time in this browser, and steady ticks.

export class Clock {
  #ahead = 0;

  /** Take the server's time, ms since 1970, as just received. */
  set(serverNow) {
    this.#ahead = serverNow - Date.now();
  }

  now() {
    return Date.now() + this.#ahead;
  }

  /** Seconds since a server time, never negative. */
  since(ms) {
    return Math.max(0, (this.now() - ms) / 1000);
  }
}

export class Ticker {
  #jobs = new Set();

  constructor() {
    this.worker = new Worker(new URL("tick-worker.js", import.meta.url));
    this.worker.onmessage = () => this.#tick();
  }

  /** Run `job` about every `every` ms. Returns how to end it. */
  on(job, every = 200) {
    const entry = { job, every, next: 0 };
    this.#jobs.add(entry);
    return () => this.#jobs.delete(entry);
  }

  #tick() {
    const now = performance.now();
    for (const entry of this.#jobs) {
      if (now < entry.next) continue;
      entry.next = now + entry.every - 50;
      entry.job();
    }
  }
}

/** "1:05", "12:40", "1:02:03". */
export function spell(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${parts.join(":")}` : `${Number(parts[0])}:${parts[1]}`;
}

/** The time of day, "15:30", as a clock of `zone` shows it. */
export function clockTime(ms, zone) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return new Intl.DateTimeFormat("en-GB", options).format(ms);
}

/** The next moment (epoch ms) after `now` at which a clock of `zone` shows "15:30"; 0 for no time. */
export function comingUp(clock, now, zone) {
  const minutesOf = (text) => Number(text.split(":")[0]) * 60 + Number(text.split(":")[1]);
  if (!/^\d{1,2}:\d{2}$/.test(clock)) return 0;
  const ahead = minutesOf(clock) - minutesOf(clockTime(now, zone));
  return Math.floor(now / 60000) * 60000 + (ahead > 0 ? ahead : ahead + 24 * 60) * 60000;
}
