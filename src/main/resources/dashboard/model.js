// All resources this page knows, each as its newest entry or list has it, and how many there are of what.

import {numberOf} from './position.js';
import {REST, STATES, STATE_WORDS, TROUBLE, flies, groupOf} from './words.js';

/** More at rest or running are not kept: a page is no database. */
export const MOST_AT_REST = 100_000;

/** What is in trouble or in flight finds room beyond that, and so does what somebody searched for last. */
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
  const isAwaited = flies(resource.state);
  const stale = isAwaited && (resource.stale || lost);
  const labels = Object.keys(resource.labels).length > 0 ? resource.labels : NO_LABELS;
  return {
    key: keyOf(resource.account, resource.id),
    account: resource.account,
    id: resource.id,
    vendor: resource.vendor,
    state: resource.state,
    group: stale ? TROUBLE : groupOf(resource.state),
    stale,
    flies: isAwaited,
    verdict: resource.verdict,
    clean: resource.clean,
    vendorStatus: resource.vendorStatus,
    seq: resource.seq,
    number: numberOf(resource.position),
    observedAt: resource.observedAt,
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

/**
 * The resources, merged whatever comes first: by the place of their newest entry, as their `seq` grows with it and begins
 * anew where one was forgotten and is known again.
 */
export class Model {
  /** These accounts are known to be out of sight. */
  constructor(lost = new Set()) {
    this.rows = new Map();
    this.lost = new Set(lost);
    this.sights = new Map();
    this.guests = new Set();
    this.atRest = 0;
    this.counts = new Map();
    this.totals = new Int32Array(COUNTED);
    this.changed = new Set();
    this.missed = null;
    /** The lists were read to their end. */
    this.read = false;
    /** There was room for all. */
    this.whole = true;
  }

  get size() {
    return this.rows.size;
  }

  /** As a list has it; false: there is no room. */
  put(resource) {
    const key = keyOf(resource.account, resource.id);
    const old = this.rows.get(key);
    const number = numberOf(resource.position);
    if (old && old.number > number) {
      return true;
    }
    const rests = groupOf(resource.state) === REST;
    if (!old && (rests ? this.full : this.rows.size >= MOST)) {
      this.whole = false;
      this.missed?.set(key, resource);
      return false;
    }
    // What comes to rest beyond what is kept goes again: the room it had is for what is in flight and in trouble.
    const goes = rests && old && old.group !== REST && this.full && !this.guests.has(key);
    this.replace(old, row(resource, this.lost.has(resource.account)));
    if (goes) {
      this.whole = false;
      this.forget(key);
    }
    return true;
  }

  get full() {
    return this.atRest - this.guests.size >= MOST_AT_REST;
  }

  /** Something is searched for: what is heard meanwhile, and finds no room, may be newer than what will be found. */
  await() {
    this.missed = new Map();
  }

  /** What was searched for is kept until something else is, even where there is no room for more at rest. */
  host(resources) {
    for (const key of this.guests) {
      if (this.rows.get(key)?.group === REST) {
        this.forget(key);
      }
    }
    this.guests.clear();
    for (const resource of resources) {
      const key = keyOf(resource.account, resource.id);
      if (!this.rows.has(key) && groupOf(resource.state) === REST && this.full) {
        this.guests.add(key);
        this.replace(null, row(resource, this.lost.has(resource.account)));
      } else {
        this.put(resource);
      }
    }
    const {missed} = this;
    this.missed = null;
    missed?.forEach((resource, key) => this.rows.has(key) && this.put(resource));
  }

  forget(key) {
    const old = this.rows.get(key);
    old.replaced = true;
    this.add(old, -1);
    this.rows.delete(key);
    this.changed.add(key);
  }

  /** As the feed tells it; what it was before, if it moved. */
  hear(entry) {
    if (!entry.resource) {
      this.sight(entry);
      return null;
    }
    const old = this.rows.get(keyOf(entry.account, entry.resource.id));
    if (old && old.number >= numberOf(entry.resource.position)) {
      return null;
    }
    // Entries do not say whether it is out of sight; only a look brings it back.
    const unseen = old?.stale && old.observedAt === entry.resource.observedAt;
    const kept = this.put(unseen ? {...entry.resource, stale: true} : entry.resource);
    return kept && entry.from !== entry.to ? entry : null;
  }

  /** An account went out of sight, or came back. */
  sight({account, kind, position}) {
    const lost = kind === 'lost-sight';
    const number = numberOf(position);
    if ((!lost && kind !== 'sighted') || number <= (this.sights.get(account) ?? 0)) {
      return;
    }
    this.sights.set(account, number);
    if (lost === this.lost.has(account)) {
      return;
    }
    this.lost[lost ? 'add' : 'delete'](account);
    for (const old of this.rows.values()) {
      if (old.account === account && old.flies) {
        this.mark(old, lost);
      }
    }
  }

  /**
   * These are out of sight, as the service had it at this position; all others are not, if it told `all` of them. What
   * was heard after that stays as it was heard.
   */
  stale(keys, lost, all, position) {
    const asked = numberOf(position);
    const isLater = account => (this.sights.get(account) ?? 0) > asked;
    this.lost = new Set([...[...lost].filter(account => !isLater(account)), ...[...this.lost].filter(isLater)]);
    for (const old of this.rows.values()) {
      if (old.number > asked || isLater(old.account)) {
        continue;
      }
      const stale = old.flies && (keys.has(old.key) || this.lost.has(old.account) || (old.stale && !all));
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
    if (of.group === REST) {
      this.atRest += one;
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
