// Which resources are shown, and in which order, kept up as they change: what stands still is never sorted again.

import {FLIGHT, GROUPS, REST, STATE_WORDS, TROUBLE} from './words.js';

const LAST = Number.MAX_SAFE_INTEGER;

const byKey = (one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);

const by = number => (one, other) => number(one) - number(other) || byKey(one, other);

/** Trouble by who must act first and what stands longest, then what is nearest its deadline, then all else by name. */
function urgency(one, other) {
  if (one.group !== other.group) {
    return one.group - other.group;
  }
  if (one.group === TROUBLE) {
    return STATE_WORDS.indexOf(one.state) - STATE_WORDS.indexOf(other.state)
      || one.since - other.since || byKey(one, other);
  }
  if (one.group === FLIGHT) {
    return (one.deadlineAt ?? LAST) - (other.deadlineAt ?? LAST) || byKey(one, other);
  }
  return byKey(one, other);
}

const ORDERS = {
  '': urgency,
  id: byKey,
  '-id': (one, other) => byKey(other, one),
  since: by(row => row.since),
  '-since': by(row => -row.since),
  updated: by(row => row.number),
  '-updated': by(row => -row.number),
  deadline: by(row => row.deadlineAt ?? LAST),
  '-deadline': by(row => -(row.deadlineAt ?? LAST)),
};

/** Whether a resource is wanted: values of one filter are alternatives, different filters must all hold. */
export function fits(row, {states, accounts, vendors, labels, q}) {
  const state = states.length === 0 || states.includes(row.state) || (row.stale && states.includes('stale'));
  return state
    && (accounts.length === 0 || accounts.includes(row.account))
    && (vendors.length === 0 || vendors.includes(row.vendor))
    && labels.every(([name]) => labels.some(([other, value]) => other === name && row.labels[name] === value))
    && (q === '' || row.text.includes(q));
}

/** The list as it is shown. */
export class Order {
  constructor(model, wish) {
    this.model = model;
    this.wish(wish);
  }

  /** Something else is wanted. */
  wish(wish) {
    this.model.takeChanges();
    this.wanted = {...wish, q: wish.q.toLowerCase()};
    this.compare = ORDERS[wish.sort] ?? urgency;
    this.rows = [...this.model.rows.values()].filter(row => fits(row, this.wanted)).sort(this.compare);
    this.group();
  }

  /** What has changed is taken out and merged in again, in one walk over the rest. */
  heed() {
    const fresh = [];
    for (const key of this.model.takeChanges()) {
      const row = this.model.rows.get(key);
      if (row && fits(row, this.wanted)) {
        fresh.push(row);
      }
    }
    fresh.sort(this.compare);
    const merged = [];
    let next = 0;
    for (const row of this.rows) {
      if (row.replaced) {
        continue;
      }
      while (next < fresh.length && this.compare(fresh[next], row) < 0) {
        merged.push(fresh[next++]);
      }
      merged.push(row);
    }
    while (next < fresh.length) {
      merged.push(fresh[next++]);
    }
    this.rows = merged;
    this.group();
  }

  /** Where each group begins, as lines of their own, where the order is by urgency. */
  group() {
    this.heads = [];
    if (this.wanted.sort !== '') {
      return;
    }
    const numbers = [TROUBLE, FLIGHT, REST].map(group => this.firstAfter(group));
    let begin = 0;
    numbers.forEach((end, group) => {
      if (end > begin) {
        this.heads.push({line: begin + this.heads.length, says: GROUPS[group], number: end - begin, group});
      }
      begin = end;
    });
  }

  firstAfter(group) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].group <= group) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Rows and heads together. */
  get length() {
    return this.rows.length + this.heads.length;
  }

  /** What stands on a line: a row, or the head of a group. */
  at(line) {
    let before = 0;
    for (const head of this.heads) {
      if (head.line === line) {
        return head;
      }
      if (head.line < line) {
        before++;
      }
    }
    return this.rows[line - before];
  }

  /** The line of a resource; −1 where it is not shown. */
  lineOf(key) {
    const row = this.rows.findIndex(one => one.key === key);
    if (row < 0) {
      return -1;
    }
    return this.heads.reduce((line, head) => (head.line <= line ? line + 1 : line), row);
  }
}
