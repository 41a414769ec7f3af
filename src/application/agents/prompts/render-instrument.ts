import type { AdviserView, InstrumentSnapshot, OutsideView } from '../../../domain/decisions/decision.events.js';
import { TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from '../../../domain/market/candle.js';
import { INSTRUMENTS, type Instrument } from '../../../domain/market/instrument.js';
import { isPrice, midOf, type Quote } from '../../../domain/market/quote.js';
import { dec, parseDecimal } from '../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { DIRECTIONS, SIGNAL_AGENTS } from '../../../domain/signals/signal.events.js';
import { FEATURE_DIGITS, SHOWN_FEATURES, type FeatureUnit } from '../features-for-models.js';
import { oneLine, quotation } from './quotation.js';
import { age, number, percentChange } from './written.js';

/** What a section shows; all of it unless it would be too long. */
export interface Extent {
  readonly timeframes: readonly Timeframe[];
  /** Reasons of each adviser. */
  readonly reasons: number;
  readonly outside: boolean;
}

export const EVERYTHING: Extent = { timeframes: TIMEFRAMES, reasons: Infinity, outside: true };

const LONGEST_REASON = 300;
const MOST_REASONS = 8;
const MOST_OUTSIDE = 5;

/** An RSI of 45.4819 says no more than one of 45.48. */
const RATIO_DIGITS = 4;

/** Each unit is named once for all that is measured in it. */
const UNITS: readonly (readonly [measure: FeatureUnit, title: (quote: string) => string])[] = [
  ['price', (quote) => `In ${quote}`],
  ['of 100', () => 'of 100'],
  ['of 1', () => 'of 1'],
  ['%', () => 'in %'],
  ['x', () => 'times its mean'],
  ['1 or 0', () => '1 yes, 0 no'],
];

/** Nothing is shown that became known later than the snapshot was taken. */
const quoteOf = ({ quote }: InstrumentSnapshot, takenAt: UnixMs): Quote | undefined =>
  quote !== undefined && quote.at <= takenAt && isPrice(quote) ? quote : undefined;

const stillValid =
  (takenAt: UnixMs) =>
  ({ validUntil }: { readonly validUntil: UnixMs }): boolean =>
    takenAt < validUntil;

const priceLine = (quote: Quote | undefined, takenAt: UnixMs, unit: string): string =>
  quote === undefined
    ? 'price: unknown'
    : `price: bid ${number(quote.bid)} ${unit}, ask ${number(quote.ask)} ${unit}, mid ${number(midOf(quote))} ${unit} ` +
      `(${age(takenAt - quote.at)}, from a ${quote.source})`;

const atrLine = (atr1h: string | undefined, quote: Quote | undefined, unit: string): string => {
  const atr = parseDecimal(atr1h);
  if (!atr?.gt(0)) return 'ATR14 of 1h candles: unknown';
  const share = quote === undefined ? '' : ` (${number(atr.div(midOf(quote)).mul(100), 3)} % of the mid)`;
  return `ATR14 of 1h candles: ${number(atr, FEATURE_DIGITS)} ${unit}${share}`;
};

const positionLine = (
  position: InstrumentSnapshot['position'],
  quote: Quote | undefined,
  { base, quote: unit }: Instrument,
): string => {
  if (position === undefined) return 'open position: none';
  const { side, quantity, entry } = position;
  const shown = `open position: ${side} ${number(quantity)} ${base}, entry ${number(entry)} ${unit}`;
  if (quote === undefined || !parseDecimal(entry)?.gt(0)) return shown;
  const exit = side === 'long' ? quote.bid : quote.ask;
  const gained = dec(exit)
    .sub(entry)
    .div(entry)
    .mul(side === 'long' ? 1 : -1);
  return `${shown}, ${percentChange(gained)} at the present ${side === 'long' ? 'bid' : 'ask'} before fees`;
};

const opinion = ({ direction, confidence }: AdviserView | OutsideView): string | undefined => {
  const known = DIRECTIONS.find((each) => each === direction);
  return known && `${known}, confidence ${number(confidence, FEATURE_DIGITS)} of 1`;
};

const adviserLines = (views: readonly AdviserView[]): readonly string[] =>
  SIGNAL_AGENTS.map((agent) => {
    const view = views.find((each) => each.agent === agent);
    return `adviser ${agent}: ${(view && opinion(view)) ?? 'absent'}`;
  });

/** Closed fields alone, without its name: an agent outside cannot bring in a word. */
const outsideLines = (views: readonly OutsideView[]): readonly string[] => {
  const lines = views.slice(0, MOST_OUTSIDE).flatMap((view) => {
    const said = opinion(view);
    return said === undefined ? [] : [`agent outside, not counted: ${said}`];
  });
  const more = views.length - MOST_OUTSIDE;
  return more > 0 ? [...lines, `agents outside: ${more} more not shown`] : lines;
};

/** The last candle's features, if the snapshot says when it closed and that was not later than the snapshot. */
const featureLine = (
  snapshot: InstrumentSnapshot,
  timeframe: Timeframe,
  takenAt: UnixMs,
  unit: string,
): string | undefined => {
  const numbers = snapshot.features?.[timeframe];
  const candle = snapshot.candles.find((each) => each.timeframe === timeframe);
  if (numbers === undefined || candle === undefined) return undefined;
  const sinceClose = takenAt - candle.lastOpenTime - TIMEFRAME_MS[timeframe];
  if (sinceClose < 0) return undefined;
  const groups = UNITS.flatMap(([measure, title]) => {
    const digits = measure === 'price' ? FEATURE_DIGITS : RATIO_DIGITS;
    const shown = SHOWN_FEATURES.flatMap(([name, of]) => {
      const value = of === measure ? numbers[name] : undefined;
      return value !== undefined && Number.isFinite(value) ? [`${name} ${number(value, digits)}`] : [];
    });
    return shown.length === 0 ? [] : [`${title(unit)}: ${shown.join(', ')}`];
  });
  return `${timeframe} candle, closed ${age(sinceClose)}. ${groups.join('; ')}`;
};

const reasonsOf = (views: readonly AdviserView[], most: number): readonly string[] => {
  const lines = views.flatMap(({ agent, reasons }) =>
    reasons.slice(0, Math.min(most, MOST_REASONS)).map((reason) => `${agent}: ${oneLine(reason, LONGEST_REASON)}`),
  );
  return lines.length === 0 ? [] : [quotation('the reasons of the advisers', lines)];
};

/** One instrument of the snapshot, line by line, always in the same order. */
export const renderInstrument = (snapshot: InstrumentSnapshot, takenAt: UnixMs, extent: Extent): readonly string[] => {
  const instrument = INSTRUMENTS[snapshot.instrumentId];
  const unit = instrument.quote;
  const quote = quoteOf(snapshot, takenAt);
  const views = snapshot.advisers.filter(stillValid(takenAt));
  const outside = extent.outside ? (snapshot.outside ?? []).filter(stillValid(takenAt)) : [];
  return [
    `## ${instrument.id}`,
    priceLine(quote, takenAt, unit),
    `regime: ${snapshot.regime}`,
    atrLine(snapshot.atr1h, quote, unit),
    positionLine(snapshot.position, quote, instrument),
    ...(snapshot.rebalance === undefined ? [] : [`rebalance at work: ${snapshot.rebalance.side}s ${instrument.base}`]),
    ...adviserLines(views),
    ...outsideLines(outside),
    ...extent.timeframes.flatMap((timeframe) => featureLine(snapshot, timeframe, takenAt, unit) ?? []),
    ...reasonsOf(views, extent.reasons),
  ];
};
