/** A venue that is away, that changes its rules, or whose balances are not ours. */
import type { BalanceCorrected, DegradationChanged } from '../../../src/domain/account/account.events.js';
import type { VenueRulesChanged } from '../../../src/domain/market/venue-rules.decider.js';
import type { OrderCancelRequested } from '../../../src/domain/orders/order.events.js';
import { MINUTE, SECOND } from '../../../src/domain/shared/time.js';
import { audit } from '../../support/audited-log.js';
import { ComposedDesk, NOON, type Leg } from './composed-desk.js';
import { BTC_LONG, lastOpening, XRPBTC_LONG } from './openings.js';

/** An entry 1 % below the market, which nobody fills. */
const RESTING: Leg = {
  ...XRPBTC_LONG,
  confidence: '0.65',
  regimeSays: 'flat',
  amend: (vote) => ({ ...vote, entry: '0.00000825', stop: '0.0000081', target: '0.0000088' }),
};

const end = async (desk: ComposedDesk): Promise<void> => {
  expect(audit(await desk.facts())).toMatchObject({ broken: [] });
  await desk.end();
};

describe('a venue that cannot be reached', () => {
  const levels = (desk: ComposedDesk) => desk.all<DegradationChanged['data']>('DegradationChanged');

  test('for more than 60 s: emergency, entries are taken back, and only an operator leaves it', async () => {
    let away = false;
    const desk = await ComposedDesk.start({ faults: { isAway: () => away } });
    await desk.propose(BTC_LONG);
    await desk.propose(RESTING);
    await desk.minute();
    expect(await desk.venue.openOrders()).toHaveLength(2);
    away = true;
    await desk.minute();
    expect(await levels(desk)).toEqual([]);
    await desk.minute();
    expect(await levels(desk)).toMatchObject([{ from: 1, to: 4, reason: 'venue unreachable for more than 60 s' }]);
    const changed = (await desk.facts()).find(({ type }) => type === 'DegradationChanged');
    // Asked every 5 s from 12:02:05 on; 60 s are not yet more than 60 s.
    expect(changed?.metadata.at).toBe(NOON + 2 * MINUTE + 70 * SECOND);
    expect(await desk.all<OrderCancelRequested['data']>('OrderCancelRequested')).toMatchObject([
      { order: { purpose: 'entry', instrumentId: 'XRP/BTC' } },
    ]);
    away = false;
    await desk.minutes(2);
    // The stop stays.
    expect(await desk.venue.openOrders()).toMatchObject([{ instrumentId: 'BTC/USDT', side: 'sell' }]);
    await desk.restart();
    await desk.minutes(2);
    expect((await desk.account()).degradation).toBe(4);
    await desk.propose(RESTING);
    expect(await lastOpening(desk)).toMatchObject({ failed: expect.arrayContaining(['DEGRADED']) as unknown });
    await end(desk);
  });

  const leftAnEmergency = async (stillAway: boolean): Promise<ComposedDesk> => {
    let away = true;
    const desk = await ComposedDesk.start({ faults: { isAway: () => away } });
    await desk.minutes(3);
    expect((await desk.account()).degradation).toBe(4);
    away = stillAway;
    await desk.tell({ type: 'ChangeDegradation', at: desk.now, to: 3, reason: 'an operator leaves it' });
    await desk.hear();
    await desk.restart();
    return desk;
  };

  test('an emergency that was left comes again while the venue is still away', async () => {
    const desk = await leftAnEmergency(true);
    await desk.minutes(2);
    expect((await levels(desk)).map(({ to }) => to)).toEqual([4, 3, 4]);
    await end(desk);
  });

  test('after it was left the desk comes back by itself, by a level for three answers in a row, and trades', async () => {
    const desk = await leftAnEmergency(false);
    // The start was the first answer.
    await desk.minute();
    expect((await desk.account()).degradation).toBe(3);
    await desk.minute();
    expect((await desk.account()).degradation).toBe(2);
    await desk.minutes(2);
    expect((await desk.account()).degradation).toBe(2);
    await desk.minutes(4);
    expect((await levels(desk)).slice(2)).toMatchObject([
      { from: 3, to: 2, reason: 'venue did well 3 times in a row' },
      { from: 2, to: 1 },
    ]);
    await desk.propose(BTC_LONG);
    expect(await lastOpening(desk)).toMatchObject({ verdict: 'IntentApproved', failed: [] });
    await end(desk);
  });

  test('for one call, or for half a minute: nothing', async () => {
    let awayFrom = Infinity;
    const isAway = (at: number) => at >= awayFrom && at < awayFrom + 30 * SECOND;
    const desk = await ComposedDesk.start({ faults: { isAway } });
    await desk.propose(BTC_LONG);
    await desk.minute();
    awayFrom = desk.now + MINUTE;
    await desk.minutes(3);
    awayFrom = desk.now + MINUTE;
    await desk.minutes(3);
    expect(await levels(desk)).toEqual([]);
    await end(desk);
  });
});

describe('F-O28 a venue that changes its rules while the desk runs', () => {
  const minimum = { minQuantity: '0.05' };
  const changes = (desk: ComposedDesk) => desk.all<VenueRulesChanged['data']>('VenueRulesChanged');

  test('is heard with the minute: recorded, shown beside the prices, kept by the risk engine and after a restart', async () => {
    let away = false;
    const desk = await ComposedDesk.start({ faults: { isAway: () => away } });
    expect(desk.quotes['BTC/USDT']?.rules).toBeUndefined();
    await desk.venue.changeRules('BTC/USDT', minimum);
    await desk.minutes(2);
    expect(await changes(desk)).toMatchObject([
      { instrumentId: 'BTC/USDT', rules: minimum, former: { minQuantity: '0.00005' } },
    ]);
    expect(desk.quotes['BTC/USDT']?.rules).toMatchObject(minimum);
    expect(desk.quotes['XRP/USDT']?.rules).toBeUndefined();
    await desk.propose(BTC_LONG);
    // 0.0333 BTC would be allowed otherwise.
    expect(await lastOpening(desk)).toMatchObject({ failed: ['SIZE_TOO_SMALL'] });
    // Known before the venue can be asked.
    away = true;
    await desk.restart();
    expect(desk.quotes['BTC/USDT']?.rules).toMatchObject(minimum);
    away = false;
    await desk.minute();
    expect(await changes(desk)).toHaveLength(1);
    await end(desk);
  });

  test('is asked at once when a refusal names a minimum', async () => {
    const desk = await ComposedDesk.start();
    await desk.venue.changeRules('BTC/USDT', minimum);
    await desk.propose(BTC_LONG);
    expect(await lastOpening(desk)).toMatchObject({ verdict: 'IntentApproved', placed: [] });
    expect(desk.quotes['BTC/USDT']?.rules).toMatchObject(minimum);
    await end(desk);
  });
});

describe('balances that differ', () => {
  const corrections = (desk: ComposedDesk) => desk.all<BalanceCorrected['data']>('BalanceCorrected');
  /** The venue holds so much more USDT than it should while a test says so. */
  const withSurplus = async () => {
    const desk = await ComposedDesk.start();
    let surplus = 0;
    const { venue } = desk;
    venue.revision = () => undefined;
    const balances = venue.balances.bind(venue);
    venue.balances = async () =>
      (await balances()).map((balance) =>
        balance.currency === 'USDT' ? { ...balance, total: String(Number(balance.total) + surplus) } : balance,
      );
    return { desk, surplus: (amount: number) => (surplus = amount) };
  };

  test('twice the same, a minute apart: the books follow the venue, once', async () => {
    const { desk, surplus } = await withSurplus();
    surplus(7);
    await desk.minute();
    expect(await corrections(desk)).toEqual([]);
    await desk.minutes(4);
    const evidence = [NOON + 2 * MINUTE, NOON + 3 * MINUTE].map((at) => ({ at, ours: '10000', venue: '10007' }));
    expect(await corrections(desk)).toMatchObject([{ currency: 'USDT', amount: '7', evidence }]);
    await desk.end();
  });

  test('once, or each time another, proves nothing', async () => {
    const { desk, surplus } = await withSurplus();
    for (const amount of [7, 0, 7, 8, 9, 0]) {
      surplus(amount);
      await desk.minute();
    }
    expect(await corrections(desk)).toEqual([]);
    await end(desk);
  });

  test('not while an order works in the currency, and a restart begins to count anew', async () => {
    const { desk, surplus } = await withSurplus();
    await desk.propose(RESTING);
    surplus(7);
    await desk.minutes(4);
    expect(await corrections(desk)).toEqual([]);
    await desk.end();
  });
});
