// Where a person says who they are, if the service wants to know.

import {element} from './element.js';
import {signIn} from './api.js';

/** Asks for a token until one is taken; `entered` is told who it belongs to. */
export function door(where, why, entered) {
  const fault = element('p', {class: 'fault', role: 'alert'});
  const token = element('input', {
    id: 'token', name: 'token', type: 'password', autocomplete: 'current-password', required: true, spellcheck: 'false',
  });
  const button = element('button', {class: 'main', type: 'submit'}, 'Sign in');

  async function enter(event) {
    event.preventDefault();
    fault.textContent = '';
    const text = token.value.trim();
    if (!/^[!-~]+$/.test(text)) {
      fault.textContent = 'A token is one word without spaces.';
      return;
    }
    button.disabled = true;
    try {
      const who = await signIn(text);
      token.value = '';
      entered(who);
    } catch (problem) {
      fault.textContent = problem.message;
      token.select();
    } finally {
      button.disabled = false;
    }
  }

  where.replaceChildren(element(
    'form', {class: 'card', onsubmit: enter},
    element('h2', {}, 'Who is there?'),
    element('p', {}, why),
    element('label', {for: 'token'}, 'Token'),
    token,
    fault,
    button,
    element('p', {class: 'small'}, 'It is traded for a cookie that no script can read, and kept nowhere else.'),
  ));
  token.focus();
}
