// The way of one order as a drawing: how long it stood in each state, what was learned when, and where the deadline is.

import {element} from './element.js';
import {SECOND, local, now, took, utc} from './time.js';
import {flies, kind} from './words.js';

const both = time => `${local(time)} (${utc(time)})`;

const part = number => `${(100 * Math.min(1, Math.max(0, number))).toFixed(2)}%`;

/** The entries of the newest order, oldest first; all of them where nothing was ordered. */
export function ofNewestOrder(entries) {
  const generation = entries.at(-1)?.resource.generation;
  const own = entries.filter(entry => entry.resource.generation === generation);
  return own.length > 0 && own[0].kind === 'ordered' ? own : entries;
}

/** Draws them. */
export function timeline(entries) {
  const own = ofNewestOrder(entries);
  const {resource} = own.at(-1);
  const begin = Date.parse(own[0].at);
  const deadline = resource.stop?.deadlineAt ? Date.parse(resource.stop.deadlineAt) : null;
  const isAwaited = flies(resource.state);
  const last = isAwaited ? now() : Date.parse(own.at(-1).at);
  // The deadline belongs into the picture while it is ahead, unless it would press all else into a corner.
  const near = deadline !== null && deadline - begin < 4 * Math.max(SECOND, last - begin);
  const end = Math.max(begin + SECOND, last, near ? deadline : 0);
  const at = time => (time - begin) / (end - begin);

  const moves = own.filter((entry, index) => index === 0 || entry.from !== entry.to);
  const bars = moves.map((entry, index) => {
    const from = Date.parse(entry.at);
    const to = index + 1 < moves.length ? Date.parse(moves[index + 1].at) : last;
    const bar = element('span', {class: `stretch ${entry.to}`, title: `${entry.to} for ${took(to - from)}`});
    bar.style.left = part(at(from));
    bar.style.width = part((Math.max(to, from) - from) / (end - begin));
    return bar;
  });
  const ticks = own.map(entry => {
    const tick = element('span', {class: 'tick', title: `${kind(entry.kind)}, ${both(entry.at)}`});
    tick.style.left = part(at(Date.parse(entry.at)));
    return tick;
  });
  const limit = near && element('span', {class: 'limit', title: `deadline, ${both(deadline)}`});
  if (limit) {
    limit.style.left = part(at(deadline));
  }
  const says = moves.map((entry, index) => {
    const to = index + 1 < moves.length ? Date.parse(moves[index + 1].at) : last;
    const ended = index === moves.length - 1 && !isAwaited;
    return ended ? entry.to : `${entry.to} ${took(to - Date.parse(entry.at))}`;
  }).join(' → ');
  return [
    element('div', {class: 'timeline', 'aria-hidden': 'true'}, bars, ticks, limit),
    element('p', {class: 'small'}, says),
  ];
}
