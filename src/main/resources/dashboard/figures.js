// What it took and what it costs: a histogram, the last hour, and the exposure by account.

import {element, renew, say} from './element.js';
import {HOUR, MINUTE, SECOND, ago, local, now, took, utc} from './time.js';
import {TROUBLE, count, money} from './words.js';

/** Where one bar of the histogram ends and the next begins. */
const STEPS = [
  [SECOND, '1 s'], [2 * SECOND, '2 s'], [5 * SECOND, '5 s'], [10 * SECOND, '10 s'], [30 * SECOND, '30 s'],
  [MINUTE, '1 min'], [2 * MINUTE, '2 min'], [5 * MINUTE, '5 min'], [10 * MINUTE, '10 min'], [30 * MINUTE, '30 min'],
  [Infinity, '…'],
];

const NAMES = STEPS.map(([, name], at) => (at === 0 ? `< ${name}` : `${STEPS[at - 1][1]}–${name}`));

const SLOTS = 30;
const SLOT = HOUR / SLOTS;
const REDRAWN = 2 * SECOND;

/** The figures beside the list. */
export class Figures {
  constructor(where, {strays, hold, mayAct}) {
    this.where = where;
    this.strays = strays;
    this.hold = hold;
    this.mayAct = mayAct;
    this.rowsNow = () => [];
    this.dirty = false;
    this.times = new Picture('Time to standstill', 'from the order to the proof, of what stands still here');
    this.hour = new Picture('The last hour', 'of each resource the latest order, proof and trouble');
    this.rows = element('tbody');
    this.heard = element('p', {class: 'small'});
    this.percentiles = element('p', {class: 'small'});
    this.times.whole.append(this.percentiles);
    where.replaceChildren(
      element('section', {class: 'card exposure'},
        element('h2', {}, 'Exposure'),
        element('p', {class: 'small'}, 'what went on running after it was ordered to stop, as of the last order of each'),
        element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Exposure by account'},
          element('table', {},
            element('thead', {}, element('tr', {},
              ['Account', 'Time', 'Cost', 'Strays', 'Last look'].map(name => element('th', {scope: 'col'}, name)))),
            this.rows)),
        this.heard),
      this.times.whole,
      this.hour.whole,
    );
    setInterval(() => this.draw(), REDRAWN);
    // What is drawn takes its colours and its size from the page as it was then.
    ['(prefers-color-scheme: dark)', '(min-width: 150rem)'].forEach(query =>
      matchMedia(query).addEventListener('change', () => this.redraw()));
  }

  /** The service's own figures have come. */
  asked({summary, accounts, askedAt}) {
    this.askedAt = askedAt;
    say(this.heard, `as of ${local(askedAt)}`);
    this.heard.title = utc(askedAt);
    const {p50, p95, p99} = summary.timeToStandstill;
    const seconds = number => (number === null ? '–' : took(number * SECOND));
    say(this.percentiles, p50 === null
      ? ''
      : `Half within ${seconds(p50)}, 95 % within ${seconds(p95)}, 99 % within ${seconds(p99)}.`);
    const standing = new Map(accounts.map(account => [account.name, account]));
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    renew(this.rows, ...summary.accounts.map(one => this.account(one, standing.get(one.account))));
    if (focused && !this.rows.contains(document.activeElement)) {
      this.rows.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  /** They could not be asked for: what is shown grows old, and says so. */
  silent() {
    say(this.heard, this.askedAt ? `as of ${local(this.askedAt)}: they cannot be asked for since` : 'They cannot be asked for.');
  }

  account(one, standing) {
    const notes = [
      standing?.paused && `sends held by ${standing.paused.by}`,
      standing?.sightLostAt && `out of sight for ${took(now() - Date.parse(standing.sightLostAt))}`,
      standing?.breaker === 'open' && 'the vendor does not answer as it should',
      standing && !standing.configured && 'no longer configured',
    ].filter(Boolean);
    return element('tr', {},
      element('th', {scope: 'row'}, one.account,
        notes.length > 0 && element('span', {class: 'under bad'}, notes.join('; ')),
        standing?.configured && element('button', {
          type: 'button', class: 'quiet tiny', disabled: !this.mayAct(), 'data-name': `hold ${one.account}`,
          onclick: () => this.hold(one.account, Boolean(standing.paused)),
        }, standing.paused ? 'Resume sends…' : 'Hold sends…')),
      element('td', {}, one.exposureSeconds > 0 ? took(one.exposureSeconds * SECOND) : '–'),
      element('td', {title: one.costPerHour === null ? 'costPerHour is not configured' : null},
        one.exposureCost === null ? '–' : money(one.exposureCost)),
      element('td', {}, one.strays > 0
        ? element('button', {
          type: 'button', class: 'quiet tiny', disabled: !this.mayAct(), onclick: () => this.strays(one.account),
          title: 'listed by the vendor, and known to nobody here', 'data-name': `strays ${one.account}`,
          'aria-label': `Stop the ${count(one.strays, 'stray')} of ${one.account}`,
        }, `${one.strays.toLocaleString()}…`)
        : '–'),
      element('td', {title: one.lastLookAt && utc(one.lastLookAt)}, one.lastLookAt ? ago(Date.parse(one.lastLookAt)) : '–'));
  }

  /** The rows have changed; they are drawn when it is time. */
  changed(rows) {
    this.rowsNow = rows;
    this.dirty = true;
  }

  draw() {
    if (!globalThis.Chart || document.hidden || this.where.offsetParent === null) {
      return;
    }
    const minute = Math.floor(now() / MINUTE);
    if (this.dirty || minute !== this.drawnMinute) {
      this.dirty = false;
      this.drawnMinute = minute;
      this.drawTimes(this.rowsNow());
      this.drawHour(this.rowsNow());
    }
  }

  /** Whoever looked has left. */
  forget() {
    this.rows.replaceChildren();
    [this.heard, this.percentiles, this.times.words, this.hour.words].forEach(one => say(one, ''));
    this.redraw();
  }

  redraw() {
    this.times.forget();
    this.hour.forget();
    this.dirty = true;
    this.draw();
  }

  drawTimes(rows) {
    const bars = new Array(STEPS.length).fill(0);
    let all = 0;
    for (const row of rows) {
      if (row.state === 'stopped' && row.stoppedAt) {
        const time = row.stoppedAt - row.orderedAt;
        bars[STEPS.findIndex(([end]) => time < end)]++;
        all++;
      }
    }
    this.times.draw(
      NAMES, [{label: 'stopped', data: bars, colour: '--stopped'}],
      all === 0 ? 'Nothing has stopped yet.' : `${count(all, 'stop')}.`,
    );
  }

  drawHour(rows) {
    const end = Math.ceil(now() / SLOT) * SLOT;
    const begin = end - HOUR;
    const slots = {ordered: new Array(SLOTS).fill(0), stopped: new Array(SLOTS).fill(0), trouble: new Array(SLOTS).fill(0)};
    const sums = {ordered: 0, stopped: 0, trouble: 0};
    const add = (what, time) => {
      if (time !== null && time >= begin && time < end) {
        slots[what][Math.floor((time - begin) / SLOT)]++;
        sums[what]++;
      }
    };
    for (const row of rows) {
      add('ordered', row.orderedAt);
      add('stopped', row.stoppedAt);
      if (row.group === TROUBLE) {
        add('trouble', row.since);
      }
    }
    const name = slot => new Date(begin + slot * SLOT).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
    this.hour.draw(
      slots.ordered.map((_, slot) => name(slot)),
      [
        {label: 'ordered', data: slots.ordered, colour: '--flight'},
        {label: 'stopped', data: slots.stopped, colour: '--stopped'},
        {label: 'trouble', data: slots.trouble, colour: '--overdue'},
      ],
      `${sums.ordered} ordered, ${sums.stopped} stopped, ${sums.trouble} came into trouble.`,
      slot => `${name(slot)} (${utc(begin + slot * SLOT)})`,
    );
  }
}

/** One chart with its words; a screen reader and whoever sees no colours is told the same in a sentence. */
class Picture {
  constructor(title, means) {
    this.canvas = element('canvas', {role: 'img', 'aria-label': title});
    this.words = element('p', {class: 'small'});
    this.whole = element('section', {class: 'card picture'},
      element('h2', {}, title), element('p', {class: 'small'}, means),
      element('div', {class: 'canvas'}, this.canvas), this.words);
    this.title = title;
  }

  forget() {
    this.canvas.setAttribute('aria-label', this.title);
    this.chart?.destroy();
    this.chart = null;
  }

  /** @param pointed what is said of a bar that is pointed at */
  draw(labels, bars, words, pointed = at => labels[at]) {
    this.pointed = pointed;
    say(this.words, words);
    this.canvas.setAttribute('aria-label', `${this.title}: ${words}`);
    this.chart ??= this.begin(bars);
    this.chart.data.labels = labels;
    bars.forEach((bar, at) => (this.chart.data.datasets[at].data = bar.data));
    this.chart.update('none');
  }

  begin(bars) {
    const style = getComputedStyle(document.body);
    const colour = name => style.getPropertyValue(name).trim();
    const font = {size: .75 * parseFloat(style.fontSize)};
    const axis = {
      border: {display: false}, ticks: {color: colour('--ink-soft'), font, maxRotation: 0, autoSkipPadding: 12},
    };
    return new globalThis.Chart(this.canvas, {
      type: 'bar',
      data: {
        labels: [],
        datasets: bars.map(bar => ({
          label: bar.label, data: [], backgroundColor: colour(bar.colour), borderRadius: 2, maxBarThickness: 28,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: {
          legend: {display: bars.length > 1, labels: {color: colour('--ink-soft'), font, boxWidth: font.size, boxHeight: font.size}},
          tooltip: {callbacks: {title: ([bar]) => this.pointed(bar.dataIndex)}},
        },
        scales: {
          x: {...axis, stacked: true, grid: {display: false}},
          y: {...axis, stacked: true, beginAtZero: true, grid: {color: colour('--rule')}, ticks: {...axis.ticks, precision: 0}},
        },
      },
    });
  }
}
