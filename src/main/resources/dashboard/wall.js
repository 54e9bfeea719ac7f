// Begins here: what is wanted, the list from a position, and everything that is heard after it, for who sits here.

import {Acting} from './acting.js';
import {addressOf, filters, listed, wished} from './address.js';
import {Announcer} from './announce.js';
import {read} from './api.js';
import {at, say} from './element.js';
import {Figures} from './figures.js';
import {link} from './link.js';
import {Listing} from './listing.js';
import {Model, keyOf} from './model.js';
import {ASKING, FOUND, NOT_ASKED, nothing, shown} from './nothing.js';
import {Order, fits} from './order.js';
import {Presence} from './presence.js';
import {Pulse} from './pulse.js';
import {whenReleased} from './release.js';
import {Story} from './story.js';
import {Strip} from './strip.js';
import {Summary, UNTOLD} from './summary.js';
import {Table} from './table.js';
import {HOUR, MINUTE, heardClock, now} from './time.js';

const SEARCH_AFTER = 250;
const SAID_FOR = 8_000;
const LISTED_AGAIN = 6 * HOUR;
const MOST_FOUND = 1_000;

const aside = matchMedia('(max-width: 70rem)');

let model = new Model();
let wish = wished();
let feed = null;
let listing = null;
let listedAt = 0;
let summary = UNTOLD;
let searching = null;
let painting = false;
let hushing = null;
let finding = FOUND;

const pulse = new Pulse(at('pulse'));
const announcer = new Announcer(at('announced'));
const presence = new Presence({
  came,
  left,
  signsIn: () => follows().signIn(),
  signsOut: () => follows().signOut(),
  says: done,
});
const mayAct = () => presence.mayAct;
const acting = new Acting({done});
const strays = account => acting.strays(account);
const strip = new Strip(at('strip'), toggled);
const order = new Order(model, wish);
const story = new Story(at('story'), {acting, mayAct, closed: () => show(null)});
const figures = new Figures(at('figures'), {
  strays,
  hold: (account, held) => acting.hold(account, held),
  mayAct,
});
const table = new Table(at('table'), order, {
  opened: row => show({account: row.account, id: row.id}, true),
  picked,
  rate: account => summary.rate(account),
});

// ---- who sits here

function came() {
  follows();
  load();
  heedWish();
}

function left() {
  listing?.end();
  listing = null;
  summary = UNTOLD;
  renew(new Model());
  story.open(null);
  [table, strip, figures, announcer].forEach(one => one.forget());
  say(at('said'), '');
  pulse.rest();
  document.querySelectorAll('dialog').forEach(dialog => dialog.close());
}

function follows() {
  feed ??= link(heard);
  return feed;
}

// ---- the list, then the feed from its position

/** Reads all anew beside what is shown, and shows it when it is whole: what is heard meanwhile goes into both. */
async function load() {
  listing?.end();
  const mine = new Listing(new Model(model.lost), () => mine.model === model && paintSoon());
  listing = mine;
  document.body.classList.add('loading');
  try {
    await feed.entered();
    await presence.mustBeTheSame();
    // Whatever moves from the first list's position on is heard; what the second list misses, too.
    await mine.urgent(position => {
      feed.follow(position);
      pulse.begin();
    });
    if (model.size === 0) {
      renew(mine.model);
    }
    await mine.others();
    listing = null;
    listedAt = Date.now();
    renew(mine.model);
    pulse.misses(false);
    story.refresh();
    find();
  } catch (problem) {
    if (listing === mine) {
      listing = null;
      done(`The list could not be read (${problem.message}). It is tried again.`);
      setTimeout(() => listing === null && presence.somebody && load(), 3_000 + Math.random() * 3_000);
    }
  } finally {
    document.body.classList.toggle('loading', listing !== null || (presence.somebody && !model.read));
  }
}

/** What the service forgot in its time is told by no entry. */
setInterval(() => {
  if (presence.somebody && listing === null && Date.now() - listedAt > LISTED_AGAIN) {
    load();
  }
}, MINUTE);

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
    presence.leave('You are signed out.');
  } else if (presence.somebody) {
    follow(message);
  }
}

function follow(message) {
  if (message.state) {
    if (pulse.state === 'cut' && message.state === 'live') {
      presence.mustBeTheSame().catch(() => {});
    }
    pulse.is(message.state, message.heardAt);
  }
  switch (message.kind) {
    case 'heard':
      message.entries.forEach(hearOne);
      paintSoon();
      break;
    case 'beat':
      heardClock(message.at, message.heardAt);
      pulse.hears(now());
      break;
    case 'reset':
      pulse.misses(true);
      load();
      break;
    case 'figures':
      tellFigures(message);
      break;
    case 'no-figures':
      figures.silent();
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
  if (listing && listing.model !== model) {
    listing.model.hear(entry);
  }
  const moved = model.hear(entry);
  if (moved) {
    announcer.move(moved);
  }
  story.hear(entry);
  pulse.hears(Date.parse(entry.at));
}

function tellFigures({summary: told, accounts, stale, position, all, askedAt}) {
  summary = new Summary(told);
  const lost = new Set(accounts.filter(one => one.sightLostAt).map(one => one.name));
  const unseen = new Set(stale.map(one => keyOf(one.account, one.id)));
  for (const each of new Set([model, listing?.model ?? model])) {
    each.stale(unseen, lost, all, position);
  }
  figures.asked({summary: told, accounts, askedAt});
  paintSoon();
}

// ---- what is shown, once a frame however much was heard

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
  say(at('shown'), shown(order.rows.length, model, summary, finding));
  at('clear').hidden = !filters(wish) || order.rows.length === 0;
  table.nothing(...(order.rows.length > 0 ? [] : nothing(model, wish, summary, finding, {clear, strays, mayAct, again: find})));
}

/** Where the page holds not all there is, the service counts. */
function counted(word, accounts) {
  return (model.whole && model.read) || !summary.counts(word)
    ? model.count(word, accounts)
    : summary.count(word, accounts);
}

const names = () => [...new Set([...model.counts.keys(), ...summary.names])];

// ---- what is wanted

function want(next, remember) {
  clearTimeout(searching);
  searching = null;
  wish = next;
  const address = addressOf(wish);
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
  find();
}

/** What the page does not hold is asked for. */
async function find() {
  const query = listed(wish);
  finding = FOUND;
  if (model.whole || !filters(wish) || query === null) {
    return;
  }
  const asked = wish;
  const into = model;
  const isWanted = () => asked === wish && into === model;
  finding = ASKING;
  into.await();
  query.set('limit', MOST_FOUND);
  try {
    const {items} = await read(`/v1/resources?${query}`);
    if (isWanted()) {
      into.host(items);
      finding = FOUND;
    }
  } catch {
    if (isWanted()) {
      finding = NOT_ASKED;
    }
  }
  paintSoon();
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
  history.pushState(null, '', addressOf(wish));
  document.body.classList.toggle('reading', named !== null);
  story.open(named, arrive && aside.matches);
  if (named === null && before) {
    table.grid.focus();
    table.reveal(table.at);
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
  const all = model.whole ? `all ${many.toLocaleString()} shown` : `the ${many.toLocaleString()} kept here`;
  say(button, number > 0 ? `Stop ${number.toLocaleString()} selected…` : `Stop ${all}…`);
  button.hidden = many === 0;
  button.disabled = !mayAct();
  button.title = mayAct() ? '' : 'You may read here, and not order.';
}

at('stop-many').addEventListener('click', () => {
  const rows = table.selected.size > 0
    ? [...table.selected].map(key => model.rows.get(key)).filter(Boolean)
    : order.rows;
  const more = !model.whole && table.selected.size === 0;
  acting.stop(rows, false, more ? 'There may be more that fit than this page keeps: only these are stopped.' : null);
});

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

whenReleased(() => document.querySelector('dialog') === null && location.reload());

presence.begin();
