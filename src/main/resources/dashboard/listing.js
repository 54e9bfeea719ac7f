// Reads the list of all there is, line by line: what is in trouble or in flight first, so that it is shown first.

import {Problem, open} from './api.js';
import {FLIGHT, REST, TROUBLE, wordsOf} from './words.js';

const STALLED = 30_000;

const listOf = states => `/v1/resources?${new URLSearchParams(states.map(state => ['state', state]))}`;

const URGENT = listOf([...wordsOf(TROUBLE), ...wordsOf(FLIGHT)]);
const OTHERS = listOf(wordsOf(REST));

/** Goes into a model of its own, beside what is shown, until it is whole. */
export class Listing {
  /** `came` is told after each piece that came. */
  constructor(model, came) {
    this.model = model;
    this.came = came;
    this.ending = new AbortController();
  }

  end() {
    this.ending.abort();
  }

  /** What is in trouble or in flight; `begins` is told the position, from which nothing may be missed any more. */
  urgent(begins) {
    return this.read(URGENT, begins);
  }

  async others() {
    await this.read(OTHERS, () => {});
    this.model.read = true;
  }

  /** What there is no room for is not read; one that stops coming is given up. */
  async read(path, begins) {
    const {signal} = this.ending;
    const stall = () => this.ending.abort(new Problem({title: 'Nothing came any more'}, 0));
    let stalling = setTimeout(stall, STALLED);
    try {
      const answer = await open(path, {Accept: 'application/x-ndjson'}, signal);
      signal.throwIfAborted();
      begins(answer.headers.get('Standstill-Position'));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let begun = '';
      for (;;) {
        const {done, value} = await reader.read();
        signal.throwIfAborted();
        clearTimeout(stalling);
        if (done) {
          break;
        }
        stalling = setTimeout(stall, STALLED);
        const lines = (begun + value).split('\n');
        begun = lines.pop();
        if (!lines.every(line => this.model.put(JSON.parse(line)))) {
          await reader.cancel();
          return;
        }
        this.came();
      }
      if (begun !== '') {
        throw new Problem({title: 'It ended within a line'}, 0);
      }
    } finally {
      clearTimeout(stalling);
    }
  }
}
