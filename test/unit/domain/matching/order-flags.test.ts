import type { Side } from '../../../../src/domain/orders/order-terms.js';
import { AWAY, everywhere, Market, REACHED, rows, storyOf, type Stories } from './order-stories.js';
import { ends } from './paper-scenario.js';

describe('post-only', () => {
  const rests = { limit: ['P', 'R', 'P'] } as const;
  const stories: Stories = { ...everywhere('R'), ...rests };
  test.each(rows(stories))('%s %s %s out of reach: %s', (side, type, time, story) => {
    expect(storyOf(new Market(side).place(type, time, AWAY[type], { postOnly: true }))).toBe(story);
  });

  test.each(rows(everywhere('R')))('%s %s %s in reach: %s', (side, type, time, story) => {
    const facts = new Market(side).place(type, time, REACHED[type], { postOnly: true });
    expect(storyOf(facts)).toBe(story);
    const word = type === 'limit' && time !== 'IOC' ? 'EOrder:Post only order' : 'EGeneral:Invalid arguments:post only';
    expect(ends(facts)[0]?.[2]).toBe(word);
  });
});

describe('F-O13 reduce-only on margin', () => {
  const margin = { leverage: 2, reduceOnly: true } as const;

  test.each(rows(everywhere('R')))('%s %s %s without a position: %s', (side, type, time, story) => {
    const facts = new Market(side).place(type, time, AWAY[type], margin);
    expect(storyOf(facts)).toBe(story);
    expect(ends(facts)[0]?.[2]).toBe('EOrder:Reduce only:No position exists');
  });

  /** A position of 0.1 that an order of `side` would close, or one that it would add to. */
  const withPosition = (side: Side, closes: boolean): Market => {
    const market = new Market(side);
    const other = side === 'sell' ? 'buy' : 'sell';
    market.place('market', 'IOC', {}, { clientOrderId: 'open', side: closes ? other : side, leverage: 2 });
    return market;
  };

  test.each(rows(everywhere('R')))('%s %s %s with a position of its own direction: %s', (side, type, time, story) => {
    expect(storyOf(withPosition(side, false).place(type, time, AWAY[type], margin))).toBe(story);
  });

  const closing: Stories = { ...everywhere('P|TFx', { market: 'PFx|' }), limit: ['P|Fx', 'Pc|', 'P|Fx'] };
  test.each(rows(closing))('%s %s %s closes a position: %s', (side, type, time, story) => {
    const market = withPosition(side, true);
    expect(storyOf(market.place(type, time, AWAY[type], margin), market.reach(1, type))).toBe(story);
    expect(market.venue.state.positions).toEqual(story.includes('F') ? {} : expect.anything());
  });

  const tooMuch: Stories = { ...everywhere('P|Tfc', { market: 'Pfc|' }), limit: ['P|fc', 'Pc|', 'P|fc'] };
  test.each(rows(tooMuch))('%s %s %s of more than the position closes that much: %s', (side, type, time, story) => {
    const market = withPosition(side, true);
    const arrival = market.place(type, time, AWAY[type], { ...margin, quantity: '0.3' });
    expect(storyOf(arrival, market.reach(1, type))).toBe(story);
    expect(market.venue.state.positions).toEqual(story.includes('f') ? {} : expect.anything());
  });
});

describe('F-O13 reduce-only in cash', () => {
  test.each(rows(everywhere('')))('%s %s %s', (side, type, time) => {
    const story = storyOf(new Market(side).place(type, time, REACHED[type], { reduceOnly: true }));
    // Cash that buys can reduce nothing; one that sells can only sell what is there.
    expect(story).toBe(side === 'buy' ? 'R' : type === 'market' || type === 'limit' ? 'PFx' : 'PTFx');
  });
});
