// Runs once for all tabs of a browser, which may keep no more than six connections to a service over HTTP/1.1.

import {Feed, weight} from './feed.js';
import {HERE} from './silence.js';

/** So many entries may be on their way to a tab; one that sleeps is told no more, and everything anew when it wakes. */
const MOST_ON_THE_WAY = 8_000;
const MOST_TABS = 100;

const tabs = new Map();
const feed = new Feed(tell);

function tell(message) {
  tabs.forEach((tab, port) => post(port, tab, message));
}

function post(port, tab, message) {
  // Who is here now is told to whoever sleeps, too.
  if (['another', 'signed-out'].includes(message.kind)) {
    tab.onTheWay += weight(message);
    port.postMessage(message);
    return;
  }
  if (tab.behind) {
    return;
  }
  if (tab.onTheWay >= MOST_ON_THE_WAY) {
    tab.behind = true;
    return;
  }
  tab.onTheWay += weight(message);
  port.postMessage(message);
}

function taken(port, many) {
  const tab = tabs.get(port);
  if (!tab) {
    return;
  }
  tab.onTheWay -= many;
  if (tab.behind && tab.onTheWay === 0) {
    tab.behind = false;
    reset(port, 'behind');
  }
}

/** Something was not told to this tab. */
function reset(port, reason) {
  const tab = tabs.get(port);
  if (tab) {
    post(port, tab, {kind: 'reset', reason, state: feed.state, heardAt: feed.silence.since});
  }
}

function enter(port) {
  if (tabs.size >= MOST_TABS) {
    // One that ended without a word takes nothing any more; if it lives it enters anew.
    const [[slowest]] = [...tabs].sort(([, one], [, other]) => other.onTheWay - one.onTheWay);
    tabs.delete(slowest);
  }
  const tab = {onTheWay: 0, behind: false};
  tabs.set(port, tab);
  post(port, tab, standing());
  if (feed.asked) {
    post(port, tab, {...standing(), ...feed.asked});
  }
}

const standing = () => ({kind: 'state', state: feed.state, heardAt: feed.silence.since});

function leave(port) {
  tabs.delete(port);
  if (tabs.size === 0) {
    feed.end();
  }
}

function signOut() {
  feed.end();
  feed.tell({kind: 'signed-out'});
}

/** Somebody else may be here now: what the others show was not meant for them. */
function signIn(port) {
  feed.end();
  tabs.forEach((tab, other) => other !== port && post(other, tab, {kind: 'another'}));
}

setInterval(() => tell(standing()), HERE);

self.onconnect = ({ports: [port]}) => {
  port.onmessage = ({data}) => {
    switch (data.kind) {
      case 'enter': return enter(port);
      case 'follow': return feed.follow(data.position) || reset(port, 'began later');
      case 'taken': return taken(port, data.weight);
      case 'sign-in': return signIn(port);
      case 'sign-out': return signOut();
      case 'leave': return leave(port);
    }
  };
};
