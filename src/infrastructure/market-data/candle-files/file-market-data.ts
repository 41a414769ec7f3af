import type { Timeframe } from '../../../domain/market/candle.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { MarketData, type MarketStep } from '../../../application/ports/market-data.port.js';
import type { CandleSet } from './load-candle-set.js';

const day = (at: UnixMs): string => new Date(at).toISOString().slice(0, 10);

/** Recorded candles from files; it ends with them. */
export class FileMarketData extends MarketData {
  readonly label: string;
  readonly baseTimeframe: Timeframe;
  readonly instruments: readonly InstrumentId[];

  constructor(private readonly set: CandleSet) {
    super();
    this.baseTimeframe = set.baseTimeframe;
    this.instruments = set.instruments;
    this.label = `RECORDED MARKET, ${set.instruments.join(' ')} ${set.baseTimeframe} from ${day(set.tradingFrom)}`;
  }

  warmup(before: UnixMs): Iterable<MarketStep> {
    return this.set.steps(-Infinity, before);
  }

  steps(after: UnixMs): Iterable<MarketStep> {
    return this.set.steps(after);
  }
}
