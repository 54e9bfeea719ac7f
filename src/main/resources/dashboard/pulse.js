// Whether what the page shows is so now: the connection's state, told in words and never by a colour alone.

import {element, say} from './element.js';
import {HEARTBEAT, Silence} from './silence.js';
import {SECOND, local, now, utc} from './time.js';

const SILENT = 2 * HEARTBEAT;
const CAUGHT_UP = 5_000;

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
    this.silence = new Silence();
    this.outdated = false;
    this.late = new Silence();
    this.lagging = false;
    this.word = element('span');
    this.mark = element('span', {class: 'beat', 'aria-hidden': 'true'});
    where.replaceChildren(this.mark, this.word);
    this.where = where;
    setInterval(() => this.show(), SECOND);
    document.addEventListener('visibilitychange', () => this.show());
    this.show();
  }

  /** The line is so, and heard something then: what waited on its way here is not as new as its coming. */
  is(state, heardAt) {
    if (heardAt !== null && heardAt !== this.silence.since) {
      this.silence.ends(heardAt);
    }
    if (state !== this.state || this.stale) {
      this.state = state;
      this.show();
    }
  }

  /** The list was read: from then on it grows old, whether or not the feed ever begins. */
  begin() {
    if (this.silence.since === null) {
      this.silence.ends();
    }
  }

  /** What is shown has missed something, until all was read anew. */
  misses(something) {
    this.outdated = something;
    this.show();
  }

  /** What is heard now was so then, in milliseconds of the service's clock: after a long cut it takes time to catch up. */
  hears(then) {
    if (now() - then > SILENT) {
      this.late.ends();
    } else {
      this.late = new Silence();
    }
    if (this.lagging !== this.late.length < CAUGHT_UP) {
      this.show();
    }
  }

  /** Nobody is signed in: there is nothing to follow. */
  rest() {
    this.outdated = false;
    this.late = new Silence();
    this.state = 'idle';
    this.silence = new Silence();
    this.show();
  }

  show() {
    // Once nothing old has come for a while, nothing old is left.
    this.lagging = this.late.length < CAUGHT_UP;
    const silent = this.silence.since !== null && this.silence.length > SILENT;
    this.stale = silent || this.outdated || this.lagging;
    document.body.classList.toggle('stale', this.stale);
    this.where.className = `pulse ${this.stale ? 'is-stale' : this.state}`;
    this.where.title = silent ? utc(this.silence.since) : '';
    if (silent) {
      say(this.word, `Stale since ${local(this.silence.since)}`);
    } else if (this.outdated) {
      say(this.word, 'Out of date: reading anew');
    } else {
      say(this.word, this.lagging ? 'Out of date: catching up' : WORDS[this.state]);
    }
  }
}
