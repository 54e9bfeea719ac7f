// A line of the list: what of a resource can be read from across the room.

import {element, reshape, say, shape} from './element.js';
import {HOUR, ago, clock, local, now, took, utc} from './time.js';
import {meaningOf, money} from './words.js';

export const COLUMNS = ['', 'State', 'Resource', 'Time', 'What is known'];

/** The element of one line, which shows now this resource and now that. */
export class Row {
  constructor(number) {
    this.id = `line-${number}`;
    this.shape = shape('active');
    this.box = element('span', {class: 'box', 'aria-hidden': 'true'});
    this.state = element('span', {class: 'word'});
    this.verdict = element('span', {class: 'under'});
    this.unseen = shape('stale');
    this.name = element('span', {class: 'name'});
    this.belongs = element('span', {class: 'under'});
    this.time = element('span', {class: 'clock'});
    this.timeUnder = element('span', {class: 'under'});
    this.meter = element('span', {class: 'meter', 'aria-hidden': 'true'}, element('span'));
    this.known = element('span', {class: 'known'});
    this.knownUnder = element('span', {class: 'under'});
    const cell = (name, ...children) => element('div', {role: 'gridcell', class: name}, ...children);
    this.cells = [
      cell('pick', this.box),
      cell('state', this.shape, element('span', {class: 'two'}, this.state, this.verdict), this.unseen),
      cell('resource', element('span', {class: 'two'}, this.name, this.belongs)),
      cell('time', element('span', {class: 'two'}, this.time, this.timeUnder), this.meter),
      cell('what', element('span', {class: 'two'}, this.known, this.knownUnder)),
    ];
    this.heading = element('div', {role: 'gridcell', class: 'heading', 'aria-colspan': COLUMNS.length, hidden: true});
    this.whole = element('div', {class: 'line', role: 'row', id: this.id}, this.cells, this.heading);
  }

  hide() {
    if (!this.whole.hidden) {
      this.whole.hidden = true;
      this.row = null;
    }
  }

  show(number, thing, table) {
    this.whole.hidden = false;
    const top = table.top(number);
    if (this.top !== top) {
      this.top = top;
      this.whole.style.transform = `translateY(${top}px)`;
    }
    if (this.number !== number) {
      this.number = number;
      this.whole.setAttribute('aria-rowindex', number + 2);
    }
    if (thing.says) {
      this.head(thing);
    } else {
      this.resource(thing, table);
    }
  }

  head({says, number, group}) {
    if (this.row !== null || this.whole.className !== `line group g${group}`) {
      this.row = null;
      this.whole.className = `line group g${group}`;
      this.cells.forEach(cell => (cell.hidden = true));
      this.heading.hidden = false;
      this.whole.removeAttribute('aria-selected');
    }
    say(this.heading, `${says} · ${number.toLocaleString()}`);
  }

  resource(row, table) {
    const selected = table.selected.has(row.key);
    const here = row.key === table.at;
    if (this.row !== row || this.selected !== selected || this.here !== here) {
      if (!this.heading.hidden) {
        this.heading.hidden = true;
        this.cells.forEach(cell => (cell.hidden = false));
      }
      this.selected = selected;
      this.here = here;
      this.whole.className = ['line', row.state, row.stale && 'unseen-now', selected && 'selected', here && 'here']
        .filter(Boolean).join(' ');
      this.whole.setAttribute('aria-selected', selected);
    }
    if (this.row !== row) {
      this.row = row;
      this.fill(row);
      this.tick(table);
    }
  }

  fill(row) {
    reshape(this.shape, row.state);
    this.unseen.toggleAttribute('hidden', !row.stale);
    say(this.state, row.state);
    this.cells[1].title = meaningOf(row.state);
    say(this.verdict, row.stale ? 'out of sight' : stateNote(row));
    say(this.name, row.id);
    this.name.title = row.id;
    const labels = Object.entries(row.labels).map(([name, value]) => `${name}:${value}`).join('  ');
    say(this.belongs, labels ? `${row.account}  ·  ${labels}` : row.account);
    this.belongs.title = this.belongs.textContent;
    say(this.known, row.problem ?? row.vendorStatus ?? '');
    this.known.title = this.known.textContent;
    say(this.knownUnder, knownUnder(row));
    this.knownUnder.title = row.stopAt ? utc(row.stopAt) : this.knownUnder.textContent;
    this.cells[3].title = timesOf(row);
    this.meter.hidden = !(row.flies && row.deadlineAt);
  }

  /** Whatever runs with time. */
  tick(table) {
    const {row} = this;
    if (!row) {
      return;
    }
    const [time, ...more] = timeOf(row, table.rate(row.account));
    say(this.time, time);
    say(this.timeUnder, more.filter(Boolean).join(' · '));
    if (!this.meter.hidden) {
      const part = Math.min(1, (now() - row.orderedAt) / Math.max(1, row.deadlineAt - row.orderedAt));
      this.meter.firstChild.style.transform = `scaleX(${part.toFixed(3)})`;
    }
  }
}

function stateNote(row) {
  if (row.state === 'stopped') {
    return row.clean === false ? `not clean, ${row.verdict}` : row.verdict ?? '';
  }
  return row.flies && row.forced ? 'by force' : '';
}

function knownUnder(row) {
  if (row.stopAt) {
    return `stops by itself at ${local(row.stopAt)}`;
  }
  if (row.state === 'active') {
    return '';
  }
  return [row.reason, row.requestedBy && `by ${row.requestedBy}`].filter(Boolean).join(' · ');
}

/** Its times as everybody reads them. */
function timesOf({orderedAt, deadlineAt, stoppedAt, since, state}) {
  return Object.entries({ordered: orderedAt, deadline: deadlineAt, proved: stoppedAt, [`${state} since`]: since})
    .filter(([, time]) => time !== null)
    .map(([name, time]) => `${name} ${utc(time)}`)
    .join('\n');
}

/** How long it stands so, or took; and what belongs to that, first what must not be cut off. */
function timeOf(row, rate) {
  const since = now() - row.since;
  const ordered = now() - row.orderedAt;
  const cost = time => (rate > 0 ? `cost ${money(time / HOUR * rate)}` : '');
  switch (row.state) {
    case 'overdue':
      return [`${clock(now() - row.deadlineAt)} late`, cost(ordered), `ordered ${clock(ordered)} ago`];
    case 'requested':
    case 'stopping':
      return [clock(ordered), row.deadlineAt ? `of ${clock(row.deadlineAt - row.orderedAt)}` : 'since the order', cost(ordered)];
    case 'failed':
      return [`for ${clock(since)}`, row.orderedAt ? `ordered ${clock(ordered)} ago` : ''];
    case 'reappeared':
      return [`for ${clock(since)}`, 'lives again', cost(since)];
    case 'stopped':
      return [row.stoppedAt ? `in ${took(row.stoppedAt - row.orderedAt)}` : '', ago(row.since)];
    default:
      return ['', `since ${local(row.since)}`];
  }
}
