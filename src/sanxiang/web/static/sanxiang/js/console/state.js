// What the console knows, as one value: each message of a line gives the next. No screen, no clock, no network.

/** Whether this person is the one who handles the call, or speaks on it as the consulted colleague. */
export const handles = (call, me) => call?.staff === me;
export const consulted = (call, me) => call?.target === me && ["consult_talking", "conference"].includes(call.status);

/** The state before anything is known. `last`: the call that is over and whose row is still to be closed. */
export const initial = () => ({
  line: "connecting",
  presence: { state: "logged_off", reason: "", since: null },
  ring: null,
  stopped: null,
  call: null,
  last: null,
  board: { waiting: 0, agents: [] },
  alarms: [],
});

const READERS = {
  welcome: (state, message) => ({
    ...state,
    line: message.line ?? "up",
    presence: message.state.presence ?? state.presence,
    ring: message.state.ring ?? null,
    call: message.state.call ?? (state.call?.exchange === "by_hand" ? state.call : null),
    board: message.state.board ?? state.board,
  }),
  ring: (state, message) => ({ ...state, ring: message, stopped: null }),
  ring_stop: (state, message) => (state.ring?.call === message.call
    ? { ...state, ring: null, stopped: { call: message.call, why: message.why } } : state),
  call: (state, message, me) => withCall(state, message.call, me),
  presence: (state, { state: name, reason, since }) => ({ ...state, presence: { state: name, reason, since } }),
  board: (state, { waiting, agents }) => ({ ...state, board: { waiting, agents } }),
  alarm: (state, { what, on = true }) => {
    const others = state.alarms.filter((one) => one !== what);
    return { ...state, alarms: on ? [...others, what] : others };
  },
  lost: (state) => ({ ...state, line: "down" }),
  took_over: (state) => ({ ...state, line: "over", ring: null }),
  pending: (state, { call }) => (state.call ? state : { ...state, last: call }),
  closed: (state, { call }) => (state.last?.id === call ? { ...state, last: null } : state),
};

/** The state after `message`. `me`: the own staff number. */
export function next(state, message, me) {
  return READERS[message.t]?.(state, message, me) ?? state;
}

function withCall(state, call, me) {
  const unless = (one) => (one?.id === call.id || one?.call === call.id ? null : one);
  const before = state.call?.id === call.id ? state.call : null;
  if (call.status !== "ended" && (handles(call, me) || consulted(call, me) || rungByHand(call))) {
    return { ...state, ring: unless(state.ring), call, last: unless(state.last) };
  }
  const ring = call.status === "ended" ? unless(state.ring) : state.ring;
  // A consulted colleague who leaves has no row to close; whoever handled the call has, transferred or over.
  const last = before && !consulted(before, me) ? { ...before, ...call } : state.last;
  return { ...state, ring, call: unless(state.call), last };
}

// An ordinary phone rings for whoever pressed the key.
function rungByHand(call) {
  return call.exchange === "by_hand" && ["offered", "alerting", "queued"].includes(call.status);
}

/** What the stage shows: ring, call, wrapup, idle. */
export function viewOf(state) {
  if (state.ring) return "ring";
  if (state.call) return rungByHand(state.call) && state.call.direction === "in" ? "ring" : "call";
  return state.last ? "wrapup" : "idle";
}
