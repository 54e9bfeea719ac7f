// Times as people read them, by the service's clock: this machine's may be wrong, and durations must not be.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DATED = new Intl.DateTimeFormat(undefined, {
  month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** Whatever is said may come late and never early: of a few the one that came soonest tells the time best. */
const HEARD = 3;

let ahead = 0;
let aheads = [];

/** The service has said what time it is; it was heard when this machine had that time. */
export function heardClock(time, heardAt = Date.now()) {
  const said = Date.parse(time);
  if (Number.isFinite(said)) {
    aheads = [...aheads, said - heardAt].slice(-HEARD);
    ahead = Math.max(...aheads);
  }
}

/** The time, in milliseconds, by the service's clock. */
export function now() {
  return Date.now() + ahead;
}

const two = number => String(number).padStart(2, '0');

/** A running clock: `0:07`, `12:30`, `1:02:30`, `3 d 04 h`. */
export function clock(milliseconds) {
  const rest = Math.max(0, milliseconds);
  if (rest >= DAY) {
    return `${Math.floor(rest / DAY)} d ${two(Math.floor(rest % DAY / HOUR))} h`;
  }
  const minutes = Math.floor(rest % HOUR / MINUTE);
  const seconds = two(Math.floor(rest % MINUTE / SECOND));
  return rest >= HOUR ? `${Math.floor(rest / HOUR)}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** How long something took, as exactly as matters: `40 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
export function took(milliseconds) {
  const rest = Math.max(0, milliseconds);
  if (rest < SECOND) {
    return `${Math.floor(rest)} ms`;
  }
  if (rest < MINUTE) {
    return `${rest < 10 * SECOND ? (Math.floor(rest / 100) / 10).toFixed(1) : Math.floor(rest / SECOND)} s`;
  }
  if (rest < HOUR) {
    return pair(rest, MINUTE, 'min', SECOND, 's');
  }
  return rest < DAY ? pair(rest, HOUR, 'h', MINUTE, 'min') : pair(rest, DAY, 'd', HOUR, 'h');
}

function pair(rest, large, largeName, small, smallName) {
  const more = Math.floor(rest % large / small);
  return `${Math.floor(rest / large)} ${largeName}${more > 0 ? ` ${more} ${smallName}` : ''}`;
}

/** How long ago, roughly. */
export function ago(time) {
  const since = now() - time;
  return since < 2 * SECOND ? 'just now' : `${took(since).split(' ').slice(0, 2).join(' ').replace(/\.\d/, '')} ago`;
}

/** The time of day here; with the date where it is not today's. */
export function local(time) {
  const date = new Date(time);
  return (new Date().toDateString() === date.toDateString() ? CLOCK : DATED).format(date);
}

/** The same for everybody. */
export function utc(time) {
  return `${new Date(time).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}
