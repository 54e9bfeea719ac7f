// The words of the service, each with what it means to whoever reads it on a wall.

/** What wants a person, what is on its way, and all else. */
export const TROUBLE = 0;
export const FLIGHT = 1;
export const REST = 2;

export const GROUPS = ['Trouble', 'In flight', 'At rest or running'];

/** In the order of who must act first. */
export const STATES = [
  {word: 'overdue', group: TROUBLE, means: 'the deadline passed and nothing proves a stop'},
  {word: 'failed', group: TROUBLE, means: 'refused for good: a person must act'},
  {word: 'reappeared', group: TROUBLE, means: 'it had stopped, or seemed to, and lives again'},
  {word: 'requested', group: FLIGHT, means: 'ordered; the vendor has not acknowledged it'},
  {word: 'stopping', group: FLIGHT, means: 'acknowledged; not proved yet'},
  {word: 'active', group: REST, means: 'running, and nobody asked it to stop'},
  {word: 'stopped', group: REST, means: 'proved to have stopped'},
];

/** The states of a group. */
export const wordsOf = group => STATES.filter(state => state.group === group).map(state => state.word);

export const STATE_WORDS = STATES.map(state => state.word);

const BY_WORD = new Map(STATES.map(state => [state.word, state]));

/** Whether it was ordered to stop and has not been proved to have: it is looked at until it is. */
export const flies = state => ['requested', 'stopping', 'overdue'].includes(state);

export const groupOf = state => BY_WORD.get(state)?.group ?? REST;
export const meaningOf = state => BY_WORD.get(state)?.means ?? state;

const VERDICTS = {
  confirmed: 'Fresh looks at the vendor found it at rest.',
  asserted: 'The vendor said so, and offers no way to read it back.',
  gone: 'It is no longer there, though the account still answers.',
};

/** What a verdict is worth. */
export const verdict = word => VERDICTS[word] ?? word;

/** What a verdict leaves open. */
export function cleanliness(resource) {
  if (resource.state !== 'stopped') {
    return null;
  }
  if (resource.clean === false) {
    return 'It ended with an error that is newer than the order: what it had not saved may be lost.';
  }
  return resource.clean === true ? 'It ended without an error.' : 'Whether it ended without an error nobody can tell.';
}

const RESIDUE = {
  storage: 'Its storage is still in use, and may still cost.',
  'storage-in-use': 'Its storage is still in use, and may still cost.',
  'idle-charge': 'The vendor charges for it while it stands idle.',
};

/** What still costs after the stop. */
export const residue = word => RESIDUE[word] ?? `Still there: ${word}.`;

const KINDS = {
  known: 'Became known',
  ordered: 'Stop ordered',
  sent: 'Stop sent to the vendor',
  acknowledged: 'The vendor acknowledged it',
  unsure: 'No clear answer',
  refused: 'Refused for good',
  seen: 'Looked at',
  absent: 'Not found',
  'called-back': 'The vendor called back',
  'ended-by-itself': 'It ended by itself',
  silent: 'Nothing heard of it',
  proved: 'Proved to have stopped',
  escalated: 'Made a forced stop',
  deadline: 'The deadline passed without proof',
  alive: 'It lives again',
  released: 'Accepted as running',
  commanded: 'The vendor was told something else',
  labelled: 'Labels or handle changed',
  'lost-sight': 'Out of sight',
  sighted: 'Seen again',
  ignored: 'Heard, and changes nothing',
};

/** What sort of thing an entry tells. */
export const kind = word => KINDS[word] ?? word;

const SOURCES = {
  person: 'a person',
  intent: 'this service, before it acted',
  answer: 'the vendor’s answer',
  look: 'a look at the vendor',
  callback: 'the vendor’s callback',
  clock: 'the clock',
};

/** Who or what an entry was heard from. */
export const source = word => SOURCES[word] ?? word;

/** A name as part of a sentence: without the marks by which it would turn round what we say after it. */
export const plain = id => id.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** One of something, or so many of it. */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString()} ${number === 1 ? one : many}`;

/** An amount of whatever the configuration counts in. */
export const money = amount => amount.toLocaleString(undefined, {minimumFractionDigits: 2, maximumFractionDigits: 2});
