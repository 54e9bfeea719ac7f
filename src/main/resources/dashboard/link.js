// How a tab comes by the feed: through a worker that all tabs share, or by itself where a browser has none.

import {Feed, weight} from './feed.js';
import {HERE, Silence} from './silence.js';

/** Named for what is said between a tab and the worker: one of an older release that lives on is not spoken to. */
const NAME = 'standstill-2';

/** The worker has not said for so long that it is there. */
const DEAD = 4 * HERE;
const WATCH = 5_000;
const ANEW = 2_000;
const MOST_TRIES = 2;

/**
 * Enters; `hear` is given the messages of `Feed`, and `another` where somebody else has signed in.
 *
 * What is asked of the service before `entered` may be older than what is heard first: between them something is lost.
 */
export function link(hear) {
  // A page that was kept aside has heard nothing meanwhile.
  addEventListener('pageshow', ({persisted}) => persisted && location.reload());
  return typeof SharedWorker === 'undefined' ? own(hear) : new Shared(hear);
}

function own(hear) {
  const feed = new Feed(hear);
  return {
    entered: () => Promise.resolve(),
    follow: position => feed.follow(position) || hear({kind: 'reset', reason: 'began later'}),
    signIn: () => feed.end(),
    signOut: () => feed.end(),
  };
}

/** Through the worker; one that is silent has ended, and is begun anew. */
class Shared {
  constructor(hear) {
    this.hear = hear;
    this.tries = 0;
    this.silence = new Silence();
    this.inside = new Promise(resolve => (this.isInside = resolve));
    this.join(false);
    this.watching = setInterval(() => this.silence.length > DEAD && this.rejoin(), WATCH);
    addEventListener('pagehide', () => this.post({kind: 'leave'}));
  }

  join(again) {
    this.silence.ends();
    this.tries++;
    let first = true;
    const worker = new SharedWorker('/assets/worker.js', {type: 'module', name: NAME});
    const {port} = worker;
    this.port = port;
    worker.onerror = () => setTimeout(() => this.port === port && this.rejoin(), ANEW);
    port.onmessage = ({data}) => {
      if (this.port !== port) {
        return;
      }
      this.silence.ends();
      if (first) {
        first = false;
        this.tries = 0;
        this.isInside();
      }
      try {
        this.hear(data);
        if (again) {
          again = false;
          this.hear({kind: 'reset', reason: 'entered anew'});
        }
      } finally {
        port.postMessage({kind: 'taken', weight: weight(data)});
      }
    };
    this.post({kind: 'enter'});
  }

  rejoin() {
    this.post({kind: 'leave'});
    this.port.close();
    if (this.tries < MOST_TRIES) {
      this.join(true);
      return;
    }
    // A browser may have such workers and run none of ours.
    clearInterval(this.watching);
    this.port = null;
    this.alone = own(this.hear);
    this.isInside();
    this.hear({kind: 'reset', reason: 'alone'});
  }

  post(message) {
    this.port?.postMessage(message);
  }

  entered() {
    return this.inside;
  }

  follow(position) {
    this.alone ? this.alone.follow(position) : this.post({kind: 'follow', position});
  }

  signIn() {
    this.alone ? this.alone.signIn() : this.post({kind: 'sign-in'});
  }

  signOut() {
    this.alone ? this.alone.signOut() : this.post({kind: 'sign-out'});
  }
}
