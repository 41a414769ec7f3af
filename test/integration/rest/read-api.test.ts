import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import type { ReadStore } from '../../../src/projections/read-store.port.js';
import { wholeStory } from '../../support/desk-story.js';
import { logOf, projectAll } from '../../support/read-side.js';
import { forEachReadStore } from '../../support/read-stores.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';
import { second, T0 } from '../../support/story-time.js';

forEachReadStore((stores) => {
  let log: MemoryEventStore;
  let store: ReadStore;
  let served: ServedDesk;
  const ask = (path: string): Promise<Answer> => served.ask(path);

  beforeAll(async () => {
    log = logOf(wholeStory);
    store = await stores.open();
    await projectAll(log, store);
    served = await serveDesk(log, store);
  });
  afterAll(async () => {
    await served.close();
    await stores.close();
  });

  test('the account, with money as text', async () => {
    const { status, body } = await ask('/account');
    expect(status).toBe(200);
    expect(body).toMatchObject({ accountId: 'paper', realisedNet: '38.3586', gates: { halted: { reason: 'drill' } } });
    expect(body).not.toHaveProperty('highest');
  });

  test('F-X6 no answer holds money as a JSON number', async () => {
    const lists = [
      '/equity',
      '/positions',
      '/orders',
      '/fills',
      '/verdicts',
      '/decisions',
      '/market',
      '/alerts',
      '/policies',
    ];
    const answers = await Promise.all([...lists, '/account', '/risk', '/fills/trade-3/why'].map(ask));
    const whole = /":-?\d+(\.\d+)?(e[+-]?\d+)?[,}\]]/gi;
    const allowed =
      /^"(at|openedAt|closedAt|createdAt|updatedAt|markedAt|until|leverage|degradation|step|assessment|policyVersion|factVersion|version|schema|ceiling|\w+Positions|wins|losses|lastOpenTime|validUntil|recordedAt|horizonMs|\w+At|attempt|deadline|fillNo|n|since|quorum|validVotes|panel|agree|oppose|present|open_long|\w+No|\w+Ms)$/;
    for (const { text, status } of answers) {
      expect(status).toBe(200);
      for (const match of text.matchAll(whole)) {
        const name = /"\w+$/.exec(text.slice(0, match.index))?.[0] ?? '';
        // A policy holds counts and lengths; its money is text like everybody's.
        if (!/max(Leverage|OpenPositions)|rewardMarginHours/.test(name)) expect(name).toMatch(allowed);
      }
    }
  });

  test('positions and orders, joined over streams', async () => {
    expect((await ask('/positions?status=closed')).body.items).toMatchObject([
      { positionId: 'position-1', entry: '59992.5', netUsdt: '38.3586', protection: 'none' },
    ]);
    expect((await ask('/positions?status=open')).body.items).toEqual([]);
    expect((await ask('/positions/position-1')).body).toMatchObject({ closer: 'target' });
    expect((await ask('/orders?state=ended&purpose=entry')).body.items).toMatchObject([
      { clientOrderId: 'entry-1', status: 'filled', avgPx: '59992.5', feesUsdt: '4.7994', leavesQty: '0' },
    ]);
    expect((await ask('/orders?state=working')).body.items).toEqual([]);
    expect((await ask('/orders?state=canceled')).body.items).toMatchObject([{ clientOrderId: 'stop-1' }]);
  });

  test("an order's timeline tells ours and the venue's word", async () => {
    const { timeline } = (await ask('/orders/stop-1')).body;
    expect(timeline).toMatchObject([
      { type: 'OrderInitialized', by: 'desk', text: 'stop order: stop-loss sell 0.005 BTC/USDT when 59000 is reached' },
      { type: 'OrderSubmitted', by: 'desk' },
      { type: 'OrderAccepted', by: 'venue', text: 'accepted by the venue as V2' },
      { type: 'OrderUpdateRequested', by: 'desk' },
      { type: 'OrderUpdated', by: 'venue' },
      { type: 'OrderCancelRequested', by: 'desk' },
      { type: 'OrderCanceled', by: 'venue' },
    ]);
  });

  test('an order leads to its permission, to the verdict behind it and to each of its facts', async () => {
    const factAt = async ({ stream, version }: { stream: string; version: number }) =>
      (await ask(`/streams/${stream}/facts?from=${version}&limit=1`)).body.items[0]?.['type'];
    const { permission, verdict, timeline, adopted } = (await ask('/orders/close-1')).body;
    expect(await factAt(permission as never)).toBe('ExitStepped');
    expect(await factAt(verdict as never)).toBe('IntentApproved');
    expect(verdict).toMatchObject({ cycleId: 'cycle-1', outcome: 'approved' });
    expect(adopted).toBe(false);
    for (const { version, type } of timeline as { version: number; type: string }[]) {
      expect(await factAt({ stream: 'order-close-1', version })).toBe(type);
    }
  });

  test('decisions by outcome of the cycle and by verdict', async () => {
    const instruments = async (path: string) => (await ask(path)).body.items.map(({ instrumentId }) => instrumentId);
    expect(await instruments('/decisions')).toEqual(['XRP/USDT', 'BTC/USDT']);
    expect(await instruments('/decisions?outcome=abandoned')).toEqual(['XRP/USDT']);
    expect(await instruments('/decisions?outcome=NO_DATA')).toEqual(['XRP/USDT']);
    expect(await instruments('/decisions?outcome=approved')).toEqual(['BTC/USDT']);
    expect((await ask('/decisions?outcome=proposed')).body.items).toMatchObject([
      { verdict: { outcome: 'approved' }, positionId: 'position-1', netUsdt: '38.3586' },
    ]);
    const cycle = (await ask('/decisions/cycle-1')).body;
    expect(cycle.items).toHaveLength(2);
    expect(cycle).toMatchObject({ cycleId: 'cycle-1', facts: [{ type: 'CycleOpened' }, ...Array(7).fill({})] });
  });

  test('signals, verdicts and the audit log by filter', async () => {
    expect((await ask('/signals?agent=technical')).body.items).toMatchObject([{ confidence: '0.80' }]);
    expect((await ask('/verdicts?code=REGIME_UNKNOWN')).body.items).toMatchObject([{ outcome: 'denied' }]);
    expect((await ask('/audit?type=PositionClosed')).body.items).toMatchObject([{ instrumentId: 'BTC/USDT' }]);
    expect((await ask('/audit?instrument=XRP%2FUSDT')).body.items).toHaveLength(1);
  });

  test('why: from a closing fill down to the candle digests', async () => {
    const why = (await ask('/fills/trade-3/why')).body;
    expect(why).toMatchObject({
      fill: { type: 'FillBooked' },
      permission: [{ type: 'ExitTriggered' }, { type: 'ExitStepped' }],
      verdict: { type: 'IntentApproved' },
      signals: [{ type: 'SignalRecorded', stream: 'signal-technical.BTC/USDT' }],
      candles: [{ instrumentId: 'BTC/USDT', timeframe: '1h', digest: 'digest-1h' }],
      result: { type: 'PositionClosed' },
    });
    const types = (facts: unknown) => (facts as { type: string }[]).map(({ type }) => type);
    expect(types(why['order'])).toEqual(['OrderInitialized', 'OrderSubmitted', 'OrderAccepted', 'OrderFilled']);
    expect(types(why['decision'])).not.toContain('CycleAbandoned');
    expect(types(why['decision'])).toContain('TradeProposed');
    const told = why['story'] as string[];
    expect(told[0]).toBe('candles of BTC/USDT 1h up to digest digest-1h');
    expect(told.at(-1)).toContain('closed by target');
  });

  test('why of an entry and its permission', async () => {
    expect((await ask('/fills/trade-1/why')).body).toMatchObject({ permission: [{ type: 'IntentApproved' }] });
  });

  test('a list is read page by page, each row once', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 100; pages++) {
      const { body } = await ask(`/audit?limit=7${cursor}`);
      expect(body['asOf']).toBe(await log.head());
      seen.push(...body.items.map(({ position }) => position));
      const next = body['nextCursor'] as string | undefined;
      if (next === undefined) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe(seen.length);
    expect((await ask('/audit?limit=500')).body.items).toHaveLength(seen.length);
  });

  test('the equity curve by time', async () => {
    const { items } = (await ask(`/equity?from=${second(5)}&to=${second(105)}`)).body;
    expect(items.map(({ at }) => at)).toEqual([second(5), second(8)]);
  });

  test('facts by position, and streams by name with theirs', async () => {
    const first = (await ask('/facts?limit=3')).body;
    expect(first.items.map(({ type }) => type)).toEqual(['AccountOpened', 'FundsDeposited', 'PeriodOpened']);
    const second = (await ask(`/facts?limit=1&after=${first['nextCursor'] as string}`)).body;
    expect(second.items).toMatchObject([{ type: 'EquityMarked' }]);
    const streams = (await ask('/streams?name=order-')).body.items;
    expect(streams.map(({ stream, facts }) => [stream, facts])).toEqual([
      ['order-close-1', 4],
      ['order-entry-1', 5],
      ['order-stop-1', 7],
    ]);
    const own = (await ask('/streams/signal-technical.BTC%2FUSDT/facts')).body;
    expect(own.items).toMatchObject([{ type: 'SignalRecorded', version: 0 }]);
    const rest = (await ask('/streams/order-stop-1/facts?limit=3&from=2')).body;
    expect(rest).toMatchObject({ items: [{ version: 2 }, { version: 3 }, { version: 4 }], nextCursor: '5' });
    expect((await ask('/streams/order-stop-1/facts?cursor=5')).body.items).toHaveLength(2);
  });

  test('market, status, health and candles', async () => {
    const candle = { open: '1', high: '2', low: '0.5', close: '1.5', volume: '9' };
    const at = [0, 1, 2].map((n) => T0 + n * 60_000);
    await served.candles.append(
      at.map((openTime) => ({ instrumentId: 'BTC/USDT', timeframe: '1m', openTime, ...candle })),
    );
    expect((await ask('/market')).body.items).toMatchObject([{ bid: '59994', regime: 'quiet' }]);
    expect((await ask('/status')).body).toMatchObject({ mode: 'PRETEND MARKET', marketTime: T0 });
    expect((await ask('/health')).body).toMatchObject({ status: 'up' });
    const { items } = (await ask('/candles?instrument=BTC%2FUSDT&timeframe=1m&limit=2')).body;
    expect(items).toEqual(at.slice(1).map((openTime) => ({ openTime, ...candle })));
  });

  test('F-X7 reading starts no work and appends nothing', async () => {
    const head = await log.head();
    const paths = ['/account', '/equity', '/positions', '/orders', '/fills', '/signals', '/decisions', '/verdicts'];
    const more = [
      '/audit',
      '/facts',
      '/streams',
      '/market',
      '/status',
      '/health',
      '/risk',
      '/alerts',
      '/policies',
      '/fills/trade-1/why',
    ];
    for (const path of [...paths, ...more]) expect((await ask(path)).status).toBe(200);
    expect(await log.head()).toBe(head);
    expect(served.control.done).toEqual([]);
  });
});
