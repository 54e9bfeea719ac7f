// The one line to the service that all tabs of a browser share: the feed, and the figures that are asked now and then.

import {isBefore} from './position.js';
import {HEARTBEAT, Silence} from './silence.js';

const TICK = 50;
const SILENT = 2 * HEARTBEAT + 5_000;
const WATCH = 5_000;
const FIGURES = 10_000;
const PATIENCE = 20_000;
const MOST_WAITING = 5_000;
const TYPES = ['transition', 'note'];

/** How much a message is, for whoever must bound how much of it waits. */
export const weight = ({entries}) => 1 + (entries?.length ?? 0);

/**
 * Follows the feed from a position on and tells what it hears, in batches.
 *
 * It is told to `tell` as `{kind: 'heard' | 'beat' | 'state' | 'reset' | 'figures' | 'signed-out', state, heardAt, …}`:
 * how the line is, and when it heard something last, is told with everything, so that nobody lives on what it was.
 */
export class Line {
  constructor(tell) {
    this.telling = tell;
    this.position = null;
    this.began = null;
    this.silence = new Silence();
    this.tried = new Silence();
    this.state = 'idle';
    this.waiting = [];
    this.tries = 0;
    this.asked = null;
  }

  tell(message) {
    this.telling({...message, state: this.state, heardAt: this.silence.since});
  }

  /** Begins after this position, unless it follows already; false: it began later, and what was between is not told. */
  follow(position) {
    if (this.source) {
      return !isBefore(position, this.began);
    }
    this.began = position;
    this.position = position;
    this.open();
    this.timers = [
      setInterval(() => this.flush(), TICK),
      setInterval(() => this.watch(), WATCH),
      setInterval(() => this.figures(), FIGURES),
    ];
    this.figures();
    return true;
  }

  /** Ends; it can be begun anew. */
  end() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.again);
    this.timers?.forEach(clearInterval);
    this.waiting = [];
    this.asked = null;
    this.silence = new Silence();
    this.is('idle');
  }

  is(state) {
    this.state = state;
    this.tell({kind: 'state'});
  }

  open() {
    this.source?.close();
    this.tried.ends();
    const source = new EventSource(`/v1/events?heartbeat=event&after=${encodeURIComponent(this.position)}`);
    this.source = source;
    this.is('connecting');
    source.onopen = () => {
      this.silence.ends();
      this.tries = 0;
      this.is('live');
    };
    source.onerror = () => this.failed(source);
    TYPES.forEach(type => source.addEventListener(type, event => this.heard(event)));
    source.addEventListener('heartbeat', event => this.beat(JSON.parse(event.data)));
    source.addEventListener('reset', event => this.reset(event));
  }

  heard(event) {
    this.silence.ends();
    this.position = event.lastEventId;
    this.waiting.push(event.data);
    if (this.waiting.length >= MOST_WAITING) {
      this.flush();
    }
  }

  beat({position, at}) {
    this.silence.ends();
    this.position = position;
    this.flush();
    this.tell({kind: 'beat', at});
  }

  reset(event) {
    this.silence.ends();
    this.position = event.lastEventId;
    this.began = event.lastEventId;
    this.waiting = [];
    this.tell({kind: 'reset', reason: JSON.parse(event.data).reason});
  }

  flush() {
    if (this.waiting.length > 0) {
      const entries = this.waiting;
      this.waiting = [];
      this.tell({kind: 'heard', entries});
    }
  }

  /** The browser comes back by itself from a cut, but not from a refusal. */
  failed(source) {
    if (source !== this.source) {
      return;
    }
    this.is('cut');
    if (source.readyState !== EventSource.CLOSED) {
      return;
    }
    clearTimeout(this.again);
    const longest = Math.min(30_000, 1_000 * 2 ** this.tries++);
    this.again = setTimeout(() => this.comeBack(source), longest * (0.5 + Math.random() / 2));
  }

  async comeBack(from) {
    const answer = await ask('/v1/session').catch(() => null);
    if (this.source !== from) {
      // It was ended, or begun anew, meanwhile.
      return;
    }
    if (answer?.status === 401) {
      this.end();
      this.tell({kind: 'signed-out'});
    } else {
      this.open();
    }
  }

  /** A connection that died without a word looks open for as long as nobody listens for the heartbeat. */
  watch() {
    const silent = this.silence.length > SILENT && this.tried.length > SILENT;
    if (silent && this.source.readyState !== EventSource.CLOSED) {
      this.open();
    }
  }

  async figures() {
    if (this.asking) {
      return;
    }
    this.asking = true;
    const {source} = this;
    try {
      const [summary, accounts, stale] = await Promise.all([
        ask('/v1/summary').then(json),
        ask('/v1/accounts').then(json),
        ask('/v1/resources?stale=true&limit=1000').then(json),
      ]);
      if (source && this.source) {
        this.asked = {
          kind: 'figures', summary, accounts: accounts.items, stale: stale.items, position: stale.position,
        };
        this.tell(this.asked);
      }
    } catch {
      // The pulse tells that the service is away; old figures keep their time.
    } finally {
      this.asking = false;
    }
  }
}

function ask(path) {
  return fetch(path, {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
}

function json(answer) {
  if (!answer.ok) {
    throw new Error(`${answer.url} answered ${answer.status}`);
  }
  return answer.json();
}
