import { MarketData, type MarketStep } from '../../../application/ports/market-data.port.js';
import type { Timeframe } from '../../../domain/market/candle.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import { DAY, type UnixMs } from '../../../domain/shared/time.js';
import { syntheticMarket, type SyntheticMarket } from './synthetic-market.js';

export interface SyntheticMarketDataOptions {
  /** A whole number. */
  readonly seed: number;
  /** Start of trading, unix ms. */
  readonly startAt: UnixMs;
  readonly instruments?: readonly InstrumentId[];
  /** Days of market before the start of trading, for warm-up; 45 give 250 candles of 4 hours and a little more. */
  readonly historyDays?: number;
}

const HISTORY_DAYS = 45;

/** The market that needs no network; always labelled as pretend. It has history from `startAt` back, and no end. */
export class SyntheticMarketData extends MarketData {
  readonly label: string;
  readonly baseTimeframe: Timeframe = '1m';
  readonly instruments: readonly InstrumentId[];
  private readonly market: SyntheticMarket;

  constructor(options: SyntheticMarketDataOptions) {
    super();
    const { seed, startAt, historyDays = HISTORY_DAYS, instruments } = options;
    const from = startAt - historyDays * DAY;
    this.market = syntheticMarket({ seed, startAt: from, ...(instruments === undefined ? {} : { instruments }) });
    this.instruments = this.market.instruments;
    this.label = `PRETEND MARKET, seed ${seed}`;
  }

  *warmup(before: UnixMs): Iterable<MarketStep> {
    for (const step of this.market.from(this.market.startAt)) {
      if (step.closeTime > before) return;
      yield step;
    }
  }

  steps(after: UnixMs): Iterable<MarketStep> {
    return this.market.from(after);
  }
}
