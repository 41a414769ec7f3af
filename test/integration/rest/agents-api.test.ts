import { HOUR, MINUTE } from '../../../src/domain/shared/time.js';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { ArchivedPrices } from '../../../src/infrastructure/interfaces/rest/read/archived-prices.js';
import { MemoryCandleArchive } from '../../../src/infrastructure/persistence/memory/memory-candle-archive.js';
import { candlesAfter, DATE, HOSTILE, modelStory, T0, T1 } from '../../support/model-story.js';
import { logOf, projectAll } from '../../support/read-side.js';
import { forEachReadStore } from '../../support/read-stores.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';

const NOW = T1 + 10 * MINUTE;

forEachReadStore((stores) => {
  let served: ServedDesk;
  const ask = (path: string): Promise<Answer> => served.ask(path);

  beforeAll(async () => {
    const log = logOf(modelStory);
    const store = await stores.open();
    await projectAll(log, store);
    served = await serveDesk(log, store);
    served.desk.now = { ...served.desk.now, marketTime: NOW };
    await served.candles.append(candlesAfter);
  });
  afterAll(async () => {
    await served.close();
    await stores.close();
  });

  test('the scoreboard of the last 30 days, by what the archive knows', async () => {
    const { status, body } = await ask('/agents/scoreboard');
    expect(status).toBe(200);
    expect(body).toMatchObject({ to: NOW + 1, from: NOW + 1 - 720 * HOUR });
    const rules = body.items.find(({ who }) => who === 'rules');
    expect(rules).toMatchObject({
      calls: 2,
      horizons: [
        { known: 2, hits: 1, misses: 0, brier: '0.09', averageReturnPct: '0.5' },
        { known: 1, hits: 0, misses: 1, brier: '0.49', averageReturnPct: '-1' },
        { known: 1, hits: 1, misses: 0, brier: '0.09', averageReturnPct: '2' },
      ],
    });
  });

  test('a window holds the snapshots from its beginning up to before its end', async () => {
    const opinions = async (from: number, to: number) =>
      (await ask(`/agents/scoreboard?from=${from}&to=${to}`)).body.items.find(({ who }) => who === 'rules')?.[
        'opinions'
      ];
    expect(await opinions(T0, T1)).toBe(1);
    expect(await opinions(T0 + 1, T1 + 1)).toBe(1);
    expect(await opinions(T0 + 1, T1)).toBeUndefined();
    expect((await ask(`/agents/scoreboard?from=${T1}&to=${T1}`)).body).toMatchObject({ status: 400, field: 'from' });
    expect((await ask(`/agents/scoreboard?from=0&to=${T1}`)).body).toMatchObject({ status: 400, field: 'from' });
  });

  test('the schedule in the order of the table, with what is due next', async () => {
    const { items } = (await ask('/agents/schedule')).body;
    expect(items.map(({ task }) => task)).toEqual(['technical', 'regime', 'sentiment', 'trading-decision']);
    expect(items[2]).toMatchObject({ enabled: false, switched: { by: 'ada' }, lastOutcome: 'invalid_answer' });
    expect(items[2]).not.toHaveProperty('nextDueAt');
    expect(items[3]).toMatchObject({ lastRunAt: T1, lastOutcome: 'timeout', nextDueAt: T1 + HOUR, everyMs: HOUR });
  });

  test('what models cost, and their calls with and without the texts', async () => {
    expect((await ask('/models/spend')).body.items).toMatchObject([
      {
        date: DATE,
        spent: '0.0013',
        open: '0.03',
        limit: '1',
        left: '0.9687',
        pace: 'full',
        outcomes: expect.arrayContaining([expect.anything()]),
      },
    ]);
    const { items } = (await ask('/models/calls?member=steady')).body;
    expect(items.map(({ callId }) => callId)).toEqual(['call-5', 'call-1', 'call-8']);
    expect((await ask('/models/calls?outcome=TIMEOUT')).body.items).toMatchObject([{ callId: 'call-5' }]);
    expect((await ask('/models/calls?purpose=ruling')).body.items).toMatchObject([{ member: 'primary' }]);
    expect((await ask('/models/calls/call-1')).body).toMatchObject({ user: HOSTILE, answer: HOSTILE, cost: '0.0011' });
    expect((await ask('/models/calls/none')).status).toBe(404);
  });

  test('conflicts by kind, resolver and outcome, with their latency', async () => {
    expect((await ask('/conflicts/summary')).body.items).toEqual([
      {
        kind: 'regime',
        resolver: 'model',
        by: 'primary',
        outcome: 'modify',
        count: 1,
        latencyMs: 2_500,
        slowestMs: 2_500,
      },
    ]);
  });

  test('the level of the desk and the component that holds it there', async () => {
    expect((await ask('/components')).body).toMatchObject({
      level: 2,
      since: T0 + 3 * MINUTE,
      items: [{ component: 'model:steady', level: 2, failures: 3, detail: expect.stringContaining('time 3') }],
    });
  });

  test('a cycle says what the market did since', async () => {
    expect((await ask('/decisions/cycle-a')).body['since']).toEqual([
      { instrumentId: 'BTC/USDT', horizonMs: HOUR, price: '60600', movedPct: '1' },
      { instrumentId: 'BTC/USDT', horizonMs: 4 * HOUR, price: '59400', movedPct: '-1' },
      { instrumentId: 'BTC/USDT', horizonMs: 24 * HOUR, price: '61200', movedPct: '2' },
    ]);
  });

  test('F-X6 no answer holds money as a JSON number', async () => {
    const paths = [
      '/agents/scoreboard',
      '/models/spend',
      '/models/calls',
      '/models/calls/call-1',
      '/decisions/cycle-a',
    ];
    for (const { text } of await Promise.all(paths.map(ask))) {
      expect(text).not.toMatch(
        /"(cost|spent|open|limit|brier|averageReturnPct|amount|confidence|price|movedPct)":-?\d/,
      );
    }
  });
});

test('a desk without models has a schedule, and nothing else to tell', async () => {
  const log = logOf([]);
  const served = await serveDesk(log, new MemoryReadStore());
  expect((await served.ask('/agents/scoreboard')).body.items).toEqual([]);
  expect((await served.ask('/models/spend')).body.items).toEqual([]);
  expect((await served.ask('/components')).body).toEqual({ level: 1, items: [] });
  expect((await served.ask('/agents/schedule')).body.items).toHaveLength(4);
  await served.close();
});

describe('the price at an instant', () => {
  const candle = (timeframe: '1m' | '1h', closeTime: number, close: string) => {
    const prices = { open: close, high: close, low: close, close, volume: '1' };
    return {
      instrumentId: 'BTC/USDT' as const,
      timeframe,
      openTime: closeTime - (timeframe === '1m' ? MINUTE : HOUR),
      ...prices,
    };
  };
  const pricesOf = async (...candles: readonly ReturnType<typeof candle>[]) => {
    const archive = new MemoryCandleArchive();
    await archive.append(candles);
    return { archive, prices: new ArchivedPrices(archive) };
  };
  const at = (prices: ArchivedPrices, instant: number) => prices.closeAt('BTC/USDT', instant);

  test('is that of the finest candle that closes at it, or last before it', async () => {
    const { prices } = await pricesOf(candle('1m', T0, '1'), candle('1h', T0, '2'), candle('1m', T0 + MINUTE, '3'));
    expect(await at(prices, T0)).toBe('1');
    expect(await at(prices, T0 + MINUTE - 1)).toBe('1');
    expect(await at(prices, T0 + MINUTE)).toBe('3');
  });

  test('of a coarse feed is that of its own candles', async () => {
    const { prices } = await pricesOf(candle('1h', T0, '2'));
    expect(await at(prices, T0 + 5 * MINUTE)).toBe('2');
    expect(await at(prices, T0 + 5 * MINUTE + 1)).toBeUndefined();
  });

  test('is not known before its candle has closed, whatever was there before', async () => {
    const { archive, prices } = await pricesOf(candle('1m', T0, '1'));
    expect(await at(prices, T0 + MINUTE)).toBeUndefined();
    await archive.append([candle('1m', T0 + MINUTE, '3')]);
    expect(await at(prices, T0 + MINUTE)).toBe('3');
  });

  test('is looked up anew while the candle that it hangs on may still come', async () => {
    const { archive, prices } = await pricesOf(candle('1m', T0, '1'));
    await archive.append([{ ...candle('1m', T0 + MINUTE, '9'), instrumentId: 'XRP/USDT' }]);
    expect(await at(prices, T0 + MINUTE)).toBe('1');
    await archive.append([candle('1m', T0 + MINUTE, '3')]);
    expect(await at(prices, T0 + MINUTE)).toBe('3');
  });

  test('is not known in a gap of more than five minutes', async () => {
    const { prices } = await pricesOf(candle('1m', T0, '1'), candle('1m', T0 + 10 * MINUTE, '3'));
    expect(await at(prices, T0 + 5 * MINUTE)).toBe('1');
    expect(await at(prices, T0 + 6 * MINUTE)).toBeUndefined();
  });
});
