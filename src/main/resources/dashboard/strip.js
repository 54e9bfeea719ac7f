// How many there are, by state and by account: what is counted is also what is filtered by.

import {element, say, shape} from './element.js';
import {STATES, meaningOf} from './words.js';

const SHOWN = [...STATES.map(state => state.word).slice(0, 3), 'stale', ...STATES.map(state => state.word).slice(3)];
const GROUP_ENDS = ['stale', 'stopping'];
const MEANS_STALE = 'in flight, and not seen for longer than it should be';

/** The strip. `toggled` is told the filter's name and the value a person pressed. */
export class Strip {
  constructor(where, toggled) {
    this.toggled = toggled;
    this.states = new Map();
    this.accounts = new Map();
    this.stateList = element('div', {class: 'states', role: 'group', 'aria-label': 'By state'});
    this.accountList = element('div', {class: 'accounts', role: 'group', 'aria-label': 'By account'});
    for (const word of SHOWN) {
      const number = element('b', {}, '0');
      const button = element(
        'button',
        {
          type: 'button', class: `count ${word}${GROUP_ENDS.includes(word) ? ' ends' : ''}`, 'aria-pressed': 'false',
          title: word === 'stale' ? MEANS_STALE : meaningOf(word), onclick: () => toggled('states', word),
        },
        shape(word), number, element('span', {class: 'word'}, word),
      );
      this.states.set(word, {button, number});
      this.stateList.append(button);
    }
    where.replaceChildren(this.stateList, this.accountList);
  }

  /** Shows the counts as they are; those of one filter within what the other one leaves. */
  paint(counts, wish, names) {
    for (const [word, {button, number}] of this.states) {
      const many = counts(word, wish.accounts);
      say(number, many.toLocaleString());
      button.classList.toggle('none', many === 0);
      button.setAttribute('aria-pressed', wish.states.includes(word));
    }
    for (const name of [...names].sort()) {
      if (!this.accounts.has(name)) {
        this.account(name);
      }
    }
    const of = wish.states.length > 0 ? wish.states : STATES.map(state => state.word);
    for (const [name, {button, number, trouble}] of this.accounts) {
      say(number, of.reduce((sum, word) => sum + counts(word, [name]), 0).toLocaleString());
      const bad = counts('trouble', [name]);
      say(trouble, bad > 0 ? `${bad.toLocaleString()} in trouble` : '');
      trouble.hidden = bad === 0;
      button.setAttribute('aria-pressed', wish.accounts.includes(name));
    }
  }

  /** Whoever looked has left. */
  forget() {
    this.accounts.clear();
    this.accountList.replaceChildren();
  }

  account(name) {
    const number = element('b', {}, '0');
    const trouble = element('span', {class: 'bad'});
    const button = element(
      'button',
      {type: 'button', class: 'count account', 'aria-pressed': 'false', onclick: () => this.toggled('accounts', name)},
      element('span', {class: 'word'}, name), number, trouble,
    );
    this.accounts.set(name, {button, number, trouble});
    const next = [...this.accounts.keys()].sort().find(other => other > name);
    this.accountList.insertBefore(button, next ? this.accounts.get(next).button : null);
  }
}
