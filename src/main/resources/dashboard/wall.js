// Begins here: who sits here, what is wanted, the list from a position, and everything that is heard after it.

import {Acting} from './acting.js';
import {addressOf as pageAddress, filters, listed, wished} from './address.js';
import {Announcer} from './announce.js';
import {Problem, addressOf, open, read, tell, whenSignedOut} from './api.js';
import {door} from './door.js';
import {element, say} from './element.js';
import {Figures} from './figures.js';
import {link} from './link.js';
import {Model, keyOf} from './model.js';
import {Order, fits} from './order.js';
import {Pulse} from './pulse.js';
import {Story} from './story.js';
import {Strip} from './strip.js';
import {Table} from './table.js';
import {heardClock} from './time.js';
import {count} from './words.js';

const URGENT = '/v1/resources?state=overdue&state=failed&state=reappeared&state=requested&state=stopping';
const OTHERS = '/v1/resources?state=active&state=stopped';
const SEARCH_AFTER = 250;
const SAID_FOR = 8_000;
const HOUR = 3_600_000;
const RELOAD_LIST = 6 * HOUR;
const STALLED = 30_000;
const MOST_SELECTED = 1_000;

const at = id => document.getElementById(id);
const aside = matchMedia('(max-width: 70rem)');

let who = null;
let model = new Model();
let wish = wished();
let line = null;
let loading = null;
let summary = null;
let release = null;
let searching = null;

const pulse = new Pulse(at('pulse'));
const announcer = new Announcer(at('announced'));
const mayAct = () => who?.roles.includes('stop') ?? false;
const acting = new Acting({done});
const strip = new Strip(at('strip'), toggled);
const order = new Order(model, wish);
const story = new Story(at('story'), {acting, mayAct, closed: () => show(null)});
const figures = new Figures(at('figures'), {
  strays: account => acting.strays(account),
  hold: (account, held) => acting.hold(account, held),
  mayAct,
});
const table = new Table(at('table'), order, {
  opened: row => show({account: row.account, id: row.id}, true),
  picked,
  rate: account => summary?.rates.get(account) ?? 0,
});

// ---- who sits here

async function begin() {
  try {
    entered(await read('/v1/session', AbortSignal.timeout(STALLED)));
  } catch (problem) {
    if (problem.status !== 401) {
      waitFor(problem);
    }
  }
}

function waitFor(problem) {
  at('wall').hidden = true;
  at('door').hidden = false;
  at('door').replaceChildren(element('div', {class: 'card'},
    element('h2', {}, 'The wall cannot be shown'),
    element('p', {class: 'fault', role: 'alert'}, problem.message),
    element('button', {type: 'button', class: 'main', onclick: () => begin()}, 'Try again')));
  setTimeout(() => at('wall').hidden && who === null && begin(), 5_000);
}

whenSignedOut(() => signedOut('This service wants to know who looks at it.'));

function signedOut(why) {
  if (at('door').hidden || who !== null) {
    loading?.stop.abort();
    loading = null;
    // Whoever comes next may see less.
    served ||= who !== null;
    who = null;
    summary = null;
    renew(new Model());
    story.open(null);
    [table, strip, figures, announcer].forEach(one => one.forget());
    say(at('said'), '');
    pulse.rest();
    document.querySelectorAll('dialog').forEach(dialog => dialog.close());
    at('wall').hidden = true;
    at('leave').hidden = true;
    say(at('who'), '');
    at('door').hidden = false;
    door(at('door'), why, signedIn);
  }
}

let served = false;

function signedIn(caller) {
  line ??= link(heard);
  line.signIn();
  if (served) {
    location.reload();
  } else {
    entered(caller);
  }
}

function entered(caller) {
  who = caller;
  at('door').hidden = true;
  at('door').replaceChildren();
  at('wall').hidden = false;
  // Without tokens there is nobody to sign out.
  at('leave').hidden = caller.name === 'local';
  say(at('who'), caller.name === 'local' ? '' : `${caller.name}${mayAct() ? '' : ' (reads)'}`);
  line ??= link(heard);
  load();
  heedWish();
}

at('leave').addEventListener('click', async () => {
  await tell('DELETE', '/v1/session').catch(problem => done(problem.message));
  line?.signOut();
  signedOut('You are signed out.');
});

// ---- the list, then the feed from its position

/** Reads all anew beside what is shown, and shows it when it is whole: what is heard meanwhile goes into both. */
async function load() {
  loading?.stop.abort();
  const mine = {stop: new AbortController(), model: new Model(model.lost)};
  loading = mine;
  document.body.classList.add('loading');
  try {
    await line.entered();
    // Whatever moves from the first list's position on is heard; what the second list misses, too.
    await list(mine, URGENT, position => {
      line.follow(position);
      pulse.begin();
    });
    if (model.size === 0) {
      renew(mine.model);
    }
    await list(mine, OTHERS, () => {});
    mine.model.read = true;
    loading = null;
    lastLoad = Date.now();
    if (model === mine.model) {
      paintSoon();
    } else {
      renew(mine.model);
    }
    story.refresh();
  } catch (problem) {
    if (loading === mine) {
      loading = null;
      done(`The list could not be read (${problem.message}). It is tried again.`);
      setTimeout(() => loading === null && who !== null && load(), 3_000 + Math.random() * 3_000);
    }
  } finally {
    document.body.classList.toggle('loading', who !== null && !model.read);
  }
}

let lastLoad = 0;

/** Reads lines as they come; what there is no room for is not read. One that stops coming is given up. */
async function list({stop, model: into}, path, begins) {
  const stall = () => stop.abort(new Problem({title: 'Nothing came any more'}, 0));
  let stalling = setTimeout(stall, STALLED);
  try {
    const answer = await open(path, {Accept: 'application/x-ndjson'}, stop.signal);
    stop.signal.throwIfAborted();
    begins(answer.headers.get('Standstill-Position'));
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {done: ended, value} = await reader.read();
      stop.signal.throwIfAborted();
      clearTimeout(stalling);
      if (ended) {
        if (rest !== '') {
          throw new Problem({title: 'It ended within a line'}, 0);
        }
        return;
      }
      stalling = setTimeout(stall, STALLED);
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const text of lines) {
        if (!into.put(JSON.parse(text))) {
          await reader.cancel();
          return;
        }
      }
      if (into === model) {
        paintSoon();
      }
    }
  } finally {
    clearTimeout(stalling);
  }
}

function renew(next) {
  model = next;
  order.model = next;
  order.wish(wish);
  figures.changed(() => model.rows.values());
  paintSoon();
}

// ---- what is heard

function heard(message) {
  if (message.kind === 'another') {
    location.reload();
  } else if (message.kind === 'signed-out') {
    signedOut('You are signed out.');
  } else if (who !== null) {
    follow(message);
  }
}

function follow(message) {
  if (message.state) {
    pulse.is(message.state, message.heardAt);
  }
  switch (message.kind) {
    case 'heard':
      message.entries.forEach(hearOne);
      paintSoon();
      break;
    case 'beat':
      heardClock(message.at, message.heardAt);
      break;
    case 'reset':
      load();
      break;
    case 'figures':
      tellFigures(message);
      break;
  }
}

/** One that cannot be understood takes none of the others with it. */
function hearOne(text) {
  try {
    hear(JSON.parse(text));
  } catch (fault) {
    console.error(fault);
  }
}

function hear(entry) {
  if (loading && loading.model !== model) {
    loading.model.hear(entry);
  }
  const moved = model.hear(entry);
  if (moved) {
    announcer.move(moved);
  }
  story.hear(entry);
}

function tellFigures({summary: told, accounts, stale, position}) {
  summary = {
    ...told,
    rates: new Map(told.accounts.map(one => [one.account, one.costPerHour])),
    names: told.accounts.map(one => one.account),
    counts: new Map(told.accounts.map(one => [one.account, one.states])),
  };
  const lost = new Set(accounts.filter(one => one.sightLostAt).map(one => one.name));
  const unseen = new Set(stale.map(one => keyOf(one.account, one.id)));
  for (const each of new Set([model, loading?.model ?? model])) {
    each.stale(unseen, lost, stale.length < MOST_SELECTED, position);
  }
  figures.asked({summary: told, accounts});
  paintSoon();
}

// ---- what is shown, once a frame however much was heard

let painting = false;

function paintSoon() {
  if (!painting) {
    painting = true;
    requestAnimationFrame(() => {
      painting = false;
      paint();
    });
  }
}

function paint() {
  if (model.changed.size > 0) {
    order.heed();
    figures.changed(() => model.rows.values());
  }
  table.keepSelected(row => fits(row, order.wanted));
  table.paint();
  picked();
  strip.paint(counted, wish, names());
  say(at('shown'), shown());
  at('clear').hidden = !filters(wish);
  nothing();
}

/** How much of what there is; what is not all there yet is not told as if it were. */
function shown() {
  const of = `${order.rows.length.toLocaleString()} of`;
  if (!model.read) {
    return `${of} ${summary ? count(total(), 'resource') : 'what there is'}; the rest is being read`;
  }
  return model.whole
    ? `${of} ${count(model.size, 'resource')}`
    : `${of} ${count(total(), 'resource')}; ${model.size.toLocaleString()} are kept here, search asks for more`;
}

/** Where the page holds not all there is, the service counts. */
function counted(word, accounts) {
  if ((model.whole && model.read) || !(word in (summary?.states ?? {}))) {
    return model.count(word, accounts);
  }
  return (accounts.length > 0 ? accounts : summary.names)
    .reduce((sum, account) => sum + (summary.counts.get(account)?.[word] ?? 0), 0);
}

const names = () => [...new Set([...model.counts.keys(), ...(summary?.names ?? [])])];

const total = () => Object.values(summary?.states ?? {}).reduce((sum, number) => sum + number, 0);

function nothing() {
  if (order.rows.length > 0) {
    table.nothing();
  } else if (!model.read) {
    table.nothing(element('p', {}, 'Reading the list…'));
  } else if (filters(wish)) {
    table.nothing(element('p', {}, 'Nothing fits these filters.'),
      element('button', {type: 'button', onclick: clear}, 'Clear filters'));
  } else {
    table.nothing(...unknown());
  }
}

/** Nothing is known here; what the vendors list is where to begin. */
function unknown() {
  const listed = (summary?.accounts ?? []).filter(one => one.strays > 0);
  const [account] = names();
  return [
    element('p', {}, 'Nothing is known here yet. A resource becomes known when somebody orders it to stop:'),
    element('pre', {tabindex: 0}, `curl -X POST ${location.origin}${addressOf(account ?? 'ACCOUNT', 'ID')}/stop`),
    listed.length > 0 && element('p', {}, 'The vendors list what nobody here knows:'),
    ...listed.map(one => element('button',
      {type: 'button', disabled: !mayAct(), onclick: () => acting.strays(one.account)},
      `Stop the ${count(one.strays, 'stray')} of ${one.account}…`)),
  ].filter(Boolean);
}

// ---- what is wanted

function want(next, remember) {
  clearTimeout(searching);
  searching = null;
  wish = next;
  const address = pageAddress(wish);
  if (remember) {
    history.pushState(null, '', address);
  } else {
    history.replaceState(null, '', address);
  }
  heedWish();
}

function heedWish() {
  if (at('search').value.trim() !== wish.q) {
    at('search').value = wish.q;
  }
  at('sort').value = wish.sort;
  order.wish(wish);
  paintSoon();
  story.open(wish.open);
  document.body.classList.toggle('reading', wish.open !== null);
  fetchMore();
}

/** What the page does not hold is asked for. */
async function fetchMore() {
  if (model.whole || !filters(wish)) {
    return;
  }
  const asked = wish;
  const query = listed(wish);
  query.set('limit', MOST_SELECTED);
  const {items} = await read(`/v1/resources?${query}`).catch(() => ({items: []}));
  if (asked === wish) {
    model.host(items);
    paintSoon();
  }
}

function toggled(filter, value) {
  const has = wish[filter].includes(value);
  want({...wish, q: typed(), [filter]: has ? wish[filter].filter(one => one !== value) : [...wish[filter], value]}, true);
}

function clear() {
  want({...wish, states: [], accounts: [], vendors: [], labels: [], q: ''}, true);
}

function show(named, arrive) {
  const before = wish.open;
  wish = {...wish, open: named};
  history.pushState(null, '', pageAddress(wish));
  document.body.classList.toggle('reading', named !== null);
  story.open(named, arrive && aside.matches);
  if (named === null && before) {
    table.grid.focus();
  }
}

addEventListener('popstate', () => {
  wish = wished();
  heedWish();
});

at('clear').addEventListener('click', clear);
at('sort').addEventListener('change', () => want({...wish, q: typed(), sort: at('sort').value}, true));

at('search').addEventListener('input', () => {
  clearTimeout(searching);
  searching = setTimeout(() => want({...wish, q: typed()}, false), SEARCH_AFTER);
});

/** What is being typed is wanted as soon as anything else is. */
const typed = () => (searching === null ? wish.q : at('search').value.trim());

// ---- what is ordered

function picked() {
  const number = table.selected.size;
  const button = at('stop-many');
  const many = number > 0 ? number : order.rows.length;
  say(button, number > 0 ? `Stop ${number.toLocaleString()} selected…` : `Stop all ${many.toLocaleString()} shown…`);
  button.disabled = !mayAct() || many === 0;
  button.title = mayAct() ? '' : 'You may read here, and not order.';
}

at('stop-many').addEventListener('click', () => {
  const rows = table.selected.size > 0
    ? [...table.selected].map(key => model.rows.get(key)).filter(Boolean)
    : order.rows;
  acting.stop(rows, false);
});

let hushing;

/** Something was done, or was not; the answer is news like any other. */
function done(words, resource) {
  say(at('said'), words);
  clearTimeout(hushing);
  hushing = setTimeout(() => say(at('said'), ''), SAID_FOR);
  if (resource) {
    model.put(resource);
    paintSoon();
    story.explainAgain();
  }
}

// ---- a wall is left for a month

setInterval(async () => {
  if (who !== null && Date.now() - lastLoad > RELOAD_LIST && loading === null) {
    // What the service forgot in its time is told by no entry.
    load();
  }
  const answer = await open('/').catch(() => null);
  const tag = answer?.headers.get('ETag');
  if (tag && release && tag !== release && !document.querySelector('dialog')) {
    location.reload();
  }
  release ??= tag ?? null;
}, HOUR / 6);
open('/').then(answer => (release = answer.headers.get('ETag'))).catch(() => {});

begin();
