import fc from 'fast-check';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { INSTRUMENTS } from '../../../../src/domain/market/instrument.js';
import { dec, text, ZERO } from '../../../../src/domain/shared/decimal.js';
import { btcEntry, filled, folded, openAccount } from '../../../support/account.js';
import { BASE, played, Played, stories } from '../../../support/played-account.js';

const typesOf = ({ facts }: Played): readonly string[] => facts.map(({ type }) => type);

/** Cash, what is set aside, and coins at cost = deposits + gross - fees, each from another part of the state. */
const conserved = ({ state }: Played): void => {
  const positions = [...Object.values(state.positions), ...Object.values(state.dust)];
  const cash = positions.filter(({ leverage }) => leverage === 1);
  const atCost = cash.reduce((sum, { cost, side }) => (side === 'long' ? sum.add(cost) : sum.sub(cost)), ZERO);
  const money = dec(state.balances.trading.USDT ?? '0')
    .add(state.balances.hodl.USDT ?? '0')
    .add(atCost);
  const made = dec(state.realised.gross).sub(state.realised.fees);
  expect(text(money)).toBe(text(dec('5000').add(made)));
  for (const currency of ['BTC', 'XRP'] as const) {
    const open = cash
      .filter(({ instrumentId }) => INSTRUMENTS[instrumentId].base === currency)
      .reduce((sum, { quantity, side }) => (side === 'long' ? sum.add(quantity) : sum.sub(quantity)), ZERO);
    expect(text(state.balances.trading[currency] ?? '0')).toBe(text(open));
  }
};

/** Fees and gross per position, the open ones included, are the account's. */
const accounted = ({ state, facts }: Played): void => {
  // What was set aside has made nothing yet, but on margin it is charged.
  const dust = Object.values(state.dust).map((each) => ({ ...each, grossUsdt: '0' }));
  const open = [...Object.values(state.positions), ...dust];
  const closed = facts.flatMap((fact) => (fact.type === 'PositionClosed' ? [fact.data] : []));
  for (const [mine, whole] of [
    ['grossUsdt', state.realised.gross],
    ['feesUsdt', state.realised.fees],
  ] as const) {
    expect(text([...open, ...closed].reduce((sum, position) => sum.add(position[mine]), ZERO))).toBe(text(whole));
  }
};

const guarded = ({ state }: Played): void => {
  for (const { leavesQty, reservedUsdt, marginUsdt } of Object.values(state.reservations)) {
    expect(dec(leavesQty).gt(0)).toBe(true);
    expect(dec(reservedUsdt).gte(0) && dec(marginUsdt).gte(0)).toBe(true);
  }
  for (const position of Object.values(state.positions)) {
    expect(dec(position.quantity).gt(0)).toBe(true);
    // A stop rests or the desk watches it (then a protection says so), or the way out is taken.
    expect(position.exit !== undefined || position.protectionNo > 0).toBe(true);
  }
};

test('the stories go everywhere: positions open, flip, close in every way and are refused', () => {
  const seen = new Set(fc.sample(stories, { numRuns: 300, seed: 7 }).flatMap((story) => typesOf(played(story))));
  for (const type of ['IntentDenied', 'IntentRevoked', 'PositionClosed', 'ExitStepped', 'ExitEnded'])
    expect(seen).toContain(type);
  for (const type of ['BreakerTripped', 'BreakerCleared', 'ExecutionFailed', 'WeekReviewed', 'StreakCleared'])
    expect(seen).toContain(type);
  for (const type of ['ProtectionLost', 'TradingHalted', 'HaltCleared', 'LotDisposed', 'FeeCharged'])
    expect(seen).toContain(type);
});

describe('whatever happens in whatever order', () => {
  test('F-P2 no digit of money is lost, nothing is without a guard, a repeat is nothing, all can be folded', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const desk = played(story);
        conserved(desk);
        accounted(desk);
        guarded(desk);
      }),
      { numRuns: 300 },
    );
  });

  test('lots sum to what is held, and what they cost to what was paid', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { state } = played(story);
        for (const currency of ['BTC', 'XRP'] as const) {
          const held = state.balances.trading[currency] ?? '0';
          const lots = state.lots.filter((lot) => lot.currency === currency);
          const inLots = lots.reduce((sum, { quantity }) => sum.add(quantity), ZERO);
          if (dec(held).gte(0)) expect(text(inLots)).toBe(text(held));
          else expect(text(inLots)).toBe('0');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a refold of the facts is the same account', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { facts, state } = played(story);
        expect(folded(accountDecider.initialState, facts)).toEqual(state);
      }),
      { numRuns: 50 },
    );
  });

  test('the order of fills of different instruments does not matter to the money', () => {
    const fills = [
      filled({ order: btcEntry(), qty: '0.01', px: '60000', fee: '2.4', leaves: '0.01', tradeId: 'a' }),
      filled({ order: btcEntry(), qty: '0.01', px: '60001', fee: '2.4', fillNo: 1, tradeId: 'b' }),
      ...(['XRP/USDT', 'XRP/BTC'] as const).map((instrumentId) =>
        filled({
          order: btcEntry({ clientOrderId: instrumentId, instrumentId, leverage: 2, side: 'sell' }),
          qty: '1000',
          px: BASE[instrumentId],
          fee: '0.00001',
          rate: instrumentId === 'XRP/BTC' ? '60000' : '1',
          currency: INSTRUMENTS[instrumentId].quote,
          tradeId: instrumentId,
        }),
      ),
    ];
    const moneyOf = (order: readonly number[]) => {
      const desk = new Played();
      for (const command of openAccount()) desk.run(command);
      for (const index of order) desk.run(fills[index] as AccountCommand);
      const { balances, realised, positions, lots } = desk.state;
      return { balances, realised, positions, lots };
    };
    const inOrder = moneyOf([0, 1, 2, 3]);
    for (const order of [
      [2, 0, 1, 3],
      [3, 2, 0, 1],
      [0, 3, 1, 2],
    ]) {
      expect(moneyOf(order)).toEqual(inOrder);
    }
  });
});
