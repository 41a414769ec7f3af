import type { Commit } from '../../support/desk-log.js';
import { wholeStory } from '../../support/desk-story.js';
import { DEFAULT_POLICY } from '../../../src/domain/account/risk/policy.js';
import { logOf, projectAll } from '../../support/read-side.js';
import { forEachReadStore } from '../../support/read-stores.js';
import { account } from '../../support/risk.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';
import { ACCOUNT, second, T0 } from '../../support/story-time.js';

/** After the story, which ends halted: a breaker of an hour, and other limits. */
const after: readonly Commit[] = [
  {
    stream: ACCOUNT,
    at: second(300),
    facts: [
      {
        type: 'BreakerTripped',
        data: {
          breaker: 'daily-loss',
          at: second(300),
          loss: '200',
          lossPct: '0.02',
          limitPct: '0.02',
          until: second(3_600),
        },
      },
      {
        type: 'LimitsChanged',
        data: { policy: { ...DEFAULT_POLICY, version: 2, maxOpenPositions: 1 }, reason: 'after a bad day' },
      },
    ],
  },
];

forEachReadStore((stores) => {
  let served: ServedDesk;
  const ask = (path: string): Promise<Answer> => served.ask(path);

  beforeAll(async () => {
    const log = logOf([...wholeStory, ...after]);
    const store = await stores.open();
    await projectAll(log, store);
    served = await serveDesk(log, store);
  });
  afterAll(async () => {
    await served.close();
    await stores.close();
  });

  test('the account against its limits, as text', async () => {
    const { status, body } = await ask('/risk');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      mode: 'PRETEND MARKET',
      equity: '10000',
      unpriced: [],
      exposure: { limit: '6000', used: '0', share: '0' },
      openPositions: { limit: '3', used: '0' },
      books: { tradingCash: '5000', allocation: '5000', hodl: '0' },
    });
  });

  test('F-R6 missing equity is missing, with what is unpriced', async () => {
    served.desk.prices = {};
    served.desk.account = account({ balances: { trading: { BTC: '0.5' }, allocation: {}, hodl: {} } });
    const { body } = await ask('/risk');
    expect(body).not.toHaveProperty('equity');
    expect(body['unpriced']).toEqual(['trading 0.5 BTC']);
  });

  test('alerts, newest first, and which of them still stand', async () => {
    const kinds = async (path: string) => (await ask(path)).body.items.map(({ kind, standing }) => [kind, standing]);
    served.desk.now = { ...served.desk.now, marketTime: second(301) };
    expect(await kinds('/alerts')).toEqual([
      ['breaker', true],
      ['halt', true],
      ['pause', true],
    ]);
    expect(await kinds('/alerts?severity=alarm&standing=true')).toEqual([
      ['breaker', true],
      ['halt', true],
    ]);
    expect(await kinds('/alerts?kind=pause')).toEqual([['pause', true]]);
    // Its time alone ends the breaker, without a fact.
    served.desk.now = { ...served.desk.now, marketTime: second(3_600) };
    expect(await kinds('/alerts?severity=alarm&standing=true')).toEqual([['halt', true]]);
    expect(await kinds('/alerts?kind=breaker')).toEqual([['breaker', false]]);
    served.desk.now = { ...served.desk.now, marketTime: T0 };
  });

  test('F-X8 a list of alerts is read page by page, and by known kinds alone', async () => {
    const first = (await ask('/alerts?limit=2')).body;
    expect(first.items).toHaveLength(2);
    const rest = (await ask(`/alerts?limit=2&cursor=${encodeURIComponent(first['nextCursor'] as string)}`)).body;
    expect(rest.items).toMatchObject([{ kind: 'pause' }]);
    expect((await ask('/alerts?kind=anything')).status).toBe(400);
  });

  test('an alert leads to its fact', async () => {
    const [alert] = (await ask('/alerts?kind=halt')).body.items;
    const path = `/streams/${String(alert?.['stream'])}/facts?from=${String(alert?.['version'])}&limit=1`;
    expect((await ask(path)).body.items).toMatchObject([{ type: 'TradingHalted', position: alert?.['alertId'] }]);
  });

  test('the history of the limits, and the set that a verdict names', async () => {
    const { items } = (await ask('/policies')).body;
    expect(items).toMatchObject([
      {
        version: 2,
        reason: 'after a bad day',
        actor: 'test',
        changes: [{ key: 'maxOpenPositions', from: '3', to: '1' }],
      },
      { version: 1, changes: [] },
    ]);
    const [verdict] = (await ask('/verdicts')).body.items;
    const named = (await ask(`/policies?version=${String(verdict?.['policyVersion'])}`)).body.items;
    expect(named).toMatchObject([{ version: 1 }]);
  });

  test('a code that is no denial code is refused, not found empty', async () => {
    expect((await ask('/verdicts?code=NO_SUCH_CODE')).status).toBe(400);
  });
});
