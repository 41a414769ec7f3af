import { deals, ends, flat, Scenario } from './paper-scenario.js';

const short = { clientOrderId: 'short', side: 'sell', leverage: 2, quantity: '0.1' } as const;
const exit = { clientOrderId: 'exit', side: 'buy', leverage: 2, reduceOnly: true, quantity: '0.1' } as const;
const open = (): Scenario => {
  const venue = new Scenario();
  venue.place(short, flat(0, '60000'));
  return venue;
};

test.each([
  // A tenth of the candle's volume is all that our orders get of it.
  ['a thin candle gives its share, and the rest is not filled at any price', '0.4', [['0.04', 'canceled']]],
  ['a candle without volume gives nothing', '0', [['0', 'canceled']]],
  ['a candle that is deep enough gives all', '1', [['0.1', 'filled']]],
])('F-O23 a market exit: %s', (_what, volume, [expected]) => {
  const venue = open();
  const facts = venue.place(exit, flat(1, '60000', volume));
  const filled = deals(facts).map(([quantity]) => quantity);
  expect([filled[0] ?? '0', ends(facts)[0]?.[1]]).toEqual(expected);
  expect(filled.length).toBeLessThanOrEqual(1);
});

test('F-O23 the share is of all orders together: a second exit in the same thin candle gets what is left of it', () => {
  const venue = open();
  const candle = flat(1, '60000', '0.6');
  expect(deals(venue.place({ ...exit, quantity: '0.05' }, candle))).toMatchObject([
    ['0.05', expect.anything(), 'taker'],
  ]);
  const second = venue.place({ ...exit, clientOrderId: 'exit-2', quantity: '0.05' }, candle);
  expect(deals(second).map(([quantity]) => quantity)).toEqual(['0.01']);
  expect(venue.state.positions['BTC/USDT']).toMatchObject({ quantity: '0.04' });
});
