// Steady ticks: browsers slow the timers of a hidden page, not those of its workers.
setInterval(() => postMessage(0), 200);
