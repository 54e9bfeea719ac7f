// A tab's end of the line: in a worker that all tabs share, or in the tab itself where a browser has none.

import {Line} from './line.js';

/** Enters, and hears from now on; `hear` is given the messages of `Line`. */
export function link(hear) {
  return typeof SharedWorker === 'undefined' ? own(hear) : shared(hear);
}

function own(hear) {
  const line = new Line(hear);
  return {
    follow: position => line.follow(position),
    signOut: () => line.end(),
  };
}

function shared(hear) {
  const {port} = new SharedWorker('/assets/feed.js', {type: 'module', name: 'standstill'});
  port.onmessage = ({data}) => {
    try {
      hear(data);
    } finally {
      port.postMessage({kind: 'taken'});
    }
  };
  port.postMessage({kind: 'enter'});
  addEventListener('pagehide', () => port.postMessage({kind: 'leave'}));
  // A page that was kept aside has heard nothing meanwhile.
  addEventListener('pageshow', ({persisted}) => persisted && location.reload());
  return {
    follow: position => port.postMessage({kind: 'follow', position}),
    signOut: () => port.postMessage({kind: 'sign-out'}),
  };
}
