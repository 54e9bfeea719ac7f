// What stands where there is nothing to show, and how much is shown of what there is.

import {pathOf} from './api.js';
import {filters} from './address.js';
import {element} from './element.js';
import {UNTOLD} from './summary.js';
import {count} from './words.js';

/** Whether what the page does not hold was found, is being asked for, or could not be asked for. */
export const FOUND = 'found';
export const ASKING = 'asking';
export const NOT_ASKED = 'not asked';

const FINDING = {
  [FOUND]: 'search asks for more',
  [ASKING]: 'asking for more',
  [NOT_ASKED]: 'more could not be asked for',
};

/** How much of what there is; what is not all there yet is not told as if it were. */
export function shown(number, model, summary, finding) {
  const of = `${number.toLocaleString()} of`;
  if (!model.read) {
    return `${of} ${summary === UNTOLD ? 'what there is' : count(summary.total, 'resource')}; the rest is being read`;
  }
  return model.whole
    ? `${of} ${count(model.size, 'resource')}`
    : `${of} ${count(summary.total, 'resource')}; ${model.size.toLocaleString()} are kept here, ${FINDING[finding]}`;
}

/** Why nothing is shown, and what to do about it. */
export function nothing(model, wish, summary, finding, {clear, strays, mayAct, again}) {
  if (!model.read) {
    return [element('p', {}, 'Reading the list…')];
  }
  if (finding === ASKING) {
    return [element('p', {}, 'Asking the service…')];
  }
  if (finding === NOT_ASKED) {
    return [element('p', {}, 'What fits could not be asked for.'),
      element('button', {type: 'button', onclick: again}, 'Ask again')];
  }
  return filters(wish)
    ? [element('p', {}, 'Nothing fits these filters.'),
      element('button', {type: 'button', onclick: clear}, 'Clear filters')]
    : unknown(summary, strays, mayAct);
}

/** Nothing is known here; what the vendors list is where to begin. */
function unknown(summary, strays, mayAct) {
  const listed = summary.accounts.filter(one => one.strays > 0);
  const [account] = summary.names;
  return [
    element('p', {}, 'Nothing is known here yet. A resource becomes known when somebody orders it to stop:'),
    element('pre', {tabindex: 0}, `curl -X POST ${location.origin}${pathOf(account ?? 'ACCOUNT', 'ID')}/stop`),
    listed.length > 0 && element('p', {}, 'The vendors list what nobody here knows:'),
    ...listed.map(one => element('button',
      {type: 'button', disabled: !mayAct(), onclick: () => strays(one.account)},
      `Stop the ${count(one.strays, 'stray')} of ${one.account}…`)),
  ].filter(Boolean);
}
