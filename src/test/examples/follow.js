// Orders a stop and follows the feed until it has ended: a browser alone, in a page of the service's own address.
//
//   const {proved, resource} = await stop('feldera-demo', 'orders');
//
// EventSource comes back by itself, when it was asked to and from where it was. With tokens, trade yours for a cookie first:
// fetch('/v1/session', {method: 'POST', headers: {Authorization: `Bearer ${token}`}}).

const ENDED = ['stopped', 'overdue', 'failed', 'reappeared', 'active'];
const ASK_AGAIN = [429, 500, 502, 503, 504];

export async function stop(account, id, told = () => {}) {
  const ordered = await order(account, id);
  const resource = ENDED.includes(ordered.state) ? ordered : await end(ordered, told);
  const proved = resource.state === 'stopped' && resource.clean !== false
    && ['confirmed', 'gone'].includes(resource.verdict);
  return {proved, resource};
}

/** One order, however often it is sent. */
async function order(account, id) {
  const path = `/v1/resources/${encodeURIComponent(account)}/${encodeURIComponent(id)}`;
  const headers = {'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID()};
  const body = JSON.stringify({reason: 'ordered from a page'});
  const ordered = await persist(`${path}/stop`, {method: 'POST', headers, body});
  // An answer that was kept from an earlier try tells how it stood then.
  const replayed = ordered.headers.has('Idempotency-Replayed');
  return (replayed ? await persist(path, {}) : ordered).json();
}

/** The same, until it is answered: a lost answer says nothing. */
async function persist(path, how) {
  for (;;) {
    const answer = await fetch(path, how).catch(() => null);
    if (answer?.ok) {
      return answer;
    }
    if (answer && !ASK_AGAIN.includes(answer.status)) {
      throw new Error(`refused: ${answer.status} ${await answer.text()}`);
    }
    await new Promise(later => setTimeout(later, 1_000));
  }
}

/** The resource once it has ended, by what was told after the order. */
function end({account, id, position}, told) {
  const query = new URLSearchParams({resource: `${account}/${id}`, after: position});
  const source = new EventSource(`/v1/events?${query}`);
  return new Promise((resolve, reject) => {
    const hear = ({data}) => {
      const entry = JSON.parse(data);
      told(entry);
      if (ENDED.includes(entry.resource.state)) {
        source.close();
        resolve(entry.resource);
      }
    };
    source.addEventListener('transition', hear);
    source.addEventListener('note', hear);
    source.addEventListener('reset', () => {
      source.close();
      reject(new Error('the journal was restored: ask again how it stands'));
    });
    source.addEventListener('error', () => {
      // It comes back by itself unless it was refused.
      if (source.readyState === EventSource.CLOSED) {
        reject(new Error('the feed is refused'));
      }
    });
  });
}
