// The feed as all tabs of a browser share it, and the figures that are asked now and then.

import {isBefore} from './position.js';
import {HEARTBEAT, Silence} from './silence.js';

const TICK = 50;
const SILENT = 2 * HEARTBEAT + 5_000;
const WATCH = 5_000;
const FIGURES = 10_000;
const PATIENCE = 20_000;
const MOST_WAITING = 5_000;
const MOST_PAGES_OF_STALE = 50;
const TYPES = ['transition', 'note'];

/** How much a message is, for whoever must bound how much of it waits. */
export const weight = ({entries}) => 1 + (entries?.length ?? 0);

/**
 * Follows the feed from a position on and tells what it hears, in batches.
 *
 * It is told to `tell` as `{kind: 'heard' | 'beat' | 'state' | 'reset' | 'figures' | 'signed-out', state, heardAt, …}`:
 * how the connection is, and when it heard something last, is told with everything, so that nobody lives on what it was.
 */
export class Feed {
  constructor(tell) {
    this.telling = tell;
    this.position = null;
    this.began = null;
    this.silence = new Silence();
    this.tried = new Silence();
    this.state = 'idle';
    this.waiting = [];
    this.tries = 0;
    this.generation = 0;
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
    this.generation++;
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
    // That it is open says nothing yet: whoever is turned away is told so by an answer that ends.
    source.onerror = () => this.failed(source);
    TYPES.forEach(type => source.addEventListener(type, event => this.heard(event)));
    source.addEventListener('heartbeat', event => this.beat(JSON.parse(event.data)));
    source.addEventListener('reset', event => this.reset(event));
  }

  lives() {
    this.silence.ends();
    this.tries = 0;
    if (this.state !== 'live') {
      this.is('live');
    }
  }

  heard(event) {
    this.lives();
    this.position = event.lastEventId;
    this.waiting.push(event.data);
    if (this.waiting.length >= MOST_WAITING) {
      this.flush();
    }
  }

  beat({position, at}) {
    this.lives();
    this.position = position;
    this.flush();
    this.tell({kind: 'beat', at});
  }

  reset(event) {
    this.lives();
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
    const {generation} = this;
    try {
      const [summary, accounts, stale] = await Promise.all([
        ask('/v1/summary').then(json), ask('/v1/accounts').then(json), outOfSight(),
      ]);
      if (generation === this.generation) {
        this.asked = {kind: 'figures', summary, accounts: accounts.items, ...stale, askedAt: Date.now()};
        this.tell(this.asked);
      }
    } catch {
      // Whoever shows them tells of which time they are.
      if (generation === this.generation) {
        this.tell({kind: 'no-figures'});
      }
    } finally {
      this.asking = false;
    }
  }
}

/** Everything that is out of sight, page by page, as it was at the first. */
async function outOfSight() {
  const stale = [];
  let cursor = null;
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({stale: 'true', limit: 1_000, ...(cursor === null ? {} : {cursor})});
    const {items, next, position} = await ask(`/v1/resources?${query}`).then(json);
    stale.push(...items.map(one => ({account: one.account, id: one.id})));
    cursor = next;
    if (cursor === null || page === MOST_PAGES_OF_STALE) {
      return {stale, position, all: cursor === null};
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
