// All resources this page knows, each as its newest entry or list has it, and how many there are of what.

import {FLIGHT, REST, STATES, STATE_WORDS, TROUBLE, groupOf} from './words.js';

/** More at rest or running are not kept: a page is no database. */
export const MOST_AT_REST = 100_000;

/** What is in trouble or in flight finds room beyond that. */
const MOST = 2 * MOST_AT_REST;

/** Beside the states it is counted what is out of sight, and what is in trouble of any sort. */
const STALE = STATES.length;
const ILL = STALE + 1;
const COUNTED = ILL + 1;
const NO_LABELS = Object.freeze({});
const NO_MOVES = Object.freeze([]);

export const keyOf = (account, id) => `${account}/${id}`;

const millis = time => (time ? Date.parse(time) : null);

/** What the wall shows of a resource; the rest is asked for when somebody looks at it. */
function row(resource, lost) {
  const {stop} = resource;
  const flies = groupOf(resource.state) === FLIGHT || resource.state === 'overdue';
  const stale = flies && (resource.stale || lost);
  const labels = Object.keys(resource.labels).length > 0 ? resource.labels : NO_LABELS;
  return {
    key: keyOf(resource.account, resource.id),
    account: resource.account,
    id: resource.id,
    vendor: resource.vendor,
    state: resource.state,
    group: stale ? TROUBLE : groupOf(resource.state),
    stale,
    flies,
    verdict: resource.verdict,
    clean: resource.clean,
    vendorStatus: resource.vendorStatus,
    seq: resource.seq,
    number: Number(resource.position.slice(resource.position.lastIndexOf('-') + 1)),
    since: millis(resource.since),
    stopAt: millis(resource.stopAt),
    forced: stop?.mode === 'force',
    orderedAt: millis(stop?.orderedAt),
    deadlineAt: millis(stop?.deadlineAt),
    stoppedAt: millis(stop?.stoppedAt),
    reason: stop?.reason ?? null,
    requestedBy: stop?.requestedBy ?? null,
    problem: resource.problem?.title ?? null,
    labels,
    moves: resource.nextMoves.length > 0 ? resource.nextMoves : NO_MOVES,
    text: [resource.id, ...Object.values(labels)].join('\n').toLowerCase(),
    replaced: false,
  };
}

/** The resources, merged by `seq`, whatever comes first. */
export class Model {
  constructor() {
    this.rows = new Map();
    this.lost = new Set();
    this.counts = new Map();
    this.totals = new Int32Array(COUNTED);
    this.changed = new Set();
    this.whole = true;
  }

  get size() {
    return this.rows.size;
  }

  /** As a list has it; false: there is no room. */
  put(resource) {
    const key = keyOf(resource.account, resource.id);
    const old = this.rows.get(key);
    if (old && old.seq > resource.seq) {
      return true;
    }
    if (!old && this.rows.size >= (groupOf(resource.state) === REST ? MOST_AT_REST : MOST)) {
      this.whole = false;
      return false;
    }
    this.replace(old, row(resource, this.lost.has(resource.account)));
    return true;
  }

  /** As the feed tells it; what it was before, if it moved. */
  hear(entry) {
    if (!entry.resource) {
      this.sight(entry);
      return null;
    }
    const old = this.rows.get(keyOf(entry.account, entry.resource.id));
    if (old && old.seq >= entry.resource.seq) {
      return null;
    }
    const kept = this.put(entry.resource);
    return kept && entry.from !== entry.to ? entry : null;
  }

  /** An account went out of sight, or came back. */
  sight({account, kind}) {
    const lost = kind === 'lost-sight';
    if (lost === this.lost.has(account) || (kind !== 'lost-sight' && kind !== 'sighted')) {
      return;
    }
    this.lost[lost ? 'add' : 'delete'](account);
    for (const old of this.rows.values()) {
      if (old.account === account && old.flies) {
        this.mark(old, lost);
      }
    }
  }

  /** These are out of sight, as the service was just asked; all others are not, if it told `all` of them. */
  stale(keys, lost, all) {
    this.lost = lost;
    for (const old of this.rows.values()) {
      const stale = old.flies && (keys.has(old.key) || (old.stale && !all));
      if (stale !== old.stale) {
        this.mark(old, stale);
      }
    }
  }

  mark(old, stale) {
    this.replace(old, {...old, stale, group: stale ? TROUBLE : groupOf(old.state), replaced: false});
  }

  replace(old, next) {
    if (old) {
      old.replaced = true;
      this.add(old, -1);
    }
    this.add(next, 1);
    this.rows.set(next.key, next);
    this.changed.add(next.key);
  }

  add(of, one) {
    let own = this.counts.get(of.account);
    if (!own) {
      own = new Int32Array(COUNTED);
      this.counts.set(of.account, own);
    }
    const state = STATE_WORDS.indexOf(of.state);
    own[state] += one;
    this.totals[state] += one;
    if (of.stale) {
      own[STALE] += one;
      this.totals[STALE] += one;
    }
    if (of.group === TROUBLE) {
      own[ILL] += one;
      this.totals[ILL] += one;
    }
  }

  /** How many of a state (or `stale`, or in `trouble`) there are, in these accounts; in all where none is named. */
  count(word, accounts) {
    const at = word === 'stale' ? STALE : word === 'trouble' ? ILL : STATE_WORDS.indexOf(word);
    if (accounts.length === 0) {
      return this.totals[at];
    }
    return accounts.reduce((sum, account) => sum + (this.counts.get(account)?.[at] ?? 0), 0);
  }

  /** What has changed since this was asked last. */
  takeChanges() {
    const {changed} = this;
    this.changed = new Set();
    return changed;
  }
}
