// Who sits here and what they may; the door while nobody does. Nothing of one who has left stays for whoever comes next.

import {read, tell, whenSignedOut} from './api.js';
import {door} from './door.js';
import {at, element, renew, say} from './element.js';

const PATIENCE = 30_000;
const TRIED_AGAIN = 5_000;

/**
 * Somebody, or nobody. `came` is told once they are known, `left` once they are no more; `signsIn` and `signsOut` that it
 * was done by this page, which all others of the browser must hear of; `says` what could not be done.
 */
export class Presence {
  constructor({came, left, signsIn, signsOut, says}) {
    this.came = came;
    this.left = left;
    this.signsIn = signsIn;
    this.signsOut = signsOut;
    this.says = says;
    this.who = null;
    this.asks = false;
    this.served = false;
    whenSignedOut(() => this.leave('This service wants to know who looks at it.'));
    at('leave').addEventListener('click', () => this.signOut());
  }

  get somebody() {
    return this.who !== null;
  }

  get mayAct() {
    return this.who?.roles.includes('stop') ?? false;
  }

  async begin() {
    try {
      this.enter(await read('/v1/session', AbortSignal.timeout(PATIENCE)));
    } catch (problem) {
      if (problem.status !== 401) {
        this.waitFor(problem);
      }
    }
  }

  waitFor(problem) {
    this.shut(element('div', {class: 'card'},
      element('h2', {}, 'The wall cannot be shown'),
      element('p', {class: 'fault', role: 'alert'}, problem.message),
      element('button', {type: 'button', class: 'main', onclick: () => this.begin()}, 'Try again')));
    this.asks = false;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => !this.somebody && !this.asks && this.begin(), TRIED_AGAIN);
  }

  enter(caller) {
    this.who = caller;
    this.asks = false;
    at('door').hidden = true;
    at('door').replaceChildren();
    at('wall').hidden = false;
    // Without tokens there is nobody to sign out.
    at('leave').hidden = caller.name === 'local';
    say(at('who'), caller.name === 'local' ? '' : `${caller.name}${this.mayAct ? '' : ' (reads)'}`);
    this.came();
  }

  /** They have left, here or elsewhere: it is asked who comes next. */
  leave(why) {
    if (this.asks && !this.somebody) {
      return;
    }
    this.asks = true;
    // Whoever comes next may see less.
    this.served ||= this.somebody;
    this.who = null;
    this.left();
    at('leave').hidden = true;
    say(at('who'), '');
    this.shut();
    door(at('door'), why, caller => this.signIn(caller));
  }

  shut(...shows) {
    at('wall').hidden = true;
    at('door').hidden = false;
    // What is told again as it was stays under the hand that presses it.
    renew(at('door'), ...shows);
  }

  signIn(caller) {
    this.signsIn();
    if (this.served) {
      location.reload();
    } else {
      this.enter(caller);
    }
  }

  async signOut() {
    try {
      await tell('DELETE', '/v1/session');
    } catch (problem) {
      if (problem.status !== 401) {
        this.says(`You are still signed in: ${problem.message}`);
        return;
      }
    }
    this.signsOut();
    this.leave('You are signed out.');
  }

  /** A cookie is the browser's, not the page's: whoever signed in elsewhere may see and do other things than are shown. */
  async mustBeTheSame() {
    const caller = await read('/v1/session');
    const rights = ({name, roles, accounts}) => JSON.stringify([name, roles, accounts]);
    if (this.somebody && rights(caller) !== rights(this.who)) {
      location.reload();
    }
  }
}
