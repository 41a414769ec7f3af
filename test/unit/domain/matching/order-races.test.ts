import { quoteFromCandle } from '../../../../src/domain/matching/quote-from-candle.js';
import { AWAY, EXPIRES, Market, storyOf } from './order-stories.js';
import { minute, MIN, T0 } from './paper-scenario.js';

describe('F-O5 a cancel or an amendment and a fill in one minute', () => {
  const resting = (quantity = '0.1') => {
    const market = new Market('sell');
    market.place('limit', 'GTC', AWAY.limit, { quantity });
    return market;
  };
  const NOW = T0 + 2 * MIN;

  test('the fill came first: the cancel finds nothing', () => {
    const market = resting();
    expect(storyOf(market.reach(1, 'limit'), market.venue.cancel('c1', NOW))).toBe('Fx|');
  });

  test('the cancel came first: the minute finds nothing', () => {
    const market = resting();
    expect(storyOf(market.venue.cancel('c1', T0 + MIN + 1), market.reach(1, 'limit'))).toBe('c|');
  });

  test('a part came first: the cancel takes the rest', () => {
    const market = resting();
    expect(storyOf(market.reach(1, 'limit', '0.4'), market.venue.cancel('c1', NOW))).toBe('f|c');
    expect(market.venue.state.ended).toMatchObject([{ cumQty: '0.04', end: { outcome: 'canceled' } }]);
  });

  test('the fill came first: the amendment finds nothing', () => {
    const market = resting();
    expect(storyOf(market.reach(1, 'limit'), market.venue.amend('c1', { quantity: '0.2' }, NOW))).toBe('Fx|');
  });

  test('a part came first: no amendment below or at what is filled', () => {
    const market = resting();
    market.reach(1, 'limit', '0.4');
    expect(storyOf(market.venue.amend('c1', { quantity: '0.04' }, NOW))).toBe('');
    expect(storyOf(market.venue.amend('c1', { quantity: '0.05' }, NOW))).toBe('U');
    expect(market.venue.state.working).toMatchObject([{ cumQty: '0.04', terms: { quantity: '0.05' } }]);
  });

  test('a cancel at the instant at which it expires: the minute says which', () => {
    const market = new Market('sell');
    market.place('limit', 'GTD', AWAY.limit);
    for (const n of [1, 2, 3]) market.quiet(n);
    expect(storyOf(market.venue.cancel('c1', EXPIRES))).toBe('');
    expect(market.venue.state.ended).toMatchObject([{ end: { outcome: 'expired' } }]);
  });

  const quoted = { quote: quoteFromCandle(minute(1, ['60000', '60000', '60000', '60000']), NOW), rate: '1', at: NOW };

  test('an amendment that the market has passed executes at once', () => {
    const market = resting();
    const change = { type: 'AmendPaperOrder', clientOrderId: 'c1', quantity: '0.1', price: '59900' } as const;
    expect(storyOf(market.venue.send({ ...change, ...quoted }))).toBe('UFx');
  });

  test('a stop that is amended past the market fires at once', () => {
    const market = new Market('sell');
    market.place('stop-loss', 'GTC', AWAY['stop-loss']);
    const change = { type: 'AmendPaperOrder', clientOrderId: 'c1', quantity: '0.1', triggerPrice: '60100' } as const;
    expect(storyOf(market.venue.send({ ...change, ...quoted }))).toBe('UTFx');
  });

  test.each([
    ['a post-only order into the market', { postOnly: true }, { quantity: '0.1', price: '59000' }],
    ['beyond what the account holds', {}, { quantity: '1.1' }],
    ['off the tick', {}, { quantity: '0.1', price: '61000.05' }],
    ['below the minimum', {}, { quantity: '0.00001' }],
  ])('%s: nothing changes', (_what, more, change) => {
    const market = new Market('sell');
    market.place('limit', 'GTC', AWAY.limit, more);
    const before = market.venue.state;
    market.venue.send({ type: 'AmendPaperOrder', clientOrderId: 'c1', ...change, ...quoted });
    expect(market.venue.state).toEqual(before);
  });
});
