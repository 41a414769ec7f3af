import { type Command, InvalidArgumentError } from 'commander';
import { INSTRUMENT_IDS, isInstrumentId, type InstrumentId } from '../../../domain/market/instrument.js';
import { DAY, HOUR, MINUTE, type UnixMs } from '../../../domain/shared/time.js';

export type CandlePaths = Readonly<Partial<Record<InstrumentId, string>>>;

/** `BTC/USDT=FILE`, once for each instrument. */
export const candlePair = (text: string, before: CandlePaths = {}): CandlePaths => {
  const at = text.indexOf('=');
  const instrument = text.slice(0, Math.max(at, 0));
  const file = text.slice(at + 1);
  if (at < 1 || file === '') throw new InvalidArgumentError('Expected PAIR=FILE, as BTC/USDT=candles.csv.');
  if (!isInstrumentId(instrument)) {
    throw new InvalidArgumentError(`${instrument} is not traded here: one of ${INSTRUMENT_IDS.join(', ')}.`);
  }
  if (before[instrument] !== undefined) throw new InvalidArgumentError(`${instrument} has a file already.`);
  return { ...before, [instrument]: file };
};

/** UTC time as `2020-02-01` or `2020-02-01T06:00:00Z`. */
export const instant = (text: string): UnixMs => {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text.slice(0, 10)) {
    throw new InvalidArgumentError('Expected a UTC time, as 2020-02-01 or 2020-02-01T06:00:00Z.');
  }
  return at;
};

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY };

/** `clear-after=24h`: how long the pretend administrator looks at a halt or a bad week. Returns milliseconds. */
export const clearAfter = (text: string): number => {
  const [, count, unit = ''] = /^clear-after=(\d{1,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new InvalidArgumentError('Expected clear-after=TIME, as clear-after=24h (m, h or d).');
  return ms;
};

export const storeName = (text: string): string => {
  if (text === 'memory' || text === 'postgres' || /^postgres(ql)?:\/\//.test(text)) return text;
  throw new InvalidArgumentError('Expected memory, postgres, or postgres://user@host:port/database.');
};

/** A store that outlives the desk that wrote it. */
export const logName = (text: string): string => {
  if (text === 'postgres' || /^(postgres(ql)?|[a-z]+db(\+discover)?|kurrent(\+discover)?):\/\//.test(text)) return text;
  throw new InvalidArgumentError('Expected postgres, postgres://user@host:port/database, or eventstoredb://host:port.');
};

/** Gathers an option that may be given many times. */
export const gathered = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/**
 * The value of an option that must be there. Commander's own required options are checked before unknown ones, so a
 * misspelt `--candels` would be answered with "--candles is missing" instead of the suggestion.
 */
export const demanded = <T>(command: Command, flags: string, value: T | undefined): T => {
  if (value === undefined) command.error(`error: option '${flags}' is needed`);
  return value;
};
