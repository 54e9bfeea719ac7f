(() => {
  const load = name => import(`/assets/${name}.js`);

  /** Random numbers that are the same for the same seed. */
  function dice(seed) {
    let state = seed;
    return most => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor(state / 2 ** 32 * most);
    };
  }

  const STATES = ['overdue', 'failed', 'reappeared', 'requested', 'stopping', 'active', 'stopped'];
  const time = number => (number === null ? null : new Date(1_700_000_000_000 + number * 1_000).toISOString());

  const resource = (number, state, seq, position, more = {}) => ({
    account: `account-${number % 5}`, id: `id-${number}`, vendor: number % 2 ? 'storm' : 'feldera', state, seq,
    position: `e-${position}`, since: time(position), stopAt: null, verdict: null, clean: null, vendorStatus: null,
    stop: {mode: 'graceful', orderedAt: time(position), deadlineAt: number % 7 ? time(position % 13) : null, stoppedAt: null},
    problem: null, labels: number % 3 ? {show: `s${number % 4}`} : {}, nextMoves: [], stale: false, ...more,
  });

  const entry = (of, from = null) => ({
    account: of.account, kind: 'seen', from, to: of.state, position: of.position, resource: of,
  });

  const sight = (account, kind, position) => ({account, kind, position: `e-${position}`, resource: null});

  /** All that can be told of a model, from its rows alone. */
  function counted(model, word, accounts) {
    return [...model.rows.values()].filter(row => (accounts.length === 0 || accounts.includes(row.account))
      && (word === 'stale' ? row.stale : word === 'trouble' ? row.group === 0 : row.state === word)).length;
  }

  function compared(model, order, Order, wish, step, faults) {
    const anew = new Order({rows: model.rows, takeChanges: () => new Set()}, wish);
    const keys = of => of.rows.map(row => row.key).join();
    if (keys(order) !== keys(anew)) {
      faults.push(`step ${step}: not in order`);
    }
    if (order.rows.some(row => model.rows.get(row.key) !== row)) {
      faults.push(`step ${step}: an old row`);
    }
    const lines = [];
    let group = null;
    for (const row of order.rows) {
      if (wish.sort === '' && row.group !== group) {
        group = row.group;
        lines.push({head: group, number: order.rows.filter(one => one.group === group).length});
      }
      lines.push(row);
    }
    if (order.length !== lines.length) {
      faults.push(`step ${step}: ${order.length} lines and not ${lines.length}`);
    }
    lines.forEach((line, at) => {
      const found = order.at(at);
      const same = line.head === undefined ? found === line && order.lineOf(line.key) === at
        : found.group === line.head && found.number === line.number && found.line === at;
      if (!same) {
        faults.push(`step ${step}: line ${at}`);
      }
    });
    if (order.lineOf('account-0/nobody') !== -1) {
      faults.push(`step ${step}: a line of nobody`);
    }
    for (const word of [...STATES, 'stale', 'trouble']) {
      for (const accounts of [[], ['account-1'], ['account-0', 'account-4']]) {
        if (model.count(word, accounts) !== counted(model, word, accounts)) {
          faults.push(`step ${step}: ${word} of ${accounts}`);
        }
      }
    }
  }

  async function steps(seed, many) {
    const [{Model}, {Order}] = await Promise.all([load('model'), load('order')]);
    const roll = dice(seed);
    const any = list => list[roll(list.length)];
    const model = new Model();
    const sorts = ['', '', '', 'id', '-id', 'since', '-since', 'updated', '-updated', 'deadline', '-deadline'];
    let wish = {states: [], accounts: [], vendors: [], labels: [], q: '', sort: ''};
    const order = new Order(model, wish);
    const seqs = new Map();
    const faults = [];
    let position = 0;
    for (let step = 0; step < many && faults.length < 5; step++) {
      for (let change = roll(6); change >= 0; change--) {
        position++;
        const number = roll(120);
        const seq = (seqs.get(number) ?? 0) + 1;
        const what = roll(20);
        if (what === 0) {
          model.sight(sight(`account-${roll(5)}`, any(['lost-sight', 'sighted']), position));
        } else if (what === 1) {
          const keys = [...model.rows.keys()].filter(() => roll(3) === 0);
          model.stale(new Set(keys), new Set(roll(2) ? ['account-2'] : []), roll(2) === 0, `e-${position}`);
        } else if (what === 2) {
          model.host([resource(number, any(STATES), seq, position)]);
          seqs.set(number, seq);
        } else {
          const of = resource(number, any(STATES), seq, position, {stale: roll(5) === 0});
          roll(2) ? model.put(of) : model.hear(entry(of));
          seqs.set(number, seq);
        }
      }
      if (roll(12) === 0) {
        wish = {
          states: roll(2) ? [] : [any([...STATES, 'stale']), any(STATES)],
          accounts: roll(2) ? [] : ['account-1', `account-${roll(5)}`],
          vendors: roll(4) ? [] : ['storm'],
          labels: roll(4) ? [] : [['show', `s${roll(4)}`]],
          q: roll(4) ? '' : `ID-${roll(10)}`,
          sort: any(sorts),
        };
        order.wish(wish);
      } else {
        order.heed();
      }
      compared(model, order, Order, wish, step, faults);
    }
    return faults;
  }

  async function merging() {
    const {Model} = await load('model');
    const faults = [];
    for (let seed = 1; seed <= 200; seed++) {
      const roll = dice(seed);
      const told = [];
      for (let number = 0; number < 10; number++) {
        for (let seq = 1; seq <= 5; seq++) {
          told.push(resource(number, STATES[(number + seq) % 7], seq, seq * 100 + number));
        }
      }
      const model = new Model();
      for (let times = 0; times < 400; times++) {
        const of = told[roll(told.length)];
        roll(2) ? model.put(of) : model.hear(entry(of));
      }
      const left = told.filter(() => true);
      while (left.length > 0) {
        const [of] = left.splice(roll(left.length), 1);
        roll(2) ? model.put(of) : model.hear(entry(of, 'active'));
        if (model.hear(entry(of, 'none')) !== null) {
          faults.push(`seed ${seed}: the same told twice`);
        }
      }
      for (const row of model.rows.values()) {
        if (row.seq !== 5 || row.state !== STATES[(Number(row.id.slice(3)) + 5) % 7]) {
          faults.push(`seed ${seed}: ${row.id} is ${row.state} at ${row.seq}`);
        }
      }
      if (model.size !== 10 || STATES.reduce((sum, word) => sum + model.count(word, []), 0) !== 10) {
        faults.push(`seed ${seed}: ${model.size} are kept`);
      }
    }
    return faults.slice(0, 5);
  }

  async function room() {
    const [{Model, MOST_AT_REST}, {Order}] = await Promise.all([load('model'), load('order')]);
    const model = new Model();
    const order = new Order(model, {states: [], accounts: [], vendors: [], labels: [], q: '', sort: ''});
    const faults = [];
    const must = (held, what) => held || faults.push(what);
    for (let number = 0; number < MOST_AT_REST; number++) {
      model.put(resource(number, number % 2 ? 'stopped' : 'active', 1, 1));
    }
    must(model.whole, 'whole at the brim');
    must(!model.put(resource(MOST_AT_REST, 'stopped', 1, 1)) && !model.whole, 'no room for more at rest');
    for (let number = 0; number < 1_000; number++) {
      must(model.put(resource(200_000 + number, STATES[number % 5], 1, 1)), `room for ${STATES[number % 5]}`);
    }
    must(model.size === MOST_AT_REST + 1_000, 'trouble and flight beside it');
    for (let number = 0; number < 1_000; number++) {
      model.hear(entry(resource(200_000 + number, 'stopped', 2, 2), 'stopping'));
    }
    order.heed();
    must(model.size === MOST_AT_REST, 'what comes to rest beyond it goes');
    must(order.rows.length === model.size, 'and is shown no more');
    model.host([resource(300_000, 'stopped', 1, 1), resource(300_001, 'active', 1, 1)]);
    must(model.rows.has('account-0/id-300000'), 'what is searched for is there');
    model.hear(entry(resource(300_001, 'stopped', 2, 5), 'active'));
    must(model.rows.get('account-1/id-300001').state === 'stopped', 'and moves');
    model.host([resource(300_002, 'stopped', 1, 1)]);
    must(!model.rows.has('account-0/id-300000') && model.size === MOST_AT_REST + 1, 'until something else is');
    order.heed();
    must(order.rows.length === model.size, 'as it is shown');
    must(model.count('stopped', []) + model.count('active', []) === model.size, 'and counted');
    return faults;
  }

  async function sights() {
    const {Model} = await load('model');
    const faults = [];
    const must = (held, what) => held || faults.push(what);
    const model = new Model();
    model.put(resource(1, 'stopping', 1, 1));
    const row = () => model.rows.get('account-1/id-1');
    model.sight(sight('account-1', 'lost-sight', 10));
    must(row().stale && row().group === 0, 'lost');
    model.stale(new Set(), new Set(), true, 'e-9');
    must(row().stale && model.lost.has('account-1'), 'an older answer does not find it again');
    model.stale(new Set(), new Set(), true, 'e-10');
    must(!row().stale && !model.lost.has('account-1'), 'a newer one does');
    model.sight(sight('account-1', 'sighted', 12));
    model.sight(sight('account-1', 'lost-sight', 11));
    must(!row().stale, 'an older entry changes nothing');
    model.stale(new Set(['account-1/id-1']), new Set(['account-1']), true, 'e-11');
    must(!row().stale && !model.lost.has('account-1'), 'nor does an older answer');
    model.stale(new Set(['account-1/id-1']), new Set(), true, 'e-13');
    must(row().stale, 'out of sight by itself');
    model.hear(entry(resource(1, 'stopped', 2, 14)));
    must(!row().stale && model.count('stale', []) === 0, 'at rest nothing is');
    return faults;
  }

  async function lives() {
    const [{Model, MOST_AT_REST}] = await Promise.all([load('model')]);
    const faults = [];
    const must = (held, what) => held || faults.push(what);
    const model = new Model();
    model.put(resource(1, 'stopped', 7, 70));
    model.hear(entry(resource(1, 'active', 1, 90)));
    must(model.rows.get('account-1/id-1').state === 'active', 'what was forgotten and is known anew begins anew');
    model.put(resource(1, 'stopped', 7, 70));
    must(model.rows.get('account-1/id-1').state === 'active', 'and an old list does not bring it back');

    const full = new Model();
    for (let number = 0; number < MOST_AT_REST; number++) {
      full.put(resource(number, 'stopped', 1, 1));
    }
    full.await();
    full.hear(entry(resource(300_000, 'active', 8, 8), 'stopped'));
    full.host([resource(300_000, 'stopped', 7, 7)]);
    must(full.rows.get('account-0/id-300000').state === 'active', 'what is found is not older than what was heard');

    const unseen = new Model();
    unseen.put(resource(1, 'stopping', 1, 1, {stale: true, observedAt: 'then'}));
    unseen.hear(entry(resource(1, 'stopping', 2, 2, {observedAt: 'then'})));
    must(unseen.rows.get('account-1/id-1').stale, 'what is no look does not bring it into sight');
    unseen.hear(entry(resource(1, 'stopping', 3, 3, {observedAt: 'now'})));
    must(!unseen.rows.get('account-1/id-1').stale, 'a look does');
    return faults;
  }

  const table = (told, words) => Object.entries(words)
    .filter(([number, text]) => told(Number(number)) !== text).map(([number]) => `${number}: ${told(Number(number))}`);

  async function serviceClock() {
    const {heardClock, now} = await load('time');
    const faults = [];
    const at = Date.now();
    heardClock(new Date(at + 3_600_000).toISOString(), at);
    heardClock(new Date(at + 3_540_000).toISOString(), at);
    heardClock('nonsense', at);
    if (Math.abs(now() - Date.now() - 3_600_000) > 50) {
      faults.push(`what comes late tells the time: ${now() - Date.now()}`);
    }
    [1, 2, 3].forEach(() => heardClock(new Date(at + 1_000).toISOString(), at));
    if (Math.abs(now() - Date.now() - 1_000) > 50) {
      faults.push(`a clock that was set stays wrong: ${now() - Date.now()}`);
    }
    return faults;
  }

  async function addresses() {
    const {addressOf, wished} = await load('address');
    const faults = [];
    const hostile = ['', 'a b', '&state=active', '?#%', 'ä/ö', '"><script>', '🙂', '%2F', '+', "'", '=', 'a:b:c', '\u202E',
      '__proto__'];
    for (const one of hostile) {
      for (const sort of ['', '-updated']) {
        const wish = {
          states: ['stale', 'overdue'], accounts: [one, 'b'], vendors: [one], labels: [['n', one], [`m${one.replaceAll(':', '')}`, 'v']],
          q: one, sort, open: {account: 'acc', id: `${one}/x`},
        };
        const address = addressOf(wish);
        const back = JSON.stringify(wished(new URL(address, location.origin).search));
        if (back !== JSON.stringify(wish)) {
          faults.push(`${JSON.stringify(wish)} came back as ${back}`);
        }
      }
    }
    const odd = wished('?state=dancing&sort=random&label=nothing&label=:x&open=nowhere&open=');
    if (JSON.stringify(odd) !== JSON.stringify(wished(''))) {
      faults.push(`what is not understood: ${JSON.stringify(odd)}`);
    }
    if (addressOf(wished('')) !== '/') {
      faults.push(addressOf(wished('')));
    }
    return faults;
  }

  return {
    steps, merging, room, sights, lives, serviceClock, addresses,
    clocks: async words => table((await load('time')).clock, words),
    lengths: async words => table((await load('time')).took, words),
  };
})()
