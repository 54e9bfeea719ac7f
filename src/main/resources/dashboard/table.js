// The list of resources, however long: only the lines in sight are on the page.
//
// To a keyboard it is one stop; the arrows move within it, and `aria-activedescendant` says where one is, so that a line
// that leaves the page takes no focus with it.

import {element} from './element.js';
import {COLUMNS, Row} from './row.js';
import {SECOND} from './time.js';

const MORE = 8;

/** A list on the page. `opened` is told what a person opens, `picked` that the selection changed. */
export class Table {
  constructor(where, order, {opened, picked, rate}) {
    this.order = order;
    this.opened = opened;
    this.picked = picked;
    this.rate = rate;
    this.selected = new Set();
    this.at = null;
    this.lines = [];
    this.body = element('div', {class: 'body', role: 'presentation'});
    this.empty = element('div', {class: 'empty'});
    this.grid = element(
      'div',
      {
        class: 'grid', role: 'grid', tabindex: 0, 'aria-label': 'Resources', 'aria-multiselectable': 'true',
        'aria-colcount': COLUMNS.length, onscroll: () => this.scrolled(), onkeydown: event => this.key(event),
        onclick: event => this.click(event), onfocus: () => this.arrive(),
      },
      element('div', {class: 'line head', role: 'row', 'aria-rowindex': 1}, this.all(), COLUMNS.slice(1).map(name =>
        element('div', {role: 'columnheader'}, name))),
      this.body,
    );
    where.replaceChildren(this.grid, this.empty);
    new ResizeObserver(() => this.resized()).observe(this.grid);
    setInterval(() => this.tick(), SECOND);
  }

  all() {
    this.allBox = element('span', {class: 'box', 'aria-hidden': 'true'});
    return element('div', {role: 'columnheader', class: 'pick', title: 'Select all that are shown', 'data-all': ''},
      element('span', {class: 'unseen'}, 'Selected'), this.allBox);
  }

  // ---- what is on the page

  resized() {
    const style = getComputedStyle(this.grid);
    this.height = parseFloat(style.getPropertyValue('--line'));
    this.headHeight = parseFloat(style.getPropertyValue('--head'));
    this.paint();
  }

  /** Where a line begins: heads are lower than rows. */
  top(line) {
    const heads = this.order.heads.filter(head => head.line < line).length;
    return (line - heads) * this.height + heads * this.headHeight;
  }

  /** The line at a height. */
  lineAt(height) {
    let heads = 0;
    for (const head of this.order.heads) {
      const begins = this.top(head.line);
      if (height < begins) {
        break;
      }
      if (height < begins + this.headHeight) {
        return head.line;
      }
      heads++;
    }
    return Math.floor((height - heads * this.headHeight) / this.height) + heads;
  }

  scrolled() {
    if (!this.painting) {
      this.painting = true;
      requestAnimationFrame(() => {
        this.painting = false;
        this.paint();
      });
    }
  }

  /** Shows what is in sight as it is now. */
  paint() {
    const lines = this.order.length;
    this.body.style.height = `${this.top(lines)}px`;
    this.grid.setAttribute('aria-rowcount', lines + 1);
    const first = Math.max(0, this.lineAt(this.grid.scrollTop) - MORE);
    const last = Math.min(lines, this.lineAt(this.grid.scrollTop + this.grid.clientHeight) + MORE);
    const room = Math.max(0, last - first);
    while (this.lines.length < room) {
      const line = new Row(this.lines.length);
      this.lines.push(line);
      this.body.append(line.whole);
    }
    this.lines.forEach((line, index) => {
      // Each line keeps its element while it is in sight.
      const number = room === 0 ? -1 : first + ((index - first % this.lines.length + this.lines.length) % this.lines.length);
      if (number >= first && number < last) {
        line.show(number, this.order.at(number), this);
      } else {
        line.hide();
      }
    });
    this.mark();
  }

  /** The running clocks of what is in sight. */
  tick() {
    for (const line of this.lines) {
      line.tick(this);
    }
  }

  // ---- what is selected

  toggle(key) {
    if (!this.selected.delete(key)) {
      this.selected.add(key);
    }
    this.repick();
  }

  toggleAll() {
    const all = this.order.rows.length > 0 && this.order.rows.every(row => this.selected.has(row.key));
    this.selected = all ? new Set() : new Set(this.order.rows.map(row => row.key));
    this.repick();
  }

  /** What is no longer shown is no longer selected: nothing is ordered that nobody sees. */
  keepSelected(shown) {
    for (const key of this.selected) {
      const row = this.order.model.rows.get(key);
      if (!row || !shown(row)) {
        this.selected.delete(key);
      }
    }
  }

  /** Whoever looked has left: hidden lines would still tell. */
  forget() {
    this.selected.clear();
    this.at = null;
    this.lines.forEach(line => line.whole.remove());
    this.lines = [];
    this.empty.replaceChildren();
    this.says = null;
  }

  repick() {
    this.paint();
    this.picked();
  }

  mark() {
    const some = this.selected.size > 0;
    this.allBox.classList.toggle('some', some);
    this.grid.classList.toggle('picking', some);
    const here = this.lines.find(line => line.row?.key === this.at);
    if (here) {
      this.grid.setAttribute('aria-activedescendant', here.id);
    } else {
      this.grid.removeAttribute('aria-activedescendant');
    }
  }

  // ---- where a person is

  click({target}) {
    if (target.closest('[data-all]')) {
      this.toggleAll();
      return;
    }
    const line = this.lines.find(one => one.whole.contains(target));
    if (!line?.row) {
      return;
    }
    this.at = line.row.key;
    if (target.closest('.pick')) {
      this.toggle(line.row.key);
    } else {
      this.paint();
      this.opened(line.row);
    }
  }

  arrive() {
    if (this.order.lineOf(this.at) < 0 && this.order.rows.length > 0) {
      this.at = this.order.rows[0].key;
      this.paint();
    }
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.grid.clientHeight / this.height) - 2);
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity};
    if (event.key in steps && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.step(steps[event.key]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      const row = this.order.rows.find(one => one.key === this.at);
      if (row) {
        event.preventDefault();
        event.key === ' ' ? this.toggle(row.key) : this.opened(row);
      }
    } else if (event.key === 'a' && event.ctrlKey) {
      event.preventDefault();
      this.toggleAll();
    }
  }

  step(by) {
    const {rows} = this.order;
    if (rows.length === 0) {
      return;
    }
    const from = rows.findIndex(row => row.key === this.at);
    const to = Math.min(rows.length - 1, Math.max(0, (from < 0 ? 0 : from) + by));
    this.at = rows[to].key;
    this.reveal(this.at);
    this.paint();
  }

  /** Scrolls as little as brings it into sight. */
  reveal(key) {
    const line = this.order.lineOf(key);
    if (line < 0) {
      return;
    }
    const top = this.top(line);
    const head = this.grid.firstChild.offsetHeight;
    if (top < this.grid.scrollTop) {
      this.grid.scrollTop = line <= 1 ? 0 : top;
    } else if (top + this.height > this.grid.scrollTop + this.grid.clientHeight - head) {
      this.grid.scrollTop = top + this.height - this.grid.clientHeight + head;
    }
  }

  /** What stands where there is nothing to show. */
  nothing(...says) {
    const text = says.map(one => one.textContent).join('\n');
    if (text === this.says) {
      return;
    }
    this.says = text;
    this.empty.replaceChildren(...says);
    this.grid.hidden = says.length > 0;
    this.empty.hidden = says.length === 0;
  }
}
