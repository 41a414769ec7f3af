import fc from 'fast-check';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import { INSTRUMENTS, type InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import { dec, text, ZERO } from '../../../../src/domain/shared/decimal.js';
import { btcEntry, closeOf, filled, folded, NOON, openAccount, priced, stopOf } from '../../../support/account.js';
import { assess, btcLong, xrpBtcLong, xrpShort } from '../../../support/risk.js';

/** What may happen next; numbers are drawn, what they mean depends on the account they meet. */
type Happening =
  | { readonly kind: 'assess'; readonly which: 0 | 1 | 2 }
  | { readonly kind: 'fill'; readonly pick: number; readonly share: number; readonly slip: number }
  | { readonly kind: 'stop' | 'close'; readonly pick: number; readonly share: number; readonly slip: number }
  | { readonly kind: 'end'; readonly pick: number }
  | { readonly kind: 'look'; readonly move: number }
  | { readonly kind: 'ask'; readonly pick: number }
  | { readonly kind: 'step'; readonly pick: number }
  | { readonly kind: 'error' | 'sleep'; readonly pick: number }
  | { readonly kind: 'halt' | 'clear' | 'review' | 'forgive' };

const share = fc.integer({ min: 1, max: 4 });
const pick = fc.nat({ max: 9 });
const slip = fc.integer({ min: -40, max: 40 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('assess' as const), which: fc.constantFrom(0, 1, 2) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('fill' as const), pick, share, slip }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'close' as const), pick, share, slip }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), move: slip }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('ask' as const, 'step' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('error' as const, 'sleep' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('halt' as const, 'clear' as const, 'review' as const, 'forgive' as const),
    }),
  },
);

const BASE: Readonly<Record<InstrumentId, string>> = {
  'BTC/USDT': '60000',
  'XRP/USDT': '0.5',
  'XRP/BTC': '0.00000833',
};

/** A desk of its own: it plays the venue, and knows each order by what the account's facts say of it. */
class Played {
  at = NOON;
  state: AccountState = accountDecider.initialState;
  facts: AccountFact[] = [];
  private moved = 0;
  private trades = 0;
  private readonly fillsOf = new Map<string, number>();

  run(command: AccountCommand): void {
    const decided = accountDecider.decide(command, this.state);
    const stored = JSON.parse(JSON.stringify(decided)) as AccountFact[];
    this.state = folded(this.state, stored);
    this.facts.push(...stored);
    expect(accountDecider.decide(command, this.state)).toEqual([]);
  }

  private price(id: InstrumentId, slipped: number): string {
    return text(
      dec(BASE[id])
        .mul(1_000 + this.moved + slipped)
        .div(1_000)
        .toDecimalPlaces(10),
    );
  }

  get quotes(): Quotes {
    const usdtRate = this.price('BTC/USDT', 0);
    return {
      ...priced('BTC/USDT', usdtRate, this.at, { atr1h: '300', candle5m: this.candle5m }),
      ...priced('XRP/USDT', this.price('XRP/USDT', 0), this.at, { atr1h: '0.004' }),
      ...priced('XRP/BTC', this.price('XRP/BTC', 0), this.at, { usdtRate, atr1h: '0.00000007' }),
    };
  }

  /** As wide as the market's last move: from nothing to a spike. */
  private get candle5m() {
    const closedAt = this.at - (this.at % 300_000);
    const trueRange = text(dec(Math.abs(this.moved)).mul(30));
    return { closedAt, trueRange, previousAtr: '200', movePct: text(dec(Math.abs(this.moved)).div(1_000)) };
  }

  private book(order: Parameters<typeof filled>[0]['order'], quantity: string, slipped: number): void {
    const fillNo = this.fillsOf.get(order.clientOrderId) ?? 0;
    this.fillsOf.set(order.clientOrderId, fillNo + 1);
    const px = this.price(order.instrumentId, slipped);
    const { quote } = INSTRUMENTS[order.instrumentId];
    const fee = text(dec(px).mul(quantity).mul('0.004'));
    const rate = quote === 'USDT' ? '1' : this.price('BTC/USDT', 0);
    const leaves = text(dec(order.quantity).sub(quantity).abs());
    const tradeId = `trade-${(this.trades += 1)}`;
    const given = { order, qty: quantity, px, fee, fillNo, tradeId, leaves, rate, currency: quote };
    this.run(filled({ ...given, at: this.at, quotes: this.quotes }));
  }

  play(next: Happening): void {
    this.at += 61_000;
    const positions = Object.values(this.state.positions);
    const position = 'pick' in next ? positions[next.pick % Math.max(1, positions.length)] : undefined;
    const part = (quantity: string, n: number) => text(dec(quantity).div(n).toDecimalPlaces(8, 0));
    switch (next.kind) {
      case 'assess': {
        const of = [btcLong, xrpShort, xrpBtcLong][next.which] ?? btcLong;
        const intent = of({ intentId: `intent-${this.at}`, snapshotAt: this.at, entry: BASE[of().instrumentId] });
        return this.run(assess(intent, { at: this.at, quotes: this.quotes }));
      }
      case 'fill': {
        const entries = Object.values(this.state.reservations).filter(({ kind }) => kind === 'entry');
        const entry = entries[next.pick % Math.max(1, entries.length)];
        if (!entry?.order) return;
        const { order, leavesQty } = entry;
        const levels = { stop: order.stop, target: order.target };
        const details = btcEntry({ ...order, quantity: leavesQty, levels });
        return this.book(details, part(leavesQty, next.share), next.slip);
      }
      case 'stop':
        if (!position?.stopOrderId) return;
        return this.book(stopOf(position), part(position.quantity, next.share), next.slip);
      case 'close': {
        const rungs = Object.values(this.state.reservations).filter(({ kind }) => kind === 'close');
        const rung = rungs[next.pick % Math.max(1, rungs.length)];
        const of = rung && positions.find(({ positionId }) => positionId === rung.positionId);
        if (!rung || !of) return;
        return this.book(closeOf(of, rung.clientOrderId), part(rung.leavesQty, next.share), next.slip);
      }
      case 'end': {
        const ids = [...Object.keys(this.state.reservations), ...positions.flatMap((p) => p.stopOrderId ?? [])];
        const clientOrderId = ids[next.pick % Math.max(1, ids.length)];
        if (!clientOrderId) return;
        return this.run({ type: 'ReleaseReservation', at: this.at, clientOrderId, reason: 'canceled' });
      }
      case 'look':
        this.moved = next.move;
        return this.run({ type: 'ObserveMarket', at: this.at, quotes: this.quotes });
      case 'ask':
        if (!position) return;
        return this.run({
          type: 'ClosePosition',
          at: this.at,
          instrumentId: position.instrumentId,
          closer: 'operator',
          reason: 'asked',
        });
      case 'step':
        if (!position?.exit) return;
        return this.run({
          type: 'StepExit',
          at: this.at,
          exitId: position.exit.exitId,
          instrumentId: position.instrumentId,
        });
      case 'error': {
        const clientOrderId = `failed-${next.pick}`;
        const of = { clientOrderId, instrumentId: 'BTC/USDT', reason: 'refused' } as const;
        return this.run({ type: 'CountExecutionError', at: this.at, ...of });
      }
      case 'sleep':
        // Nobody looks for hours or days: midnights and Mondays pass.
        this.at += next.pick * 17 * 3_600_000;
        return;
      case 'review':
        return this.run({ type: 'ReviewWeek', at: this.at, reason: 'seen' });
      case 'forgive':
        return this.run({ type: 'ClearStreak', at: this.at, reason: 'a new start' });
      case 'halt':
        return this.run({ type: 'HaltTrading', at: this.at, reason: 'operator' });
      case 'clear':
        return this.run({ type: 'ClearHalt', at: this.at, reason: 'fine', quotes: this.quotes });
    }
  }
}

const played = (story: readonly Happening[]): Played => {
  const desk = new Played();
  // Near enough that a story of some steps trips what takes the desk a bad week.
  for (const command of openAccount({ weeklyLossPct: '0.004', lossesInARow: 2 })) desk.run(command);
  for (const next of story) desk.play(next);
  for (const kind of ['review', 'forgive'] as const) desk.play({ kind });
  return desk;
};

const typesOf = ({ facts }: Played): readonly string[] => facts.map(({ type }) => type);

const stories = fc.array(happening, { minLength: 5, maxLength: 40 });

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
