/** Every type of order in every time in force, bought and sold; the stories follow from the rules of the venue. */
import { AWAY, everywhere, Market, REACHED, rows, storyOf, type Stories } from './order-stories.js';

describe('a minute later the market reaches it, and is deep', () => {
  // Market orders go at once. An IOC limit out of reach ends at once; a stop in IOC waits, and is IOC once triggered.
  const stories: Stories = {
    market: ['PFx|', 'PFx|', 'PFx|'],
    limit: ['P|Fx', 'Pc|', 'P|Fx'],
    'stop-loss': ['P|TFx', 'P|TFx', 'P|TFx'],
    'stop-loss-limit': ['P|TFx', 'P|TFx', 'P|TFx'],
    'take-profit': ['P|TFx', 'P|TFx', 'P|TFx'],
    'take-profit-limit': ['P|TFx', 'P|TFx', 'P|TFx'],
    'trailing-stop': ['P|TFx', 'P|TFx', 'P|TFx'],
  };
  test.each(rows(stories))('%s %s %s: %s', (side, type, time, story) => {
    const market = new Market(side);
    expect(storyOf(market.place(type, time, AWAY[type]), market.reach(1, type))).toBe(story);
  });
});

describe('a minute later the market reaches it with too little volume; the minute after is deep', () => {
  const stories: Stories = {
    market: ['PFx||', 'PFx||', 'PFx||'],
    limit: ['P|f|Fx', 'Pc||', 'P|f|Fx'],
    'stop-loss': ['P|Tf|Fx', 'P|Tfc|', 'P|Tf|Fx'],
    'stop-loss-limit': ['P|Tf|Fx', 'P|Tfc|', 'P|Tf|Fx'],
    'take-profit': ['P|Tf|Fx', 'P|Tfc|', 'P|Tf|Fx'],
    'take-profit-limit': ['P|Tf|Fx', 'P|Tfc|', 'P|Tf|Fx'],
    'trailing-stop': ['P|Tf|Fx', 'P|Tfc|', 'P|Tf|Fx'],
  };
  test.each(rows(stories))('%s %s %s: %s', (side, type, time, story) => {
    const market = new Market(side);
    const arrival = market.place(type, time, AWAY[type]);
    // A tenth of 0.4 is 0.04 of 0.1.
    expect(storyOf(arrival, market.reach(1, type, '0.4'), market.beyond(2, type))).toBe(story);
  });
});

describe('nothing reaches it, and GTD runs out in the third minute', () => {
  const asleep = ['P|||', 'P|||', 'P|||e'] as const;
  const stories: Stories = {
    market: ['PFx|||', 'PFx|||', 'PFx|||'],
    limit: ['P|||', 'Pc|||', 'P|||e'],
    'stop-loss': asleep,
    'stop-loss-limit': asleep,
    'take-profit': asleep,
    'take-profit-limit': asleep,
    'trailing-stop': asleep,
  };
  test.each(rows(stories))('%s %s %s: %s', (side, type, time, story) => {
    const market = new Market(side);
    const arrival = market.place(type, time, AWAY[type]);
    expect(storyOf(arrival, market.quiet(1), market.quiet(2), market.quiet(3))).toBe(story);
  });
});

describe('the market is there already, and deep', () => {
  test.each(rows(everywhere('PTFx', { market: 'PFx', limit: 'PFx' })))('%s %s %s: %s', (side, type, time, story) => {
    expect(storyOf(new Market(side).place(type, time, REACHED[type]))).toBe(story);
  });
});

describe('the market is there already, with too little volume', () => {
  // What is left rests, where it may: a market order never, an IOC never.
  const left = ['PTf', 'PTfc', 'PTf'] as const;
  const stories: Stories = {
    market: ['Pfc', 'Pfc', 'Pfc'],
    limit: ['Pf', 'Pfc', 'Pf'],
    'stop-loss': left,
    'stop-loss-limit': left,
    'take-profit': left,
    'take-profit-limit': left,
    'trailing-stop': left,
  };
  test.each(rows(stories))('%s %s %s: %s', (side, type, time, story) => {
    expect(storyOf(new Market(side).place(type, time, REACHED[type], {}, '0.4'))).toBe(story);
  });

  test.each(rows(stories).filter(([, , time, story]) => time === 'GTD' && !story.endsWith('c')))(
    '%s %s %s: what was filled stays filled when the rest expires',
    (side, type, time) => {
      const market = new Market(side);
      market.place(type, time, REACHED[type], {}, '0.4');
      // Nobody trades until it is over.
      for (const n of [1, 2, 3]) market.minute(n, ['60000', '60000', '60000', '60000', '0']);
      expect(market.venue.state.ended).toMatchObject([{ cumQty: '0.04', end: { outcome: 'expired' } }]);
    },
  );
});

describe('a gap jumps over trigger and limit', () => {
  test.each([
    ['stop-loss-limit', 'GTC', 'P|T'],
    ['stop-loss-limit', 'IOC', 'P|Tc'],
    ['stop-loss-limit', 'GTD', 'P|T'],
  ] as const)('%s %s: %s', (type, time, story) => {
    for (const side of ['sell', 'buy'] as const) {
      const market = new Market(side);
      const arrival = market.place(type, time, AWAY[type]);
      expect(storyOf(arrival, market.minute(1, ['58000', '58100', '57900', '58000']))).toBe(story);
    }
  });
});
