import { DEFAULT_PAPER, type PaperSettings } from '../../../../src/domain/matching/paper-settings.js';
import { quoteFromCandle } from '../../../../src/domain/matching/quote-from-candle.js';
import type { PaperVenueCommand } from '../../../../src/domain/matching/paper-venue.commands.js';
import { paperVenueDecider } from '../../../../src/domain/matching/paper-venue.decider.js';
import type { BalanceMove } from '../../../../src/domain/matching/paper-order.js';
import type { PaperVenueFact } from '../../../../src/domain/matching/paper-venue.events.js';
import type { PaperVenueState } from '../../../../src/domain/matching/paper-venue.state.js';
import type { Candle } from '../../../../src/domain/market/candle.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { OrderTerms } from '../../../../src/domain/orders/order-terms.js';

/** 2026-01-05 00:00 UTC, a Monday. */
export const T0 = 1_767_571_200_000;
export const MIN = 60_000;

type Bar = readonly [open: string, high: string, low: string, close: string, volume?: string];

/** The minute candle that opens `n` minutes after T0. */
export const minute = (n: number, bar: Bar, instrumentId: InstrumentId = 'BTC/USDT'): Candle => ({
  instrumentId,
  timeframe: '1m',
  openTime: T0 + n * MIN,
  open: bar[0],
  high: bar[1],
  low: bar[2],
  close: bar[3],
  volume: bar[4] ?? '1000000',
});

export const flat = (n: number, price: string, volume = '1000000', instrumentId: InstrumentId = 'BTC/USDT'): Candle =>
  minute(n, [price, price, price, price, volume], instrumentId);

export const order = (given: Partial<OrderTerms>): OrderTerms => ({
  clientOrderId: 'c1',
  accountId: 'main',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  type: 'market',
  quantity: '0.1',
  timeInForce: given.type === 'limit' ? 'GTC' : given.type === undefined || given.type === 'market' ? 'IOC' : 'GTC',
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
  ...given,
});

/** A venue under test: commands in, facts out; each command is asked twice, and the second must give nothing. */
export class Scenario {
  readonly decider;
  readonly log: PaperVenueFact[] = [];
  state: PaperVenueState;
  private requests = 0;

  constructor(
    balances: readonly BalanceMove[] = [{ currency: 'USDT', amount: '10000' }],
    settings: Partial<PaperSettings> = {},
  ) {
    this.decider = paperVenueDecider({ ...DEFAULT_PAPER, ...settings });
    this.state = this.decider.initialState;
    this.send({ type: 'OpenPaperAccount', balances, at: T0 });
  }

  send(command: PaperVenueCommand): readonly PaperVenueFact[] {
    const facts = this.decider.decide(command, this.state);
    this.state = facts.reduce((state, fact) => this.decider.evolve(state, fact), this.state);
    this.log.push(...facts);
    expect(this.decider.decide(command, this.state)).toEqual([]);
    return facts;
  }

  /** Places it at the close of the candle, priced on that candle's quote. */
  place(given: Partial<OrderTerms>, on: Candle | undefined, rate = '1'): readonly PaperVenueFact[] {
    const at = on ? on.openTime + MIN : T0;
    const quote = on && { quote: quoteFromCandle(on, at) };
    const requestId = `request ${++this.requests}`;
    return this.send({
      type: 'PlacePaperOrder',
      order: order(given),
      requestId,
      ...quote,
      rate,
      deadline: at + 5_000,
      at,
    });
  }

  amend(
    clientOrderId: string,
    terms: { readonly quantity: string; readonly price?: string; readonly triggerPrice?: string },
    at: number,
  ): readonly PaperVenueFact[] {
    return this.send({ type: 'AmendPaperOrder', clientOrderId, ...terms, rate: '1', at });
  }

  cancel(clientOrderId: string, at: number): readonly PaperVenueFact[] {
    return this.send({ type: 'CancelPaperOrder', clientOrderId, at });
  }

  match(...candles: readonly Candle[]): readonly PaperVenueFact[] {
    const closeTime = (candles[0]?.openTime ?? T0) + MIN;
    return this.send({ type: 'MatchCandles', closeTime, candles });
  }
}

export const types = (facts: readonly PaperVenueFact[]): readonly string[] => facts.map(({ type }) => type);

export const fills = (facts: readonly PaperVenueFact[]) =>
  facts.flatMap((fact) => (fact.type === 'PaperOrderFilled' ? [fact.data] : []));

/** [quantity, price, maker or taker] of each fill. */
export const deals = (facts: readonly PaperVenueFact[]) =>
  fills(facts).map(({ lastQty, lastPx, liquiditySide }) => [lastQty, lastPx, liquiditySide]);

export const ends = (facts: readonly PaperVenueFact[]) =>
  facts.flatMap((fact) =>
    fact.type === 'PaperOrderEnded' ? [[fact.data.clientOrderId, fact.data.outcome, fact.data.reason]] : [],
  );
