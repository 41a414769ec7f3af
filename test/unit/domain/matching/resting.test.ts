import { deals, ends, fills, flat, MIN, minute, Scenario, T0, types } from './paper-scenario.js';

const HALF_BTC = [
  { currency: 'BTC', amount: '0.5' },
  { currency: 'USDT', amount: '10000' },
] as const;
const limit = { type: 'limit', price: '59000', quantity: '0.1' } as const;
const stop = {
  clientOrderId: 'stop',
  side: 'sell',
  type: 'stop-loss',
  triggerPrice: '58000',
  quantity: '0.1',
} as const;

describe('resting limits', () => {
  const resting = (given: object = {}): Scenario => {
    const venue = new Scenario(HALF_BTC);
    venue.place({ ...limit, ...given }, flat(0, '60000'));
    return venue;
  };

  test('fill at the limit as maker when the price goes through it', () => {
    const venue = resting();
    const facts = venue.match(minute(1, ['60000', '60000', '58999.9', '59500']));
    expect(deals(facts)).toEqual([['0.1', '59000', 'maker']]);
    // 5900 + 0.25 % = 14.75
    expect(fills(facts)[0]).toMatchObject({ commission: '14.75', venueAt: T0 + 2 * MIN });
    expect(venue.state.balances).toEqual({ BTC: '0.6', USDT: '4085.25' });
  });

  test('a touch is not enough: others stood before us', () => {
    expect(resting().match(minute(1, ['60000', '60000', '59000', '59500']))).toEqual([]);
  });

  test('fill at the open when that is better, rounded to the tick against us', () => {
    expect(deals(resting().match(minute(1, ['58900.01', '60000', '58000', '59500'])))).toEqual([
      ['0.1', '58900.1', 'maker'],
    ]);
  });

  test('mirrored for a sell', () => {
    const venue = new Scenario(HALF_BTC);
    venue.place({ ...limit, side: 'sell', price: '61000' }, flat(0, '60000'));
    expect(venue.match(minute(1, ['60000', '61000', '60000', '60000']))).toEqual([]);
    expect(deals(venue.match(minute(2, ['61500.05', '62000', '60000', '60000'])))).toEqual([['0.1', '61500', 'maker']]);
  });

  test('terms set after the open never meet that candle, and an amendment begins anew', () => {
    const venue = resting();
    expect(venue.match(minute(0, ['60000', '60000', '50000', '60000']))).toEqual([]);
    venue.amend('c1', { quantity: '0.1', price: '59500' }, T0 + MIN + 1);
    expect(venue.match(minute(1, ['60000', '60000', '50000', '60000']))).toEqual([]);
    expect(deals(venue.match(minute(2, ['60000', '60000', '50000', '60000'])))).toEqual([['0.1', '59500', 'maker']]);
  });

  test('the share of a candle is spread over its orders in the order of placing, and the rest waits', () => {
    const venue = resting();
    venue.place({ ...limit, clientOrderId: 'c2', quantity: '0.05' }, flat(0, '60000'));
    const dip = (n: number, volume: string) => minute(n, ['60000', '60000', '58000', '60000', volume]);
    // 10 % of 1.2 = 0.12: 0.1 for the first, 0.02 for the second, which gets its other 0.03 later
    expect(deals(venue.match(dip(1, '1.2')))).toEqual([
      ['0.1', '59000', 'maker'],
      ['0.02', '59000', 'maker'],
    ]);
    expect(fills(venue.match(dip(2, '1.2')))).toMatchObject([{ lastQty: '0.03', cumQty: '0.05', fillNo: 1 }]);
    expect(venue.state.working).toEqual([]);
  });

  test('F-P9 a candle without volume fills nothing', () => {
    expect(resting().match(minute(1, ['60000', '60000', '50000', '60000', '0']))).toEqual([]);
  });

  test('expire: only the open counts in the candle that holds the end', () => {
    const gtd = { timeInForce: 'GTD', expiresAt: T0 + MIN + 30_000 } as const;
    const missed = resting(gtd).match(minute(1, ['60000', '60000', '50000', '60000']));
    expect(ends(missed)).toEqual([['c1', 'expired', 'Expired']]);
    expect(missed[0]?.data).toMatchObject({ venueAt: T0 + MIN + 30_000 });
    const met = resting(gtd).match(minute(1, ['58500', '60000', '50000', '60000']));
    expect(deals(met)).toEqual([['0.1', '58500', 'maker']]);
    expect(ends(met)).toEqual([['c1', 'filled', 'complete']]);
  });

  test('expire without a candle of their instrument, and never after their time', () => {
    const venue = resting({ timeInForce: 'GTD', expiresAt: T0 + 2 * MIN });
    const xrp = flat(1, '0.5', '1', 'XRP/USDT');
    expect(ends(venue.match(xrp))).toEqual([['c1', 'expired', 'Expired']]);
    const late = resting({ timeInForce: 'GTD', expiresAt: T0 + 2 * MIN });
    expect(types(late.match(minute(3, ['50000', '60000', '50000', '60000'])))).toEqual(['PaperOrderEnded']);
  });

  test('F-O5 a cancel keeps what was filled before it', () => {
    const venue = resting();
    venue.match(minute(1, ['60000', '60000', '58000', '60000', '0.4']));
    expect(ends(venue.cancel('c1', T0 + 3 * MIN))).toEqual([['c1', 'canceled', 'User requested']]);
    expect(venue.state.ended.at(-1)).toMatchObject({ cumQty: '0.04', end: { outcome: 'canceled' } });
  });
});

describe('resting stops', () => {
  // u of stop/0: 0.5 + 0.558007 / 2 = 0.7790035
  const resting = (given: object = {}): Scenario => {
    const venue = new Scenario(HALF_BTC);
    venue.place({ ...stop, ...given }, flat(0, '60000'));
    return venue;
  };

  test('fill at the trigger with slippage when the candle reaches it', () => {
    const facts = resting().match(minute(1, ['60000', '60000', '58000', '59000']));
    // 58000 x 0.001 x 0.7790035 = 45.182203 -> 57954.817797 -> 57954.8
    expect(deals(facts)).toEqual([['0.1', '57954.8', 'taker']]);
    expect(types(facts)).toEqual(['PaperOrderTriggered', 'PaperOrderFilled', 'PaperOrderEnded']);
  });

  test('a gap beyond the trigger fills at the open', () => {
    // 57000 x 0.001 x 0.7790035 = 44.4031995 -> 56955.5968005 -> 56955.5
    expect(deals(resting().match(minute(1, ['57000', '58500', '56000', '58000'])))).toEqual([
      ['0.1', '56955.5', 'taker'],
    ]);
  });

  test('not reached by a tick', () => {
    expect(resting().match(minute(1, ['60000', '60000', '58000.1', '59000']))).toEqual([]);
  });

  test('what the volume leaves over goes at the next opens, wherever they are', () => {
    const venue = resting();
    expect(deals(venue.match(minute(1, ['60000', '60000', '57000', '57500', '0.6'])))).toEqual([
      ['0.06', '57954.8', 'taker'],
    ]);
    // u of stop/1: 0.5 + 0.740147 / 2 = 0.8700735; 59000 x 0.001 x u = 51.3343365 -> 58948.6656635 -> 58948.6
    expect(deals(venue.match(flat(2, '59000')))).toEqual([['0.04', '58948.6', 'taker']]);
  });

  test('F-P9 a stop that is reached without volume is triggered and fills later', () => {
    const venue = resting();
    expect(types(venue.match(flat(1, '57000', '0')))).toEqual(['PaperOrderTriggered']);
    expect(deals(venue.match(flat(2, '57000')))).toEqual([['0.1', '56955.5', 'taker']]);
  });

  test('only the open counts when it expires inside the candle', () => {
    const venue = resting({ timeInForce: 'GTD', expiresAt: T0 + MIN + 1_000 });
    expect(ends(venue.match(minute(1, ['60000', '60000', '50000', '59000'])))).toEqual([
      ['stop', 'expired', 'Expired'],
    ]);
  });

  test('a stop-limit fills within its limit, and rests when the gap has passed it', () => {
    const terms = { type: 'stop-loss-limit', price: '57980' } as const;
    expect(deals(resting(terms).match(minute(1, ['60000', '60000', '57000', '58000'])))).toEqual([
      ['0.1', '57980', 'taker'],
    ]);
    const passed = resting(terms);
    expect(types(passed.match(minute(1, ['57000', '58000', '57000', '57000'])))).toEqual(['PaperOrderTriggered']);
    expect(deals(passed.match(minute(2, ['57000', '58000', '57000', '57000'])))).toEqual([['0.1', '57980', 'maker']]);
  });

  test('a take-profit waits for the other side', () => {
    const venue = resting({ type: 'take-profit', triggerPrice: '62000' });
    expect(venue.match(minute(1, ['60000', '61999.9', '50000', '60000']))).toEqual([]);
    // 62000 x 0.001 x 0.7790035 = 48.298217 -> 61951.701783 -> 61951.7
    expect(deals(venue.match(minute(2, ['60000', '62000', '60000', '60000'])))).toEqual([['0.1', '61951.7', 'taker']]);
  });

  test('F-P5 a trailing stop follows the high, never back, and meets the next candle with its new level', () => {
    const venue = resting({ type: 'trailing-stop', triggerPrice: undefined, trailOffset: '1000' });
    expect(venue.state.working[0]?.terms.triggerPrice).toBe('59000');
    // its high of 61000 raises the level to 60000 only for the candles that follow
    expect(types(venue.match(minute(1, ['60000', '61000', '59500', '60500'])))).toEqual(['PaperOrderTrailed']);
    expect(venue.match(minute(2, ['60500', '60600', '60100', '60500']))).toEqual([]);
    expect(venue.state.working[0]?.terms.triggerPrice).toBe('60000');
    // 60000 x 0.001 x 0.7790035 = 46.74021 -> 59953.25979 -> 59953.2
    expect(deals(venue.match(minute(3, ['60500', '60600', '60000', '60100'])))).toEqual([['0.1', '59953.2', 'taker']]);
  });

  test('a buy stop waits for a rise and pays up', () => {
    const venue = resting({ side: 'buy', triggerPrice: '62000' });
    // 62048.298217 -> 62048.3
    expect(deals(venue.match(minute(1, ['60000', '62000', '60000', '60000'])))).toEqual([['0.1', '62048.3', 'taker']]);
  });
});
