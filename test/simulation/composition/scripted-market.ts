import { MarketData, type MarketStep } from '../../../src/application/ports/market-data.port.js';
import type { Candle } from '../../../src/domain/market/candle.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../../src/domain/market/instrument.js';
import { MINUTE, type UnixMs } from '../../../src/domain/shared/time.js';

/** One minute of one instrument: a price is a flat candle, null a minute without a candle. */
export type Minute =
  | string
  | null
  | {
      readonly open: string;
      readonly high: string;
      readonly low: string;
      readonly close: string;
      readonly volume?: string;
    };
export type Minutes = Readonly<Partial<Record<InstrumentId, Minute>>>;

/** Deep enough that no order of these tests notices it. */
const DEEP = '1000000000';

/** A market written by hand, one minute after the other; it never ends, it only waits for the next minute. */
export class ScriptedMarket extends MarketData {
  readonly label = 'SCRIPTED MARKET';
  readonly baseTimeframe = '1m';
  readonly instruments = INSTRUMENT_IDS;
  private readonly past: MarketStep[] = [];
  private readonly prices: Record<InstrumentId, string> = {
    'BTC/USDT': '60000',
    'XRP/USDT': '0.5',
    'XRP/BTC': '0.00000833',
  };

  constructor(readonly startAt: UnixMs) {
    super();
  }

  /** The next minute; an instrument that is not named stays where it is. */
  append(minutes: Minutes): void {
    const openTime = this.past.at(-1)?.closeTime ?? this.startAt;
    const candles = INSTRUMENT_IDS.flatMap((id) =>
      this.candleOf(id, id in minutes ? (minutes[id] ?? null) : this.prices[id], openTime),
    );
    this.past.push({ closeTime: openTime + MINUTE, candles });
  }

  warmup(before: UnixMs): Iterable<MarketStep> {
    return this.past.filter(({ closeTime }) => closeTime <= before);
  }

  steps(after: UnixMs): Iterable<MarketStep> {
    let next = this.past.filter(({ closeTime }) => closeTime <= after).length;
    const take = (): IteratorResult<MarketStep> => {
      const value = this.past[next];
      if (value === undefined) return { done: true, value: undefined };
      next += 1;
      return { done: false, value };
    };
    return { [Symbol.iterator]: () => ({ next: take }) };
  }

  private candleOf(instrumentId: InstrumentId, minute: Minute, openTime: UnixMs): readonly Candle[] {
    if (minute === null) return [];
    const shape =
      typeof minute === 'string' ? { open: minute, high: minute, low: minute, close: minute, volume: DEEP } : minute;
    this.prices[instrumentId] = shape.close;
    return [{ instrumentId, timeframe: '1m', openTime, volume: DEEP, ...shape }];
  }
}
