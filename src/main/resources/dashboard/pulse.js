// Whether what the page shows is so now: the connection's state, told in words and never by a colour alone.

import {element, say} from './element.js';
import {local} from './time.js';

const HEARTBEAT = 15_000;
const SILENT = 2 * HEARTBEAT;
const SECOND = 1_000;

const WORDS = {
  idle: 'Not connected',
  connecting: 'Connecting',
  live: 'Live',
  cut: 'Reconnecting',
};

/** The page's pulse. It greys the wall once nothing was heard for two heartbeats. */
export class Pulse {
  constructor(where) {
    this.state = 'idle';
    this.heardAt = null;
    this.beats = 0;
    this.stale = false;
    this.word = element('span');
    this.mark = element('span', {class: 'beat', 'aria-hidden': 'true'});
    where.replaceChildren(this.mark, this.word);
    this.where = where;
    setInterval(() => this.show(), SECOND);
    document.addEventListener('visibilitychange', () => this.show());
    this.show();
  }

  /** The line is now so. */
  is(state, heardAt) {
    this.state = state;
    if (heardAt) {
      this.heardAt = Math.max(this.heardAt ?? 0, heardAt);
    }
    this.beats = performance.now();
    this.show();
  }

  /** Something was heard. */
  heard() {
    this.heardAt = Date.now();
    this.beats = performance.now();
    if (this.stale) {
      this.show();
    }
  }

  /** Nobody is signed in: there is nothing to follow. */
  rest() {
    this.state = 'idle';
    this.heardAt = null;
    this.show();
  }

  /** A machine that slept may have stopped either clock, never both. */
  get silence() {
    return Math.max(Date.now() - this.heardAt, this.state === 'live' ? performance.now() - this.beats : 0);
  }

  show() {
    this.stale = this.heardAt !== null && this.silence > SILENT;
    document.body.classList.toggle('stale', this.stale);
    this.where.className = `pulse ${this.stale ? 'is-stale' : this.state}`;
    say(this.word, this.stale ? `Stale since ${local(this.heardAt)}` : WORDS[this.state]);
  }
}
