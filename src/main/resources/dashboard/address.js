// What is looked at, as the address says it: a view can be shared, and the way back leads back.

import {STATE_WORDS} from './words.js';

const SORTS = ['id', '-id', 'since', '-since', 'updated', '-updated', 'deadline', '-deadline'];
const SHOWN_STATES = [...STATE_WORDS, 'stale'];

/** The wish of the present address; what is not understood is left out. */
export function wished(search = location.search) {
  const query = new URLSearchParams(search);
  const sort = query.get('sort');
  const open = query.get('open');
  const slash = open?.indexOf('/') ?? -1;
  return {
    states: query.getAll('state').filter(state => SHOWN_STATES.includes(state)),
    accounts: query.getAll('account'),
    vendors: query.getAll('vendor'),
    labels: query.getAll('label').filter(pair => pair.indexOf(':') > 0)
      .map(pair => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
    q: query.get('q') ?? '',
    sort: SORTS.includes(sort) ? sort : '',
    open: slash > 0 ? {account: open.slice(0, slash), id: open.slice(slash + 1)} : null,
  };
}

/** The address of a wish. */
export function addressOf({states, accounts, vendors, labels, q, sort, open}) {
  const query = new URLSearchParams();
  states.forEach(state => query.append('state', state));
  accounts.forEach(account => query.append('account', account));
  vendors.forEach(vendor => query.append('vendor', vendor));
  labels.forEach(([name, value]) => query.append('label', `${name}:${value}`));
  if (q) {
    query.set('q', q);
  }
  if (sort) {
    query.set('sort', sort);
  }
  if (open) {
    query.set('open', `${open.account}/${open.id}`);
  }
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

/** The same as the service's list is asked; null where it knows no such question. */
export function listed({states, accounts, vendors, labels, q}) {
  const unseen = states.includes('stale');
  if (unseen && states.length > 1) {
    return null;
  }
  const query = new URLSearchParams();
  states.filter(state => state !== 'stale').forEach(state => query.append('state', state));
  if (unseen) {
    query.set('stale', 'true');
  }
  accounts.forEach(account => query.append('account', account));
  vendors.forEach(vendor => query.append('vendor', vendor));
  labels.forEach(([name, value]) => query.append('label', `${name}:${value}`));
  if (q) {
    query.set('q', q);
  }
  return query;
}

/** Whether anything is filtered at all. */
export function filters({states, accounts, vendors, labels, q}) {
  return states.length + accounts.length + vendors.length + labels.length > 0 || q !== '';
}
