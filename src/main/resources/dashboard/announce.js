// Tells a screen reader what moved: together and at most every few seconds, trouble by name, all else by number.

import {plain} from './words.js';

const EVERY = 6_000;
const MOST_NAMED = 3;
const NAMED = ['overdue', 'failed', 'reappeared'];

/** Speaks through a live region. */
export class Announcer {
  constructor(where) {
    this.where = where;
    this.moved = new Map();
    this.last = 0;
  }

  /** A resource has come to a state. */
  move({to, resource}) {
    const ids = this.moved.get(to) ?? [];
    ids.push(plain(resource.id));
    this.moved.set(to, ids);
    if (!this.due) {
      this.due = setTimeout(() => this.speak(), Math.max(500, this.last + EVERY - Date.now()));
    }
  }

  /** Whoever listened has left. */
  forget() {
    this.moved.clear();
    this.where.textContent = '';
  }

  speak() {
    this.due = null;
    this.last = Date.now();
    const sentences = [...this.moved].map(([state, ids]) => {
      const names = NAMED.includes(state) ? `: ${ids.slice(0, MOST_NAMED).join(', ')}` : '';
      const more = names && ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
      return `${ids.length} ${state}${names}${more}.`;
    });
    this.moved.clear();
    this.where.textContent = sentences.join(' ');
  }
}
