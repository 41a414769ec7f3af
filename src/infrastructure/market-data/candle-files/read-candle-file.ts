import { readFileSync, statSync } from 'node:fs';
import { TIMEFRAME_MS, type Candle, type Timeframe } from '../../../domain/market/candle.js';
import { INSTRUMENTS, type InstrumentId } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { baseIntervalOf } from './base-interval.js';
import { CandleFileError } from './candle-file-error.js';
import { csvRows } from './csv-rows.js';
import { fillGaps, holesOf, MOST_FILLED } from './fill-gaps.js';
import { jsonRows } from './json-rows.js';
import { orderRows } from './order-rows.js';
import type { RowSource } from './raw-row.js';
import { timeOf } from './row-time.js';
import { checkRow, type CheckedRow } from './row-values.js';

export interface CandleFileOptions {
  /** First open time wanted, inclusive. */
  readonly from?: UnixMs;
  /** Open times from here on are left out. */
  readonly to?: UnixMs;
  /** Puts flat candles without volume into the gaps. Default false. */
  readonly fillGaps?: boolean;
  /** Only where the file is too thin to show its interval. */
  readonly timeframe?: Timeframe;
  /**
   * A file does not tell whether its newest candle was finished when it was written, so it is kept by default. A Kraken
   * OHLC answer does tell (`last`): its unfinished row is always dropped. `asOf` drops what had not closed at that
   * instant; `dropLast` drops the newest row.
   */
  readonly asOf?: UnixMs;
  readonly dropLast?: boolean;
}

/** Exact account of a file: rows = duplicates + unfinishedDropped + outsideRange + (candles - filled). */
export interface CandleFileReport {
  readonly file: string;
  readonly layout: string;
  readonly interval: Timeframe;
  readonly newestFirst: boolean;
  readonly rows: number;
  /** Rows dropped because their time was there already; where they differed (`conflicting`) the later row stands. */
  readonly duplicates: number;
  readonly conflicting: number;
  /** Rows that step against the direction of the file. */
  readonly disordered: number;
  readonly unfinishedDropped: number;
  readonly zeroVolume: number;
  /** Holes of the whole file, and the candles missing in them. */
  readonly gaps: number;
  readonly missing: number;
  readonly outsideRange: number;
  /** Candles that come out, and how many of them were put into gaps. */
  readonly candles: number;
  readonly filled: number;
}

export interface CandleFile {
  /** Rising open times, each once. */
  readonly candles: readonly Candle[];
  readonly report: CandleFileReport;
}

/** Beyond this the text and its candles no longer fit in an ordinary heap. */
const LARGEST_BYTES = 200 * 1024 * 1024;

const textOf = (file: string): string => {
  const fail = (reason: string, expected: string): never => {
    throw new CandleFileError({ file, reason, expected });
  };
  let bytes: Buffer;
  try {
    if (statSync(file).size > LARGEST_BYTES)
      return fail('the file is too large', `at most ${LARGEST_BYTES / 1024 / 1024} MB`);
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof CandleFileError) throw error;
    return fail(`cannot be read (${String(error)})`, 'a readable file');
  }
  if (bytes.includes(0)) return fail('binary data', 'CSV or JSON text in UTF-8, not compressed');
  return bytes.toString('utf8');
};

const rowSourceOf = (file: string, raw: string, instrumentId: InstrumentId): RowSource => {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  const first = text.trimStart()[0];
  if (first === undefined) throw new CandleFileError({ file, reason: 'the file is empty', expected: 'candles' });
  const read = first === '[' || first === '{' ? jsonRows : csvRows;
  return read(file, text, INSTRUMENTS[instrumentId]);
};

const finishedOf = (
  rows: readonly CheckedRow[],
  length: number,
  source: RowSource,
  options: CandleFileOptions,
): readonly CheckedRow[] => {
  const lastFinished = source.lastFinished === undefined ? Infinity : (timeOf(source.lastFinished) ?? Infinity);
  const asOf = options.asOf ?? Infinity;
  const finished = rows.filter((row) => row.openTime <= lastFinished && row.openTime + length <= asOf);
  return options.dropLast === true && finished.length === rows.length ? finished.slice(0, -1) : finished;
};

/** Reads candles from the text of a file; {@link readCandleFile} for a path. Throws CandleFileError. */
export const parseCandleText = (
  file: string,
  text: string,
  instrumentId: InstrumentId,
  options: CandleFileOptions = {},
): CandleFile => {
  const source = rowSourceOf(file, text, instrumentId);
  const checked: CheckedRow[] = [];
  for (const raw of source.rows) checked.push(checkRow(file, raw));
  if (checked.length === 0) throw new CandleFileError({ file, reason: 'no candle rows', expected: 'at least one' });
  const ordered = orderRows(checked);
  const interval = baseIntervalOf(file, ordered.rows, options.timeframe);
  const finished = finishedOf(ordered.rows, TIMEFRAME_MS[interval], source, options);
  const all = finished.map(({ openTime, open, high, low, close, volume }): Candle => ({
    instrumentId,
    timeframe: interval,
    openTime,
    open,
    high,
    low,
    close,
    volume,
  }));
  const holes = holesOf(all);
  if (options.fillGaps === true && holes.missing > MOST_FILLED) {
    throw new CandleFileError({
      file,
      reason: `${holes.missing} candles are missing`,
      expected: `at most ${MOST_FILLED} to fill`,
    });
  }
  const inRange = (candle: Candle): boolean =>
    candle.openTime >= (options.from ?? -Infinity) && candle.openTime < (options.to ?? Infinity);
  const own = all.filter(inRange);
  // Filled before it is cut: a range that begins inside a gap begins with the carried close.
  const candles = options.fillGaps === true ? fillGaps(all).filter(inRange) : own;
  const report: CandleFileReport = {
    file,
    layout: source.layout,
    interval,
    newestFirst: ordered.newestFirst,
    rows: checked.length,
    duplicates: ordered.duplicates,
    conflicting: ordered.conflicting,
    disordered: ordered.disordered,
    unfinishedDropped: ordered.rows.length - finished.length,
    zeroVolume: all.filter((candle) => candle.volume === '0').length,
    ...holes,
    outsideRange: all.length - own.length,
    candles: candles.length,
    filled: candles.length - own.length,
  };
  return { candles, report };
};

/**
 * Reads a candle file whose layout is recognised by its content (see csv-rows and json-rows). Times are UTC unless the
 * file gives an offset; prices and volumes are the file's own digits. Throws CandleFileError with file, line (or row),
 * reason and what was expected; a wrong row is never skipped.
 */
export const readCandleFile = (file: string, instrumentId: InstrumentId, options: CandleFileOptions = {}): CandleFile =>
  parseCandleText(file, textOf(file), instrumentId, options);
