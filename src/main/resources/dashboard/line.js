// The one line to the service that all tabs of a browser share: the feed, and the figures that are asked now and then.

const TICK = 50;
const HEARTBEAT = 15_000;
const SILENT = 2 * HEARTBEAT + 5_000;
const WATCH = 5_000;
const FIGURES = 10_000;
const PATIENCE = 20_000;
const MOST_WAITING = 5_000;
const TYPES = ['transition', 'note'];

/**
 * Follows the feed from a position on and tells what it hears, in batches.
 *
 * It is told to `tell` as `{kind: 'heard' | 'beat' | 'state' | 'reset' | 'figures' | 'signed-out', …}`.
 */
export class Line {
  constructor(tell) {
    this.tell = tell;
    this.position = null;
    this.heardAt = null;
    this.state = 'idle';
    this.waiting = [];
    this.tries = 0;
  }

  /** Begins after this position, unless it follows already. */
  follow(position) {
    if (this.source) {
      return;
    }
    this.position = position;
    this.open();
    this.timers = [
      setInterval(() => this.flush(), TICK),
      setInterval(() => this.watch(), WATCH),
      setInterval(() => this.figures(), FIGURES),
    ];
    this.figures();
  }

  /** Ends; it can be begun anew. */
  end() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.again);
    this.timers?.forEach(clearInterval);
    this.waiting = [];
    this.is('idle');
  }

  is(state) {
    this.state = state;
    this.tell({kind: 'state', state, heardAt: this.heardAt});
  }

  open() {
    this.source?.close();
    this.heardAt = Date.now();
    const source = new EventSource(`/v1/events?heartbeat=event&after=${encodeURIComponent(this.position)}`);
    this.source = source;
    this.is('connecting');
    source.onopen = () => {
      this.heardAt = Date.now();
      this.tries = 0;
      this.is('live');
    };
    source.onerror = () => this.failed(source);
    TYPES.forEach(type => source.addEventListener(type, event => this.heard(event)));
    source.addEventListener('heartbeat', event => this.beat(JSON.parse(event.data)));
    source.addEventListener('reset', event => this.reset(event));
  }

  heard(event) {
    this.heardAt = Date.now();
    this.position = event.lastEventId;
    this.waiting.push(event.data);
    if (this.waiting.length >= MOST_WAITING) {
      this.flush();
    }
  }

  beat({position, at}) {
    this.heardAt = Date.now();
    this.position = position;
    this.flush();
    this.tell({kind: 'beat', at});
  }

  reset(event) {
    this.heardAt = Date.now();
    this.position = event.lastEventId;
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
    this.is('cut');
    if (source.readyState !== EventSource.CLOSED || source !== this.source) {
      return;
    }
    clearTimeout(this.again);
    const longest = Math.min(30_000, 1_000 * 2 ** this.tries++);
    this.again = setTimeout(() => this.comeBack(), longest * (0.5 + Math.random() / 2));
  }

  async comeBack() {
    const answer = await ask('/v1/session').catch(() => null);
    if (answer?.status === 401) {
      this.end();
      this.tell({kind: 'signed-out'});
    } else if (this.source) {
      this.open();
    }
  }

  /** A connection that died without a word looks open for as long as nobody listens for the heartbeat. */
  watch() {
    if (Date.now() - this.heardAt > SILENT && this.source.readyState !== EventSource.CLOSED) {
      this.open();
    }
  }

  async figures() {
    if (this.asking) {
      return;
    }
    this.asking = true;
    try {
      const [summary, accounts, stale] = await Promise.all([
        ask('/v1/summary').then(json),
        ask('/v1/accounts').then(json),
        ask('/v1/resources?stale=true&limit=1000').then(json),
      ]);
      this.tell({kind: 'figures', summary, accounts: accounts.items, stale: stale.items});
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
