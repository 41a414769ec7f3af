/**
 * An agent of another program: it registers at a desk, listens for requests, and answers each by a signal. Node alone is
 * enough to run it; see README.md.
 *
 *   node agent.mjs [--url http://127.0.0.1:3000] [--name momentum]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CANDLES, opinionOn } from './momentum.mjs';
import { eventsOf } from './sse.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    name: { type: 'string', default: 'momentum' },
  },
});
const { name } = values;
const api = `${values.url}/api/v1`;
const INSTRUMENTS = ['BTC/USDT', 'XRP/USDT'];
const RECONNECT_MS = 1_000;

/** @throws with the desk's own words where it refuses */
const ask = async (path, { method = 'GET', body, token } = {}) => {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${api}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.code}, ${answer.detail}`);
  return answer;
};

const register = async () => {
  const about = { instruments: INSTRUMENTS, horizonMs: 4 * 3_600_000, description: 'What went up goes up.' };
  const { token } = await ask('/outside-agents', { method: 'POST', body: { name, ...about } });
  return token;
};

/** A request that cannot be answered in time is left alone: the desk goes on without. */
const answer = async (token, { requestId, instrumentIds }) => {
  for (const instrumentId of instrumentIds) {
    const { items } = await ask(
      `/candles?instrument=${encodeURIComponent(instrumentId)}&timeframe=1h&limit=${CANDLES}`,
    );
    const opinion = opinionOn(items);
    if (opinion === undefined) continue;
    const body = { requestId, instrumentId, ...opinion };
    await ask(`/outside-agents/${name}/signals`, { method: 'POST', body, token });
    console.log(`${instrumentId}: ${opinion.direction} with ${opinion.confidence}, ${opinion.reasons.join('; ')}`);
  }
};

/** Follows the requests that are for this agent; after a break it resumes behind the last event that it has dealt with. */
const listen = async (token) => {
  let lastEventId;
  for (;;) {
    try {
      const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
      const response = await fetch(`${api}/topics/stream?topics=requests&target=outside.${name}`, { headers });
      if (!response.ok) throw new Error(`the desk answers ${response.status}`);
      console.log('listening');
      for await (const { event, id, data } of eventsOf(response)) {
        if (event === 'message') await answer(token, data.payload).catch(({ message }) => console.error(message));
        lastEventId = id ?? lastEventId;
      }
    } catch ({ message }) {
      console.error(message);
    }
    await sleep(RECONNECT_MS);
  }
};

const token = await register();
console.log(`registered as ${name}`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await ask(`/outside-agents/${name}`, { method: 'DELETE' }).catch(({ message }) => console.error(message));
    process.exit(0);
  });
}
await listen(token);
