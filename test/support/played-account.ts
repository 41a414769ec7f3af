import fc from 'fast-check';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../src/domain/account/account.events.js';
import type { AccountState } from '../../src/domain/account/account.state.js';
import { INSTRUMENTS, type InstrumentId } from '../../src/domain/market/instrument.js';
import type { Quotes } from '../../src/domain/market/quote.js';
import { dec, text } from '../../src/domain/shared/decimal.js';
import { btcEntry, closeOf, filled, folded, NOON, openAccount, priced, stopOf } from './account.js';
import { assess, btcLong, xrpBtcLong, xrpShort } from './risk.js';

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

export const BASE: Readonly<Record<InstrumentId, string>> = {
  'BTC/USDT': '60000',
  'XRP/USDT': '0.5',
  'XRP/BTC': '0.00000833',
};

/** A desk of its own: it plays the venue, and knows each order by what the account's facts say of it. */
export class Played {
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

export const played = (story: readonly Happening[]): Played => {
  const desk = new Played();
  // Near enough that a story of some steps trips what takes the desk a bad week.
  for (const command of openAccount({ weeklyLossPct: '0.004', lossesInARow: 2 })) desk.run(command);
  for (const next of story) desk.play(next);
  for (const kind of ['review', 'forgive'] as const) desk.play({ kind });
  return desk;
};

export const stories = fc.array(happening, { minLength: 5, maxLength: 40 });
