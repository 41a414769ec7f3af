import type { CandleDigest } from '../../domain/decisions/snapshot.js';
import { quoteFromCandle } from '../../domain/matching/quote-from-candle.js';
import type { PaperSettings } from '../../domain/matching/paper-settings.js';
import { closeTimeOf, type Candle, type Timeframe } from '../../domain/market/candle.js';
import { createFastCandles, FAST_HISTORY_MS, type FastCandles } from '../../domain/market/fast-candles.js';
import { INSTRUMENTS, type Instrument, type InstrumentId } from '../../domain/market/instrument.js';
import { createMarketView, type InstrumentReading, type MarketView } from '../../domain/market/market-view.js';
import type { Quote, Quotes } from '../../domain/market/quote.js';
import { text, type DecimalString } from '../../domain/shared/decimal.js';
import { stableId } from '../../domain/shared/stable-id.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { MarketStep } from '../ports/market-data.port.js';

const READ_TIMEFRAMES: readonly Timeframe[] = ['15m', '1h', '4h'];

const pair = <K, V>(key: K, value: V | undefined): readonly (readonly [K, V])[] =>
  value === undefined ? [] : [[key, value]];

/** Identifies a candle's values; two runs that saw the same candle name the same digest. */
const digestOf = (c: Candle): string =>
  stableId('candle', c.instrumentId, c.timeframe, c.openTime, c.open, c.high, c.low, c.close, c.volume);

/**
 * What the market shows now: the last candle of each instrument as a quote, and the indicators. Rebuilt from the archive
 * at a start; the same candles give the same numbers.
 */
export class MarketState {
  private readonly view: MarketView;
  private readonly last = new Map<InstrumentId, Quote>();
  private readonly lastCandles = new Map<InstrumentId, Candle>();
  private readonly fast: ReadonlyMap<InstrumentId, FastCandles>;
  /** Older candles are for the 5m ranges alone: the archive has warmed the rest beyond them. */
  private readonly viewFrom = new Map<InstrumentId, UnixMs>();
  /** What the venue last said of each instrument; the fallback table until it has said anything else. */
  metadata: Readonly<Record<InstrumentId, Instrument>> = INSTRUMENTS;
  private readonly rules = new Map<InstrumentId, NonNullable<Quote['rules']>>();

  constructor(
    readonly instruments: readonly InstrumentId[],
    base: Timeframe,
    private readonly halfSpreadPct: PaperSettings['halfSpreadPct'],
  ) {
    this.view = createMarketView({ feeds: Object.fromEntries(instruments.map((id) => [id, base])) });
    this.fast = new Map(instruments.flatMap((id) => pair(id, createFastCandles(base))));
  }

  /** Takes the candles of one step; returns all candles that closed by it, longer timeframes included. */
  push(step: MarketStep): readonly Candle[] {
    const closed: Candle[] = [];
    for (const candle of step.candles) {
      this.fast.get(candle.instrumentId)?.push(candle, step.closeTime);
      if (candle.openTime >= this.neededByView(candle.instrumentId))
        closed.push(...this.view.push(candle, step.closeTime).closed);
      this.lastCandles.set(candle.instrumentId, candle);
    }
    for (const candle of step.candles) this.last.set(candle.instrumentId, this.quoteOf(candle));
    return closed;
  }

  warm(candle: Candle): void {
    this.view.warm(candle);
  }

  /** Where base candles must begin so that all is warm at `until` as if the run had never stopped. */
  neededFrom(instrumentId: InstrumentId, until: UnixMs): UnixMs {
    const forFast = this.fast.has(instrumentId) ? until - FAST_HISTORY_MS : until;
    return Math.min(this.view.neededFrom(instrumentId) ?? until, forFast);
  }

  /** Quotes of this instant. `withRange` only for the one look right after a step: a range is looked at once. */
  quotes(withRange: boolean): Quotes {
    const quotes: Partial<Record<InstrumentId, Quote>> = {};
    for (const [id, quote] of this.last) {
      const { range, ...rest } = quote;
      const rules = this.rules.get(id);
      const candle5m = this.fast.get(id)?.newest();
      const usdtRate = this.usdtRate(id);
      quotes[id] = {
        ...rest,
        ...(usdtRate !== undefined && { usdtRate }),
        ...(withRange && range && { range }),
        ...(candle5m && { candle5m }),
        ...(rules && { rules }),
      };
    }
    return quotes;
  }

  /** The venue's own word on an instrument, from now on. */
  hold(instrument: Instrument): void {
    const { id, tick, lot, minQuantity, minCost } = instrument;
    this.metadata = { ...this.metadata, [id]: instrument };
    const usual = INSTRUMENTS[id];
    const differs =
      tick !== usual.tick || lot !== usual.lot || minQuantity !== usual.minQuantity || minCost !== usual.minCost;
    if (differs) this.rules.set(id, { tick, lot, minQuantity, minCost });
    else this.rules.delete(id);
  }

  reading(instrumentId: InstrumentId): InstrumentReading | undefined {
    return this.view.read(instrumentId);
  }

  lastCandle(instrumentId: InstrumentId): Candle | undefined {
    return this.lastCandles.get(instrumentId);
  }

  digests(instrumentId: InstrumentId): readonly CandleDigest[] {
    return READ_TIMEFRAMES.flatMap((timeframe) => {
      const candle = this.view.lastCandle(instrumentId, timeframe);
      return candle ? [{ timeframe, lastOpenTime: candle.openTime, digest: digestOf(candle) }] : [];
    });
  }

  private neededByView(id: InstrumentId): UnixMs {
    const from = this.viewFrom.get(id) ?? this.view.neededFrom(id) ?? 0;
    this.viewFrom.set(id, from);
    return from;
  }

  private quoteOf(candle: Candle): Quote {
    const quote = quoteFromCandle(candle, closeTimeOf(candle), this.halfSpreadPct);
    const atr = this.view.features(candle.instrumentId, '1h')?.atr;
    return { ...quote, ...(atr === undefined || atr === null ? {} : { atr1h: text(atr) }) };
  }

  /** Of now, whichever of the two pairs had a candle last: fees fall due in a gap of either. */
  private usdtRate(instrumentId: InstrumentId): DecimalString | undefined {
    return INSTRUMENTS[instrumentId].quote === 'USDT' ? '1' : this.lastCandles.get('BTC/USDT')?.close;
  }
}
