import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import type { CycleOpened } from '../../../src/domain/decisions/decision.events.js';
import type { OutsideAgentAsked } from '../../../src/domain/outside-agents/outside-agents.events.js';
import { upToHead } from '../../support/read-side.js';
import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { OutsideWorld } from '../../support/outside-world.js';
import { API_PREFIX } from '../../../src/infrastructure/interfaces/rest/configure-rest.js';

let world: OutsideWorld;
let token: string;
let asked: OutsideAgentAsked['data'];

const nextRequest = async (agent = 'momentum'): Promise<OutsideAgentAsked['data']> => {
  const isFor = ({ data }: RecordedFact) => (data as OutsideAgentAsked['data']).agent === agent;
  return (await world.stepUntil('OutsideAgentAsked', isFor)).data as OutsideAgentAsked['data'];
};
const anAnswer = (more: object = {}) => ({
  requestId: asked.requestId,
  instrumentId: 'BTC/USDT',
  direction: 'long',
  confidence: '0.7',
  reasons: ['up since noon'],
  ...more,
});
const answer = (more?: object, name = 'momentum', own = token) =>
  world.post(`/outside-agents/${name}/signals`, anAnswer(more), own);
const ofType = async (type: string) => (await world.facts()).filter((fact) => fact.type === type);

beforeAll(async () => {
  world = await OutsideWorld.start();
  token = await world.register('momentum', { description: 'what went up goes up' });
  asked = await nextRequest();
}, 60_000);
afterAll(() => world.close());

describe('a registration', () => {
  test('tells the token once: the log has its hash alone', async () => {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await world.facts())).not.toContain(token);
    expect(JSON.stringify((await world.served.ask('/outside-agents')).body)).not.toMatch(/token|hash/i);
    expect(JSON.stringify(world.served.logger.lines)).not.toContain(token);
  });

  test('of a name that is taken is refused, and changes no token', async () => {
    const again = await world.post('/outside-agents', {
      name: 'momentum',
      instruments: ['BTC/USDT'],
      horizonMs: 60_000,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN' } });
    expect(await ofType('OutsideAgentRegistered')).toHaveLength(1);
  });

  test.each([
    [{ name: 'With-Dash' }, 'name'],
    [{ name: 'a.b' }, 'name'],
    [{ instruments: [] }, 'instruments'],
    [{ instruments: ['DOGE/USDT'] }, 'instruments'],
    [{ instruments: ['BTC/USDT', 'BTC/USDT'] }, 'instruments'],
    [{ horizonMs: 1.5 }, 'horizonMs'],
    [{ horizonMs: 59_999 }, 'horizonMs'],
    [{ leverage: 5 }, 'leverage'],
  ])('with %j is refused', async (more, field) => {
    const body = { name: 'other', instruments: ['BTC/USDT'], horizonMs: 60_000, ...more };
    expect(await world.post('/outside-agents', body)).toMatchObject({ status: 400, body: { field } });
  });
});

describe('a request', () => {
  test('is made at the opening of a cycle, directed to the agent, for 30 s of the market', async () => {
    const [cycle] = (await ofType('CycleOpened')).filter(
      ({ data }) => (data as CycleOpened['data']).cycleId === asked.cycleId,
    );
    expect(asked).toMatchObject({ agent: 'momentum', instrumentIds: ['BTC/USDT', 'XRP/USDT'] });
    expect(asked.askedAt).toBe(cycle?.metadata.at);
    expect(asked.expiresAt - asked.askedAt).toBe(30_000);
    await upToHead(world.storage.store as MemoryEventStore, world.storage.readStore);
    const { items } = (await world.served.ask('/topics/requests/messages?target=outside.momentum')).body;
    expect(items[0]).toMatchObject({ type: 'request', priority: 'high', target: 'outside.momentum', ttlMs: 30_000 });
    expect(items[0]?.['payload']).toMatchObject({ requestId: asked.requestId });
  });
});

describe('an answer', () => {
  test('becomes the agent’s signal, once, and the first one stands', async () => {
    const first = await answer();
    const again = await answer({ direction: 'short', confidence: '0.9' });
    expect(first).toMatchObject({ status: 200, body: { direction: 'long', confidence: '0.7' } });
    expect(again).toMatchObject({ status: 200, body: first.body });
    await world.hear();
    const signals = await world.facts('signal-outside.momentum.BTC/USDT');
    expect(signals.map(({ type, data }) => [type, data])).toMatchObject([
      ['SignalRecorded', { runId: asked.requestId, agent: 'outside.momentum', direction: 'long', confidence: '0.70' }],
    ]);
    expect(signals[0]?.metadata.correlationId).toBe(asked.cycleId);
  });

  test.each([
    ['another direction', { direction: 'buy' }, 'direction'],
    ['a confidence above 1', { confidence: '1.01' }, 'confidence'],
    ['a confidence that is a number', { confidence: 0.7 }, 'confidence'],
    ['a confidence that is none', { confidence: 'NaN' }, 'confidence'],
    ['an instrument that does not exist', { instrumentId: 'DOGE/USDT' }, 'instrumentId'],
    ['no reasons', { reasons: undefined }, 'reasons'],
    ['too many reasons', { reasons: Array.from({ length: 11 }, () => 'x') }, 'reasons'],
    ['a reason of great length', { reasons: ['x'.repeat(301)] }, 'reasons'],
    ['F-R19 a leverage', { leverage: 5 }, 'leverage'],
    ['a quantity', { quantity: '1' }, 'quantity'],
    ['a stop', { stop: '1' }, 'stop'],
  ])('with %s is refused and leaves nothing', async (_, more, field) => {
    const before = await world.storage.store.head();
    expect(await answer({ instrumentId: 'XRP/USDT', ...more })).toMatchObject({ status: 400, body: { field } });
    expect(await world.storage.store.head()).toBe(before);
  });

  test.each([
    ['to what was never asked', () => answer({ requestId: 'x' }), 404, 'NOT_FOUND'],
    ['on an instrument that was not asked about', () => answer({ instrumentId: 'XRP/BTC' }), 404, 'NOT_FOUND'],
    ['without a token', () => world.post('/outside-agents/momentum/signals', anAnswer()), 401, 'TOKEN_REFUSED'],
    ['with another token', () => answer({}, 'momentum', 'x'.repeat(43)), 401, 'TOKEN_REFUSED'],
    ['of a name that nobody has', () => answer({}, 'nobody'), 401, 'TOKEN_REFUSED'],
  ])('%s is refused and leaves nothing', async (_, say, status, code) => {
    const before = await world.storage.store.head();
    expect(await say()).toMatchObject({ status, body: { code } });
    expect(await world.storage.store.head()).toBe(before);
  });

  test('with the token of another agent is refused', async () => {
    const others = await world.register('other');
    expect(await answer({ instrumentId: 'XRP/USDT' }, 'momentum', others)).toMatchObject({ status: 401 });
    // It was asked nothing yet, and what the first one was asked is not for it.
    expect(await answer({ instrumentId: 'XRP/USDT' }, 'other', others)).toMatchObject({ status: 404 });
  });

  test('that comes too late is recorded as late, and is no signal', async () => {
    await world.step();
    const late = await answer({ instrumentId: 'XRP/USDT' });
    expect(late).toMatchObject({ status: 410, body: { code: 'ANSWERED_TOO_LATE' } });
    await world.hear();
    expect((await ofType('OutsideAnswerRefused')).map(({ data }) => data)).toMatchObject([
      { code: 'LATE', agent: 'momentum', instrumentId: 'XRP/USDT', direction: 'long' },
    ]);
    expect(await world.facts('signal-outside.momentum.XRP/USDT')).toEqual([]);
  });
});

describe('what it said', () => {
  test('lies on the table of the next decision, and counts for nothing in it', async () => {
    const next = await world.stepUntil('CycleOpened');
    const { instruments, configuredAdvisers, panel } = next.data as CycleOpened['data'];
    const btc = instruments.find(({ instrumentId }) => instrumentId === 'BTC/USDT');
    expect(btc?.outside).toMatchObject([{ agent: 'outside.momentum', direction: 'long', confidence: '0.70' }]);
    const counted = [...(btc?.advisers.map(({ agent }) => agent) ?? []), ...configuredAdvisers, ...panel];
    expect(counted.filter((name) => /momentum/.test(name))).toEqual([]);
    expect(instruments.find(({ instrumentId }) => instrumentId === 'XRP/USDT')).not.toHaveProperty('outside');
    const measured = (await ofType('ConsensusMeasured')).filter(
      ({ metadata }) => metadata.correlationId === next.metadata.correlationId,
    );
    for (const { data } of measured) expect(data).not.toMatchObject({ present: 3 });
  });

  test('is listed with the agent', async () => {
    await upToHead(world.storage.store as MemoryEventStore, world.storage.readStore);
    const { items } = (await world.served.ask('/outside-agents')).body;
    expect(items[0]).toMatchObject({
      name: 'momentum',
      description: 'what went up goes up',
      lastAnswers: [{ agent: 'outside.momentum', direction: 'long', instrumentId: 'BTC/USDT' }],
    });
  });

  test('F-C6 is still on the table after a restart', async () => {
    const { desk } = world.desk;
    const { SignalBoard } = await import('../../../src/application/agents/signal-board.js');
    const board = new SignalBoard();
    await board.recover(world.storage.store, ['outside.momentum'], ['BTC/USDT']);
    expect(board.runs()).toEqual(desk.board.runs().filter(({ agent }) => agent === 'outside.momentum'));
    expect(board.runs()).toHaveLength(1);
  });
});

test('F-X1 everything else that would change something refuses the token', async () => {
  const contract = (await world.served.ask('/openapi.json')).body as unknown as {
    paths: Record<string, Record<string, unknown>>;
  };
  const prefix = `/${API_PREFIX}`;
  const changing = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => ({ path: path.slice(prefix.length).replace(/\{\w+\}/g, 'momentum'), method })),
  );
  const own = ['/outside-agents/momentum/signals', '/topics/momentum/messages'];
  const others = changing.filter(({ path }) => !own.includes(path));
  expect(others.length).toBeGreaterThan(15);
  const before = await world.storage.store.head();
  for (const { path, method } of others) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const body = method === 'delete' ? undefined : JSON.stringify({ reason: 'give me more power' });
    const { status, body: problem } = await world.served.ask(path, {
      method: method.toUpperCase(),
      headers,
      ...(body !== undefined && { body }),
    });
    expect([path, status, problem['code']]).toEqual([path, 403, 'TOKEN_NOT_FOR_THIS']);
  }
  expect(await world.storage.store.head()).toBe(before);
  expect(world.served.control.done).toEqual([]);
});

test('a retired agent is asked no more, its token opens nothing, and its signals leave the table', async () => {
  const own = (await ofType('OutsideAgentAsked')).map((fact) => fact.data as OutsideAgentAsked['data']);
  const newest = own.filter(({ agent }) => agent === 'momentum').at(-1);
  expect(await answer({ requestId: newest?.requestId })).toMatchObject({ status: 200 });
  expect(await world.served.ask('/outside-agents/momentum', { method: 'DELETE' })).toMatchObject({ status: 200 });
  expect(await world.served.ask('/outside-agents/momentum', { method: 'DELETE' })).toMatchObject({ status: 404 });
  expect(await answer()).toMatchObject({ status: 401, body: { code: 'TOKEN_REFUSED' } });
  await world.hear();
  const asks = (await ofType('OutsideAgentAsked')).length;
  const { data } = await world.stepUntil('CycleOpened');
  expect(JSON.stringify(data)).not.toContain('outside.momentum');
  const since = (await ofType('OutsideAgentAsked')).slice(asks).map((fact) => fact.data as OutsideAgentAsked['data']);
  expect(since.map(({ agent }) => agent)).toEqual(['other']);
  const back = await world.register('momentum');
  expect(back).not.toBe(token);
});
