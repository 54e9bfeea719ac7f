// Runs once for all tabs of a browser, which may keep no more than six connections to a service over HTTP/1.1.

import {Line} from './line.js';

/** So many batches may be on their way to a tab; one that sleeps is told less, and everything anew when it wakes. */
const MOST_ON_THE_WAY = 200;
const MOST_TABS = 100;

const tabs = new Map();
const line = new Line(tell);

function tell(message) {
  for (const [port, tab] of tabs) {
    if (tab.behind) {
      continue;
    }
    if (tab.onTheWay >= MOST_ON_THE_WAY) {
      tab.behind = true;
      continue;
    }
    tab.onTheWay++;
    port.postMessage(message);
  }
}

function taken(port) {
  const tab = tabs.get(port);
  if (!tab) {
    return;
  }
  tab.onTheWay--;
  if (tab.behind && tab.onTheWay === 0) {
    tab.behind = false;
    tab.onTheWay = 1;
    port.postMessage({kind: 'reset', reason: 'behind'});
  }
}

function enter(port) {
  tabs.delete(port);
  if (tabs.size >= MOST_TABS) {
    tabs.delete(tabs.keys().next().value);
  }
  tabs.set(port, {onTheWay: 1, behind: false});
  port.postMessage({kind: 'state', state: line.state, heardAt: line.heardAt});
}

function leave(port) {
  tabs.delete(port);
  if (tabs.size === 0) {
    line.end();
  }
}

function signOut() {
  line.end();
  tell({kind: 'signed-out'});
}

self.onconnect = ({ports: [port]}) => {
  port.onmessage = ({data}) => {
    switch (data.kind) {
      case 'enter': return enter(port);
      case 'follow': return line.follow(data.position);
      case 'taken': return taken(port);
      case 'sign-out': return signOut();
      case 'leave': return leave(port);
    }
  };
};
