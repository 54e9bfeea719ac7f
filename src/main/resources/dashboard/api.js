// Asks the service. What it cannot do as asked comes back as the sentence it gave.

/** Why something was not done as asked: the service's own words, or that it could not be reached. */
export class Problem extends Error {
  constructor(told, status) {
    super(told.detail ? `${told.title}: ${told.detail}` : told.title);
    this.told = told;
    this.status = status;
  }
}

const LOST = {detail: 'nothing is known of what became of this'};

/** So long an answer is waited for; of an order nothing is known then, and its key makes asking again safe. */
const PATIENCE = 30_000;

const within = signal => (signal ? AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) : AbortSignal.timeout(PATIENCE));

let goneAway = () => {};

/** Whom to tell that nobody is signed in here any more. */
export function whenSignedOut(tell) {
  goneAway = tell;
}

async function problem(answer) {
  let told = {title: `The service answered ${answer.status}`};
  if (answer.headers.get('Content-Type')?.includes('json')) {
    told = await answer.json().catch(() => told);
  }
  return new Problem(told, answer.status);
}

async function send(method, path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, {method, cache: 'no-store', credentials: 'same-origin', ...options});
  } catch (failed) {
    if (failed.name === 'AbortError') {
      throw failed;
    }
    throw new Problem({title: 'The service cannot be reached', ...(method === 'GET' ? {} : LOST)}, 0);
  }
  if (!answer.ok && answer.status !== 304) {
    const why = await problem(answer);
    if (answer.status === 401) {
      goneAway(why);
    }
    throw why;
  }
  return answer;
}

/** A thing as JSON. */
export async function read(path, signal) {
  return (await send('GET', path, {signal: within(signal)})).json();
}

/** The raw answer, for whoever reads it piece by piece. */
export function open(path, headers, signal) {
  return send('GET', path, {headers, signal});
}

/**
 * Has something done.
 *
 * `key` makes it happen once, however often the button is pressed or the answer is lost.
 */
export async function tell(method, path, body, key) {
  const headers = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (key) {
    headers['Idempotency-Key'] = key;
  }
  const answer = await send(method, path, {
    headers, body: body === undefined ? undefined : JSON.stringify(body), signal: within(),
  });
  return answer.status === 204 ? null : answer.json();
}

/** Trades a token for a cookie that no script can read. */
export async function signIn(token) {
  return (await send('POST', '/v1/session', {headers: {Authorization: `Bearer ${token}`}})).json();
}

/** The address of a resource. */
export const pathOf = (account, id) => `/v1/resources/${encodeURIComponent(account)}/${encodeURIComponent(id)}`;

/** A key nobody else uses; `crypto.randomUUID` is there over TLS only. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
