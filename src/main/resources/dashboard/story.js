// One resource: how it stands and why, what a person can do, and every piece of evidence there is.

import {element, renew, say, shape} from './element.js';
import {pathOf, read} from './api.js';
import {isBefore, numberOf} from './position.js';
import {SECOND, clock, local, now, took, utc} from './time.js';
import {timeline} from './timeline.js';
import {cleanliness, flies, kind, meaningOf, residue, source, verdict} from './words.js';

const PAGE = 1_000;
const MOST_PAGES = 10;
const MOST_ENTRIES = 1_000;
const SETTLED = 400;
const SHOWN_AFTER = 100;
const ASKED_AGAIN = 3 * SECOND;

/** The panel of one resource. */
export class Story {
  constructor(where, {acting, mayAct, closed}) {
    this.where = where;
    this.acting = acting;
    this.mayAct = mayAct;
    this.closed = closed;
    this.key = null;
    this.where.addEventListener('keydown', event => event.key === 'Escape' && this.closed());
    setInterval(() => this.tick(), SECOND);
  }

  /** Opens this one; null closes whatever is open. */
  async open(named, arrive = false) {
    const key = named && `${named.account}/${named.id}`;
    if (key === this.key) {
      return;
    }
    this.stop?.abort();
    this.key = key;
    this.where.hidden = key === null;
    if (key === null) {
      this.where.replaceChildren();
      return;
    }
    this.stop = new AbortController();
    this.named = named;
    this.entries = [];
    this.explained = null;
    this.pieces = new Map();
    this.frame();
    if (arrive) {
      this.where.focus();
    }
    await this.ask(this.stop.signal);
  }

  /** Reads it all: the whole of it once, and afterwards what the feed tells. */
  async ask(signal) {
    const path = pathOf(this.named.account, this.named.id);
    try {
      const [explained, history] = await Promise.all([read(`${path}/explain`, signal), this.history(path, signal)]);
      this.explain(explained);
      this.merge(history);
      // What the feed told meanwhile is newer.
      this.heed(this.entries.at(-1)?.resource);
      this.show();
    } catch (problem) {
      if (!signal.aborted) {
        this.body.replaceChildren(element('p', {class: 'fault', role: 'alert'}, problem.message),
          element('button', {type: 'button', onclick: () => this.ask(signal)}, 'Try again'));
      }
    }
  }

  async history(path, signal) {
    let entries = [];
    let after = '0';
    this.left = null;
    for (let page = 0; page < MOST_PAGES && after !== null; page++) {
      const {items, next} = await read(`${path}/journal?limit=${PAGE}&after=${encodeURIComponent(after)}`, signal);
      entries = entries.concat(items);
      if (entries.length > MOST_ENTRIES) {
        this.left = 'What is older';
        entries = entries.slice(-MOST_ENTRIES);
      }
      after = next;
    }
    if (after !== null) {
      this.left = 'What is newer';
    }
    return entries;
  }

  merge(entries) {
    const known = new Map(this.entries.map(entry => [entry.position, entry]));
    entries.forEach(entry => known.set(entry.position, entry));
    this.entries = [...known.values()].sort((one, other) => one.resource.seq - other.resource.seq).slice(-MOST_ENTRIES);
  }

  /** The feed tells something of it. */
  hear(entry) {
    if (entry.resource && `${entry.account}/${entry.resource.id}` === this.key) {
      this.merge([entry]);
      if (this.explained) {
        this.heed(entry.resource);
        this.showSoon();
      }
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.explainAgain(), SETTLED);
    }
  }

  /** How it stands now: what was explained of it before is no longer told. */
  heed(resource) {
    if (resource && numberOf(resource.position) > numberOf(this.explained.resource.position)) {
      this.explained = {...this.explained, resource, awaited: null};
    }
  }

  showSoon() {
    this.showing ??= setTimeout(() => {
      this.showing = null;
      if (this.key !== null && this.explained) {
        this.show();
      }
    }, SHOWN_AFTER);
  }

  /** All may have changed. */
  refresh() {
    if (this.key !== null) {
      this.ask(this.stop.signal);
    }
  }

  async explainAgain() {
    const {key, stop} = this;
    if (key === null) {
      return;
    }
    this.askedAt = Date.now();
    try {
      const explained = await read(`${pathOf(this.named.account, this.named.id)}/explain`, stop.signal);
      const known = this.explained?.resource.position;
      if (key === this.key && !(known && isBefore(explained.resource.position, known))) {
        this.explain(explained);
        this.show();
      }
    } catch {
      // The pulse tells that the service is away; what is shown keeps its times.
    }
  }

  // ---- what is shown

  frame() {
    const {account, id} = this.named;
    this.head = element('div', {class: 'standing'});
    this.body = element('div', {class: 'content'}, element('p', {class: 'small'}, 'Reading its history…'));
    this.list = element('ol', {class: 'evidence', reversed: true});
    this.proof = element('section', {}, element('h3', {}, 'Evidence, newest first'), this.list);
    this.next = element('dd');
    this.deadline = element('dd');
    this.hasDeadline = [element('dt', {}, 'Deadline'), this.deadline];
    this.clocks = element('dl', {class: 'facts'}, element('dt', {}, 'Next look'), this.next, this.hasDeadline);
    this.where.replaceChildren(
      element('div', {class: 'title'},
        element('div', {class: 'two'}, element('h2', {title: id}, id), element('span', {class: 'under'}, account)),
        element('button', {type: 'button', class: 'quiet', 'aria-label': `Close ${id}`, onclick: () => this.closed()},
          shape('close')),
        this.head),
      this.body);
  }

  show() {
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    const {resource} = this.explained;
    this.evidence();
    this.time(resource);
    renew(this.head,
      element('p', {class: `state ${resource.state}`},
        shape(resource.state),
        element('span', {class: 'word'}, resource.state, resource.verdict && ` · ${resource.verdict}`),
        resource.stale && shape('stale'), resource.stale && element('span', {class: 'under'}, 'out of sight')),
      element('p', {class: 'under'}, meaningOf(resource.state)));
    renew(this.body,
      this.moves(resource), this.words(resource), this.clocks, this.facts(resource),
      resource.stop && this.entries.length > 0 && this.left !== 'What is newer' && element('section', {},
        element('h3', {}, 'The way of its newest order'), timeline(this.entries)),
      this.proof);
    if (focused && !this.body.contains(document.activeElement)) {
      this.body.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
    }
    this.tick();
  }

  words(resource) {
    const {problem} = resource;
    const sentences = [
      resource.verdict && verdict(resource.verdict),
      cleanliness(resource),
      ...resource.residue.map(residue),
      resource.stale && 'It has not been seen for longer than it should be: how it stands now is not known.',
    ].filter(Boolean);
    return element('section', {class: 'words'},
      problem && element('div', {class: 'problem'},
        element('b', {}, problem.title), element('p', {}, problem.detail)),
      this.explained.awaited && element('h3', {}, 'Awaited'),
      this.explained.awaited && element('p', {class: 'awaited'}, this.explained.awaited),
      sentences.map(sentence => element('p', {}, sentence)));
  }

  moves(resource) {
    const may = this.mayAct();
    const named = {account: resource.account, id: resource.id};
    const acts = {
      stop: ['Stop…', 'danger', () => this.acting.stop([named], false)],
      force: ['Force…', 'danger', () => this.acting.stop([named], true)],
      release: ['Accept as running…', '', () => this.acting.release(named)],
    };
    const buttons = resource.nextMoves.map(move => {
      const [label, colour, act] = acts[move];
      const does = this.explained.moves.find(one => one.move === move)?.does;
      return element('button',
        {type: 'button', class: colour, title: does, disabled: !may, onclick: act, 'data-name': move}, label);
    });
    return element('div', {class: 'moves'},
      buttons, !may && buttons.length > 0 && element('p', {class: 'small'}, 'You may read here, and not order.'));
  }

  /** What was just explained, and when the vendor is called next by that. */
  explain(explained) {
    this.explained = explained;
    this.nextAt = [explained.nextLookAt, explained.nextCallAt].filter(Boolean).map(Date.parse)
      .filter(time => time > now() - SECOND).sort((one, other) => one - other)[0] ?? null;
  }

  time({stop, state}) {
    this.deadlineAt = stop?.deadlineAt && flies(state)
      ? Date.parse(stop.deadlineAt)
      : null;
    this.deadline.title = this.deadlineAt === null ? '' : utc(this.deadlineAt);
    this.hasDeadline.forEach(part => (part.hidden = this.deadlineAt === null));
  }

  facts(resource) {
    const {stop} = resource;
    const {account} = this.explained;
    const fact = (name, value) => value !== null && value !== undefined && value !== ''
      ? [element('dt', {}, name), element('dd', {}, value)]
      : [];
    const labels = Object.entries(resource.labels).map(([name, value]) => `${name}: ${value}`).join(', ');
    return element('dl', {class: 'facts'},
      fact('Escalates', this.explained.escalateAt && when(this.explained.escalateAt)),
      fact('Stops by itself', resource.stopAt && when(resource.stopAt)),
      fact('Ordered', stop && element('span', {}, when(stop.orderedAt), ` by ${stop.requestedBy}, ${stop.mode}`)),
      fact('Reason', stop?.reason),
      fact('Sent', stop && stop.attempts > 0 ? `${stop.attempts} ${stop.attempts === 1 ? 'time' : 'times'}` : null),
      fact('Vendor says', resource.vendorStatus),
      fact('Seen', resource.observedAt && when(resource.observedAt)),
      fact('Life', resource.incarnation),
      fact('Held by', account.configured ? account.holder ?? 'no node at present' : account.detail),
      fact('Sends held', account.pausedAt && element('span', {}, when(account.pausedAt), ` by ${account.pausedBy}`)),
      fact('Out of sight', account.sightLostAt && when(account.sightLostAt)),
      fact('Account’s fault', account.lastFault),
      fact('Labels', labels));
  }

  /** What was shown of it stays as it is: opened, scrolled, marked by somebody who reads. */
  evidence() {
    const newestFirst = this.entries.map((entry, index) => this.piece(entry, this.entries[index - 1])).reverse();
    newestFirst.forEach((piece, index) => {
      if (this.list.children[index] !== piece) {
        this.list.insertBefore(piece, this.list.children[index] ?? null);
      }
    });
    while (this.list.children.length > newestFirst.length) {
      this.list.lastChild.remove();
    }
    const kept = new Set(newestFirst);
    this.pieces.forEach((piece, name) => kept.has(piece) || this.pieces.delete(name));
    if (this.left && this.proof.lastChild === this.list) {
      this.proof.append(element('p', {class: 'small'}, `${this.left} is left out here. `,
        element('a', {href: `${pathOf(this.named.account, this.named.id)}/journal`}, 'The whole history')));
    }
  }

  piece(entry, before) {
    const name = `${before?.position} ${entry.position}`;
    const made = this.pieces.get(name) ?? this.entry(entry, before);
    this.pieces.set(name, made);
    return made;
  }

  entry(entry, before) {
    const {evidence} = entry;
    const at = Date.parse(entry.at);
    const moved = entry.from !== entry.to;
    const gap = before && element('span', {class: 'gap'}, `+${took(at - Date.parse(before.at))}`);
    const from = [source(evidence.source), evidence.status && `HTTP ${evidence.status}`].filter(Boolean).join(', ');
    const raw = (evidence.excerpt || evidence.digest) && element('details', {},
      element('summary', {}, 'Raw evidence'),
      evidence.excerpt && element('pre', {tabindex: 0}, evidence.excerpt),
      evidence.digest && element('p', {class: 'under digest'}, evidence.digest));
    return element('li', {class: moved ? `moved ${entry.to}` : 'note'},
      shape(moved ? entry.to : 'note'),
      element('div', {class: 'two'},
        element('span', {class: 'says'}, kind(entry.kind),
          moved && element('b', {class: 'to'}, entry.from ? ` ${entry.from} → ${entry.to}` : ` ${entry.to}`)),
        element('span', {class: 'under'}, when(entry.at), gap, ` · heard from ${from}`),
        entry.reason && element('span', {class: 'reason'}, entry.reason),
        raw));
  }

  /** Whatever runs with time. */
  tick() {
    if (!this.explained || this.key === null || !this.next) {
      return;
    }
    if (this.deadlineAt !== null) {
      const rest = this.deadlineAt - now();
      say(this.deadline, rest >= 0 ? `in ${clock(rest)}, at ${local(this.deadlineAt)}` : `${clock(-rest)} ago, at ${local(this.deadlineAt)}`);
    }
    this.next.title = this.nextAt === null ? '' : utc(this.nextAt);
    const rest = this.nextAt === null ? null : this.nextAt - now();
    if (rest === null) {
      say(this.next, this.explained.nextLook);
    } else {
      say(this.next, rest > 0 ? `in ${clock(rest + SECOND - 1)}` : 'now');
    }
    // Between two looks the next one may not be planned yet; no entry tells when it is.
    const isOver = rest === null ? flies(this.explained.resource.state) : rest <= 0;
    if (isOver && Date.now() - (this.askedAt ?? 0) > ASKED_AGAIN) {
      this.explainAgain();
    }
  }
}

/** A time as read here; as everybody reads it when pointed at. */
function when(time) {
  return element('time', {datetime: time, title: utc(time)}, local(Date.parse(time)));
}
