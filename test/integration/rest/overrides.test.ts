import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expireOverrides } from '../../../src/infrastructure/bootstrap/expire-overrides.js';
import { openMemory } from '../../../src/infrastructure/bootstrap/open-storage.js';
import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import type { ReadStore } from '../../../src/projections/read-store.port.js';
import { ProjectionRunner } from '../../../src/projections/runner/projection-runner.js';
import { HEARD } from '../../support/overrides.js';
import { OperatedDesk } from '../../support/operated-desk.js';
import { eventually } from '../../support/read-side.js';
import { KeptLog } from '../../support/still-desk.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';

let operated: OperatedDesk;
let served: ServedDesk;
let projections: ProjectionRunner;
let readStore: ReadStore;
let paced: Promise<void>;
let going = true;

/** As the pace of the running desk does between two steps. */
const hearOthers = async (): Promise<void> => {
  for (; going; await sleep(20)) await operated.assembled.desk.hear();
};

beforeAll(async () => {
  const storage = openMemory();
  operated = await OperatedDesk.start({ storage });
  readStore = storage.readStore;
  projections = new ProjectionRunner(storage.store, storage.readStore);
  await projections.start();
  served = await serveDesk(storage.store as MemoryEventStore, storage.readStore, {}, undefined, operated.control);
  paced = hearOthers();
});
afterAll(async () => {
  going = false;
  await paced;
  await served.close();
  await projections.stop();
  await operated.close();
});

const order = (kind: string, body: object = {}, key?: string): Promise<Answer> =>
  served.ask(`/commands/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(kind === 'confirm' ? body : { reason: 'the test says so', ...body }),
  });
const overrideId = ({ body }: Answer): string => String(body['overrideId']);
/** The read models keep up by themselves; what they answer is only then of now. */
const upToHead = async (): Promise<string> => `minPosition=${(await operated.facts()).at(-1)?.position}`;
const viewOf = async (answer: Answer): Promise<Answer['body']> =>
  (await served.ask(`/overrides/${overrideId(answer)}?minPosition=${String(answer.body['position'])}`)).body;

describe('an order', () => {
  test('F-R12 is answered when it is done, and its effect can be read at the position of the answer', async () => {
    const answer = await order('halt', { reason: 'fire drill' });
    expect(answer).toMatchObject({
      status: 200,
      body: { kind: 'halt', status: 'executed', outcome: 'trading is halted' },
    });
    const account = await served.ask(`/account?minPosition=${String(answer.body['position'])}`);
    expect(account.body).toMatchObject({ gates: { halted: { reason: 'fire drill' } } });
    expect(await viewOf(answer)).toMatchObject({ reason: 'fire drill', actor: 'operator', requestedAt: HEARD });
  });

  test('F-R12 that lets the desk trade again waits for its second word', async () => {
    const asked = await order('clear-halt');
    expect(asked.body).toMatchObject({ status: 'waiting', confirmBefore: HEARD + 60_000 });
    const waiting = await served.ask(`/overrides?status=waiting&minPosition=${String(asked.body['position'])}`);
    expect(waiting.body.items).toMatchObject([{ overrideId: overrideId(asked) }]);
    const asOperator = await order('confirm', { overrideId: overrideId(asked), actor: 'operator' });
    expect(asOperator).toMatchObject({ status: 403, body: { code: 'NOT_ADMINISTRATOR', field: 'actor' } });
    const confirmed = await order('confirm', { overrideId: overrideId(asked) });
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'executed', outcome: 'the halt is cleared' } });
    expect(await viewOf(confirmed)).toMatchObject({ confirmedBy: 'administrator', confirmedAt: HEARD });
  });

  test('F-X3 that is confirmed too late is gone: 410, and the way out', async () => {
    const asked = await order('close-all');
    operated.wall.at += 60_001;
    const late = await order('confirm', { overrideId: overrideId(asked) });
    expect(late).toMatchObject({ status: 410, body: { code: 'CONFIRMED_TOO_LATE' } });
    expect(late.body['detail']).toMatch(/order it again/);
    const { position } = (await operated.control.look(overrideId(asked))) ?? {};
    const expired = await served.ask(`/overrides?status=expired&minPosition=${position}`);
    expect(expired.body.items).toMatchObject([{ kind: 'close-all' }]);
  });

  test('F-X3 that nobody confirms and nobody asks for again expires by itself', async () => {
    const asked = await order('close-all');
    const stopLooking = expireOverrides(operated.control, readStore, new KeptLog());
    operated.wall.at += 60_001;
    const stream = `override-${overrideId(asked)}`;
    await eventually(async () => (await operated.facts(stream)).length === 2, 'its end');
    await stopLooking();
    expect((await operated.facts(stream)).map(({ type }) => type)).toEqual(['OverrideRequested', 'OverrideExpired']);
  });

  test('that cannot hold is a 422 that says why and what to do', async () => {
    const opening = { instrumentId: 'BTC/USDT', direction: 'long', stop: '61000', target: '65000' };
    const answer = await order('open-position', opening);
    expect(answer).toMatchObject({ status: 422, body: { code: 'ORDER_INVALID', field: 'stop' } });
    expect(answer.body['detail']).toMatch(/must lie below its entry, 600\d\d.* now: move it there, or order a short\./);
    const limits = await order('change-limits', { limits: { maxLeverage: 9 } });
    expect(limits).toMatchObject({ status: 422, body: { field: 'limits.maxLeverage' } });
  });

  test('that the risk engine denies is refused with the code of its rule', async () => {
    const answer = await order('open-position', {
      instrumentId: 'XRP/USDT',
      direction: 'long',
      stop: '0.48',
      target: '0.6',
    });
    expect(answer).toMatchObject({ status: 200, body: { status: 'refused', code: 'REGIME_UNKNOWN' } });
    expect(answer.body['detail']).toMatch(/the risk engine denies it: regime/);
  });
});

describe('a task of the schedule', () => {
  const switchedNow = async (answer: Answer) =>
    (await served.ask(`/agents/schedule?minPosition=${String(answer.body['position'])}`)).body.items.find(
      ({ task }) => task === 'regime',
    );

  test('is disabled and enabled, and the schedule says who did it and why', async () => {
    const disabled = await order('disable-task', { task: 'regime', reason: 'it errs' });
    expect(disabled).toMatchObject({
      status: 200,
      body: { status: 'executed', outcome: 'regime is disabled: decisions stop when its signals expire' },
    });
    expect(await switchedNow(disabled)).toMatchObject({
      enabled: false,
      switched: { by: 'operator', reason: 'it errs' },
    });
    const enabled = await order('enable-task', { task: 'regime' });
    expect(enabled.body).toMatchObject({ status: 'executed', outcome: 'regime is enabled: it runs when it is due' });
    expect(await switchedNow(enabled)).toMatchObject({ enabled: true });
    expect((await order('enable-task', { task: 'regime' })).body['outcome']).toMatch(/^nothing to do/);
  });

  test('must be one that exists', async () => {
    const answer = await order('disable-task', { task: 'veto' });
    expect(answer).toMatchObject({ status: 400, body: { field: 'task' } });
  });
});

describe('an opening by hand', () => {
  test('leads from its fill back to who asked for it and why', async () => {
    operated.calm();
    const opening = { instrumentId: 'BTC/USDT', direction: 'long', stop: '58500', target: '65000', reason: 'breakout' };
    const answer = await order('open-position', opening);
    expect(answer.body).toMatchObject({ status: 'executed' });
    const order1 = String(answer.body['clientOrderId']);
    await eventually(async () => (await operated.booked('FillBooked')).length > 0, 'its fill');
    const fills = await served.ask(`/fills?clientOrderId=${order1}&${await upToHead()}`);
    const why = await served.ask(`/fills/${String(fills.body.items[0]?.['tradeId'])}/why?${await upToHead()}`);
    const story = why.body['story'] as readonly string[];
    expect(story[0]).toBe(
      'operator asks to open-position (instrumentId BTC/USDT, direction long, stop 58500, target 65000): breakout',
    );
    expect(story[1]).toMatch(/^open-position: approved: buy/);
    expect(story[2]).toMatch(/^long BTC\/USDT approved/);
    const verdicts = await served.ask(`/verdicts?cycleId=${overrideId(answer)}`);
    expect(verdicts.body.items).toMatchObject([{ instrumentId: 'BTC/USDT' }]);
  });
});

describe('a key', () => {
  test('F-X2 with the same body is the same request, with another one a 409', async () => {
    const first = await order('deposit', { amount: '250' }, 'k1');
    expect(first.body).toMatchObject({ status: 'executed', outcome: '250 USDT deposited' });
    expect((await order('deposit', { amount: '250' }, 'k1')).body).toEqual(first.body);
    const other = await order('deposit', { amount: '2500' }, 'k1');
    expect(other).toMatchObject({ status: 409, body: { code: 'KEY_REUSED', field: 'idempotency-key' } });
    const deposits = await operated.booked('FundsDeposited');
    expect(deposits).toHaveLength(2);
  });
});

describe('the list', () => {
  test('is what the contract says, the newest first, and every line leads to its facts', async () => {
    const { items } = (await served.ask(`/overrides?${await upToHead()}`)).body;
    const contract = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
      components: { schemas: { OverrideView: { properties: object; required: string[] } } };
    };
    const { properties, required } = contract.components.schemas.OverrideView;
    for (const item of items) {
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(item)));
      expect(Object.keys(item)).toEqual(expect.arrayContaining(required));
      const facts = await served.ask(`/streams/override-${String(item['overrideId'])}/facts`);
      expect(facts.body.items[0]).toMatchObject({ type: 'OverrideRequested' });
    }
    const positions = items.map(({ requestedAt }) => Number(requestedAt));
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
  });

  test('refuses a state and a kind that do not exist', async () => {
    expect(await served.ask('/overrides?status=lost')).toMatchObject({ status: 400, body: { field: 'status' } });
    expect(await served.ask('/overrides?kind=sell')).toMatchObject({ status: 400, body: { field: 'kind' } });
    expect(await served.ask('/overrides/none')).toMatchObject({ status: 404 });
  });

  test('stands in the trade log, as sentences', async () => {
    const { items } = (await served.ask(`/audit?type=OverrideRefused&${await upToHead()}`)).body;
    expect(items[0]?.['text']).toMatch(/^open-position refused \(REGIME_UNKNOWN\): the risk engine denies it/);
  });
});
