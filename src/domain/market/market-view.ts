import { assert } from '../shared/assert.js';
import type { UnixMs } from '../shared/time.js';
import { TIMEFRAME_MS, type Candle, type Timeframe } from './candle.js';
import { createCandleFeed, type CandleFeed } from './candle-feed.js';
import type { CandleRefusal, IntakeCounts } from './candle-intake.js';
import type { Features } from './indicators/features.js';
import type { InstrumentId } from './instrument.js';
import type { RegimeReading } from './regimes.js';
import { createTimeframeView, type TimeframeView } from './timeframe-view.js';

export interface MarketViewOptions {
  /** Base interval of each instrument's feed; an instrument that is not named is not watched. */
  readonly feeds: Readonly<Partial<Record<InstrumentId, Timeframe>>>;
  /** Kept for each instrument. Those finer than its feed are left out. Default 15m, 1h, 4h. */
  readonly timeframes?: readonly Timeframe[];
}

export interface PushResult {
  readonly status: 'accepted' | CandleRefusal;
  /** All that closed by it, carried ones too, in order of time; at the same close the shorter timeframe first. */
  readonly closed: readonly Candle[];
}

/** What agents may look at: closed candles only. */
export interface InstrumentReading {
  readonly instrumentId: InstrumentId;
  readonly base: Timeframe;
  /** Of every timeframe that has a closed candle, warm or not. */
  readonly features: Readonly<Partial<Record<Timeframe, Features>>>;
  /** Timeframes asked for that the feed cannot give. */
  readonly finerThanFeed: readonly Timeframe[];
  /** Close time of the newest base candle that the market itself gave (not carried). */
  readonly seenThrough: UnixMs | undefined;
  /** The last two 1h candles' readings, older first; fewer at the beginning. */
  readonly regimeReadings: readonly RegimeReading[];
}

/**
 * What the desk knows of the market: per instrument and timeframe the closed candle, the indicators at its close, and
 * the last two regime readings. It is fed in order and has no clock of its own.
 *
 * A restart needs no years of base candles: `warm` takes the archived candles of each timeframe, from the first one on
 * (averages remember for ever), then `push` the base candles from `neededFrom` on. All numbers are then exactly those of
 * a run that never stopped.
 */
export interface MarketView {
  /** Takes a base candle that closed at or before `at`. */
  push(candle: Candle, at: UnixMs): PushResult;
  /** Closes by the clock what is over at `at` (the clock less the feed's grace); empty intervals carry the close. */
  advanceTo(at: UnixMs): readonly Candle[];
  /** Takes an archived candle of a kept timeframe, in order; one that is already known is ignored. */
  warm(candle: Candle): void;
  /** Open time of the first base candle needed after `warm`; undefined when everything given will be used. */
  neededFrom(instrumentId: InstrumentId): UnixMs | undefined;
  read(instrumentId: InstrumentId): InstrumentReading | undefined;
  features(instrumentId: InstrumentId, timeframe: Timeframe): Features | undefined;
  lastCandle(instrumentId: InstrumentId, timeframe: Timeframe): Candle | undefined;
  counts(instrumentId: InstrumentId): IntakeCounts | undefined;
}

export const DEFAULT_TIMEFRAMES: readonly Timeframe[] = ['15m', '1h', '4h'];

interface Watched {
  readonly id: InstrumentId;
  readonly feed: CandleFeed;
  readonly views: readonly TimeframeView[];
  readonly finerThanFeed: readonly Timeframe[];
}

const watch = (id: InstrumentId, base: Timeframe, timeframes: readonly Timeframe[]): Watched => {
  const sorted = [...timeframes].sort((a, b) => TIMEFRAME_MS[a] - TIMEFRAME_MS[b]);
  const possible = (timeframe: Timeframe) => TIMEFRAME_MS[timeframe] >= TIMEFRAME_MS[base];
  return {
    id,
    feed: createCandleFeed(base),
    views: sorted.filter(possible).map((timeframe) => createTimeframeView(timeframe)),
    finerThanFeed: sorted.filter((timeframe) => !possible(timeframe)),
  };
};

const viewOf = (watched: Watched | undefined, timeframe: Timeframe): TimeframeView | undefined =>
  watched?.views.find((view) => view.timeframe === timeframe);

const fold = ({ feed, views }: Watched, candles: readonly Candle[]): Candle[] =>
  candles.flatMap((base) => {
    const closed = views.flatMap((view) => view.push(base) ?? []);
    return closed.some((candle) => candle.timeframe === feed.base) ? closed : [base, ...closed];
  });

/** The timeframe that is furthest behind says from where base candles are needed. */
const furthestBehind = (watched: Watched | undefined): TimeframeView | undefined =>
  watched?.views.reduce<TimeframeView | undefined>((behind, view) => {
    const end = view.closedThrough() ?? -Infinity;
    return behind === undefined || end < (behind.closedThrough() ?? -Infinity) ? view : behind;
  }, undefined);

const beginFeed = (watched: Watched): void => {
  if (watched.feed.newest() !== undefined) return;
  const last = furthestBehind(watched)?.last();
  if (last === undefined) return;
  const { base } = watched.feed;
  const openTime = last.openTime + TIMEFRAME_MS[last.timeframe] - TIMEFRAME_MS[base];
  watched.feed.startAfter({ ...last, timeframe: base, openTime });
};

const readingOf = (watched: Watched): InstrumentReading => ({
  instrumentId: watched.id,
  base: watched.feed.base,
  features: Object.fromEntries(
    watched.views.flatMap((view) => {
      const features = view.features();
      return features === undefined ? [] : [[view.timeframe, features]];
    }),
  ),
  finerThanFeed: watched.finerThanFeed,
  seenThrough: watched.feed.seenThrough(),
  regimeReadings: viewOf(watched, '1h')?.regimeReadings() ?? [],
});

export const createMarketView = (options: MarketViewOptions): MarketView => {
  const all = new Map(
    Object.entries(options.feeds).map(([id, base]) => [
      id as InstrumentId,
      watch(id as InstrumentId, base, options.timeframes ?? DEFAULT_TIMEFRAMES),
    ]),
  );
  return {
    push: (candle, at) => {
      const watched = all.get(candle.instrumentId);
      assert(watched !== undefined, `${candle.instrumentId} is not watched`);
      beginFeed(watched);
      const { status, candles } = watched.feed.push(candle, at);
      return { status, closed: fold(watched, candles) };
    },
    advanceTo: (at) =>
      [...all.values()].flatMap((watched) => {
        beginFeed(watched);
        return fold(watched, watched.feed.advanceTo(at));
      }),
    warm: (candle) => {
      const watched = all.get(candle.instrumentId);
      assert(watched?.feed.newest() === undefined, `${candle.instrumentId} is warmed before base candles come`);
      viewOf(watched, candle.timeframe)?.warm(candle);
    },
    neededFrom: (instrumentId) => furthestBehind(all.get(instrumentId))?.closedThrough(),
    read: (instrumentId) => {
      const watched = all.get(instrumentId);
      return watched === undefined ? undefined : readingOf(watched);
    },
    features: (instrumentId, timeframe) => viewOf(all.get(instrumentId), timeframe)?.features(),
    lastCandle: (instrumentId, timeframe) => viewOf(all.get(instrumentId), timeframe)?.last(),
    counts: (instrumentId) => all.get(instrumentId)?.feed.counts(),
  };
};
