import { closeTimeOf, TIMEFRAME_MS, type Candle, type Timeframe } from '../../../domain/market/candle.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { MarketStep } from '../../../application/ports/market-data.port.js';
import { CandleFileError } from './candle-file-error.js';
import { readCandleFile, type CandleFileOptions, type CandleFileReport } from './read-candle-file.js';

export type CandleFilePaths = Readonly<Partial<Record<InstrumentId, string>>>;

export interface CandleSetOptions extends Pick<CandleFileOptions, 'asOf' | 'dropLast'> {
  /** Start of trading, the first open time that counts; default: the first candle of the set. */
  readonly from?: UnixMs;
  /** Open times from here on are left out. */
  readonly to?: UnixMs;
  /** First open time of the history before `from`; default: everything the files hold. */
  readonly warmupFrom?: UnixMs;
}

/** Candle files of several instruments on one clock. */
export interface CandleSet {
  readonly baseTimeframe: Timeframe;
  /** In the order of INSTRUMENT_IDS. */
  readonly instruments: readonly InstrumentId[];
  readonly reports: readonly CandleFileReport[];
  /** Start of trading, unix ms: steps that closed at or before it are history. */
  readonly tradingFrom: UnixMs;
  /**
   * Steps with `after` < closeTime <= `upTo`, oldest first. A step holds a candle of every instrument that has begun and
   * not ended: its gaps are filled with the carried close and volume '0'.
   */
  steps(after?: UnixMs, upTo?: UnixMs): Iterable<MarketStep>;
}

/** Index of the first candle that closes after `after`; candles rise by one interval each. */
const indexAfter = (candles: readonly Candle[], after: UnixMs): number => {
  const first = candles[0];
  if (first === undefined || after < closeTimeOf(first)) return 0;
  return Math.floor((after - closeTimeOf(first)) / TIMEFRAME_MS[first.timeframe]) + 1;
};

function* merge(series: readonly (readonly Candle[])[], after: UnixMs, upTo: UnixMs): Generator<MarketStep> {
  const at = series.map((candles) => indexAfter(candles, after));
  for (;;) {
    let closeTime = Infinity;
    series.forEach((candles, i) => {
      const next = candles[at[i] ?? 0];
      if (next !== undefined) closeTime = Math.min(closeTime, closeTimeOf(next));
    });
    if (closeTime > upTo || closeTime === Infinity) return;
    const candles: Candle[] = [];
    series.forEach((own, i) => {
      const next = own[at[i] ?? 0];
      if (next === undefined || closeTimeOf(next) !== closeTime) return;
      candles.push(next);
      at[i] = (at[i] ?? 0) + 1;
    });
    yield { closeTime, candles };
  }
}

/**
 * Reads one file per instrument and merges them in time. Throws CandleFileError for a broken file, for files of
 * different intervals, and where the range leaves nothing to trade.
 */
export const loadCandleSet = (files: CandleFilePaths, options: CandleSetOptions = {}): CandleSet => {
  const { from, to, warmupFrom, ...reading } = options;
  const instruments = INSTRUMENT_IDS.filter((id) => files[id] !== undefined);
  const read = instruments.map((id) =>
    readCandleFile(files[id] ?? '', id, {
      ...reading,
      fillGaps: true,
      ...(warmupFrom === undefined ? {} : { from: warmupFrom }),
      ...(to === undefined ? {} : { to }),
    }),
  );
  const reports = read.map((file) => file.report);
  const first = reports[0];
  if (first === undefined)
    throw new CandleFileError({ file: 'candle set', reason: 'no files', expected: 'one file per instrument' });
  const other = reports.find((report) => report.interval !== first.interval);
  if (other !== undefined) {
    throw new CandleFileError({
      file: other.file,
      reason: `candles of ${other.interval}`,
      expected: `${first.interval}, as in ${first.file}`,
    });
  }
  const series = read.map((file) => file.candles);
  const opens = series.flatMap((candles) => candles[0]?.openTime ?? []);
  const ends = series.flatMap((candles) => candles.at(-1)?.openTime ?? []);
  const tradingFrom = from ?? Math.min(...opens);
  if (ends.length === 0 || Math.max(...ends) < tradingFrom) {
    throw new CandleFileError({
      file: first.file,
      reason: 'no candle lies in the range asked for',
      expected: 'a range that the files cover',
    });
  }
  return {
    baseTimeframe: first.interval,
    instruments,
    reports,
    tradingFrom,
    steps: (after = -Infinity, upTo = Infinity) => ({ [Symbol.iterator]: () => merge(series, after, upTo) }),
  };
};
