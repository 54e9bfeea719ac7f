// What a person can order here. What would happen is shown before it does; what is refused is told in the service's words.

import {element} from './element.js';
import {newKey, pathOf, tell} from './api.js';
import {count, plain} from './words.js';

const MOST_AT_ONCE = 10_000;
const MOST_NAMED = 5;
const DRY_RUN_AFTER = 150;

/** A dialog that is asked something and answered once. */
class Dialog {
  constructor(title, explains, danger, does = title) {
    this.keys = new Map();
    this.busy = false;
    this.ready = true;
    this.fault = element('p', {class: 'fault', role: 'alert'});
    this.content = element('div', {class: 'content'});
    this.cancel = element('button', {type: 'button', onclick: () => this.close()}, 'Cancel');
    this.main = element('button', {type: 'submit', class: danger ? 'main danger' : 'main'}, does);
    const id = `dialog-${newKey().slice(0, 8)}`;
    this.whole = element(
      'dialog',
      {
        class: 'order', 'aria-labelledby': id, onclose: () => this.whole.remove(),
        // What is on its way comes to an end before it is left alone.
        oncancel: event => this.busy && event.preventDefault(),
      },
      element('form', {method: 'dialog', onsubmit: event => this.submit(event)},
        element('h2', {id}, title), explains && element('p', {}, explains),
        this.content, this.fault,
        element('div', {class: 'buttons'}, this.cancel, this.main)),
    );
    document.body.append(this.whole);
  }

  open(act) {
    this.act = act;
    this.whole.showModal();
  }

  close() {
    this.whole.close();
  }

  /** The same request keeps its key: pressed twice, or sent again after a lost answer, it takes effect once. */
  key(body) {
    const text = JSON.stringify(body);
    if (!this.keys.has(text)) {
      this.keys.set(text, newKey());
    }
    return this.keys.get(text);
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.is({busy: true});
    this.fault.textContent = '';
    try {
      await this.act(this);
    } catch (problem) {
      this.fault.textContent = problem.message;
    } finally {
      this.is({busy: false});
    }
  }

  /** Whether it is on its way, and whether it may go at all. */
  is({busy = this.busy, ready = this.ready}) {
    this.busy = busy;
    this.ready = ready;
    this.main.disabled = busy || !ready;
    this.cancel.disabled = busy;
  }

  reason(asks) {
    const input = element('input', {
      id: 'reason', name: 'reason', required: true, maxlength: 1000, autocomplete: 'off', autofocus: true,
      placeholder: asks,
    });
    this.content.append(element('label', {for: 'reason'}, 'Why? It stands in the journal.'), input);
    return () => input.value.trim();
  }
}

/** Orders things, as far as who sits here may. */
export class Acting {
  constructor({done}) {
    this.done = done;
  }

  /** Stops these, named `{account, id}`. */
  stop(named, force, explains = null) {
    const one = named.length === 1 ? named[0] : null;
    const title = one ? `Stop ${one.account}/${plain(one.id)}` : `Stop ${count(named.length, 'resource')}`;
    if (named.length > MOST_AT_ONCE) {
      this.done(`At most ${MOST_AT_ONCE.toLocaleString()} can be stopped at once: narrow the list down.`);
      return;
    }
    const resources = named.map(({account, id}) => ({account, id}));
    this.ask({title, explains, what: {resources}, one, force, offersForce: true});
  }

  /** Stops what the vendor lists and nobody here knows. */
  strays(account) {
    this.ask({
      title: `Stop the strays of ${account}`, explains: 'The vendor lists them, and nobody here knows them.',
      what: {select: {account, stray: true}}, one: null, force: false, offersForce: false,
    });
  }

  ask({title, explains, what, one, force, offersForce}) {
    const dialog = new Dialog(title, explains, true, 'Stop');
    const mode = offersForce ? modes(dialog, force, () => rehearse()) : () => 'graceful';
    const deadline = one ? deadlines(dialog) : () => undefined;
    const reason = dialog.reason('end of show');
    const would = element('div', {class: 'would', role: 'status'});
    dialog.content.append(would);
    let rehearsing;
    let rehearsed = what;
    const rehearse = () => {
      clearTimeout(rehearsing);
      dialog.is({ready: false});
      would.replaceChildren(element('p', {class: 'small'}, 'Asking what would happen…'));
      rehearsing = setTimeout(() => dryRun(rehearsing), DRY_RUN_AFTER);
    };
    const dryRun = async asked => {
      try {
        const {items} = await tell('POST', '/v1/stops', {...what, mode: mode(), dryRun: true});
        if (asked === rehearsing) {
          const taken = items.filter(item => item.result !== 'refused');
          // What was shown is ordered, whatever else a selection would mean by then.
          rehearsed = what.select ? {resources: taken.map(({account, id}) => ({account, id}))} : what;
          would.replaceChildren(...results(items, WOULD));
          dialog.main.textContent = items.length > 1 ? `Stop ${count(taken.length, 'resource')}` : 'Stop';
          dialog.is({ready: taken.length > 0});
        }
      } catch (problem) {
        if (asked === rehearsing) {
          would.replaceChildren(element('p', {class: 'fault'}, problem.message),
            element('button', {type: 'button', onclick: rehearse}, 'Ask again'));
        }
      }
    };
    dialog.open(() => (one
      ? this.stopOne(dialog, one, {mode: mode(), reason: reason(), deadline: deadline()})
      : this.stopMany(dialog, would, {...rehearsed, mode: mode(), reason: reason()})));
    rehearse();
  }

  async stopOne(dialog, {account, id}, body) {
    const resource = await tell('POST', `${pathOf(account, id)}/stop`, body, dialog.key(body));
    dialog.close();
    this.done(resource.state === 'stopped' ? `${plain(id)} stands still already.` : `${plain(id)} is ordered to stop.`, resource);
  }

  async stopMany(dialog, would, body) {
    const {items} = await tell('POST', '/v1/stops', body, dialog.key(body));
    const refused = items.filter(item => item.result === 'refused');
    const ordered = items.length - refused.length;
    this.done(`${count(ordered, 'resource')} ordered to stop${refused.length > 0 ? `, ${refused.length} refused` : ''}.`);
    if (refused.length === 0) {
      dialog.close();
      return;
    }
    would.replaceChildren(...results(items, WAS));
    dialog.main.remove();
    dialog.cancel.textContent = 'Close';
    dialog.is({busy: false});
    dialog.cancel.focus();
  }

  /** Accepts it as running. */
  release({account, id}) {
    const dialog = new Dialog(`Accept ${plain(id)} as running`,
      'Nothing is sent to the vendor. It counts as running again, and nobody is told of it any more.', false);
    const reason = dialog.reason('the show goes on');
    dialog.open(async () => {
      const resource = await tell('DELETE', `${pathOf(account, id)}/stop`, {reason: reason()});
      dialog.close();
      this.done(`${plain(id)} counts as running.`, resource);
    });
  }

  /** Holds an account's sends, or frees them. */
  hold(account, held) {
    const dialog = new Dialog(held ? `Resume the sends of ${account}` : `Hold the sends of ${account}`, held
      ? 'What was ordered meanwhile is sent now.'
      : 'Orders are taken and kept, but nothing is sent to this vendor until somebody resumes; looks go on.', !held);
    dialog.open(async () => {
      const call = `/v1/accounts/${encodeURIComponent(account)}/${held ? 'resume' : 'pause'}`;
      await tell('POST', call, {}, dialog.key({call}));
      dialog.close();
      this.done(held ? `The sends of ${account} go on.` : `The sends of ${account} are held.`);
    });
  }
}

function modes(dialog, force, changed) {
  const radio = (value, says, under) => element('label', {class: 'choice'},
    element('input', {type: 'radio', name: 'mode', value, checked: (value === 'force') === force, onchange: changed}),
    element('span', {class: 'two'}, element('span', {}, says), element('span', {class: 'under'}, under)));
  const field = element('fieldset', {},
    element('legend', {}, 'How'),
    radio('graceful', 'The vendor’s ordinary stop', 'it ends what it does'),
    radio('force', 'By force', 'harder; what it had not saved may be lost'));
  dialog.content.append(field);
  return () => field.querySelector('input:checked').value;
}

function deadlines(dialog) {
  const input = element('input', {
    id: 'deadline', name: 'deadline', maxlength: 12, autocomplete: 'off', pattern: '\\s*[0-9]{1,9}(ms|s|m|h|d)\\s*',
    placeholder: 'as the account has it', title: 'a number and one of s, m, h, d, like 12m',
  });
  dialog.content.append(element('label', {for: 'deadline'}, 'Proved within (like 12m)'), input);
  return () => input.value.trim() || undefined;
}

const WOULD = {
  ordered: number => `${count(number, 'resource')} would be ordered to stop`,
  running: number => `${count(number, 'resource')} ${number === 1 ? 'is' : 'are'} being stopped already`,
  stopped: number => `${count(number, 'resource')} ${number === 1 ? 'stands' : 'stand'} still already`,
  refused: number => `${count(number, 'resource')} would be refused`,
};

const WAS = {
  ordered: number => `${count(number, 'resource')} ordered to stop`,
  running: WOULD.running,
  stopped: WOULD.stopped,
  refused: number => `${count(number, 'resource')} refused`,
};

/** What becomes of many, by what becomes of them; each reason once, with the names it concerns. */
function results(items, says) {
  if (items.length === 0) {
    return [element('p', {}, 'Nothing fits.')];
  }
  return Object.keys(says).flatMap(result => {
    const those = items.filter(item => item.result === result);
    return those.length === 0 ? [] : [
      element('p', {class: `result ${result}`}, `${says[result](those.length)}${result === 'refused' ? ':' : '.'}`),
      result === 'refused' ? refusals(those) : items.length > 1 && element('p', {class: 'under'}, named(those)),
    ];
  }).filter(Boolean);
}

function refusals(items) {
  const why = new Map();
  for (const {account, id, problem} of items) {
    const sentence = `${problem.title}: ${problem.detail}`;
    why.set(sentence, [...(why.get(sentence) ?? []), {account, id}]);
  }
  return element('ul', {class: 'refusals', tabindex: 0}, [...why].map(([sentence, those]) =>
    element('li', {}, sentence, element('span', {class: 'under'}, named(those)))));
}

/** Some of them by name, and how many more. */
function named(items) {
  const names = items.slice(0, MOST_NAMED).map(({account, id}) => `${account}/${plain(id)}`).join(', ');
  return items.length > MOST_NAMED ? `${names} and ${items.length - MOST_NAMED} more` : names;
}
