import { MarketData, type MarketStep } from '../../../../src/application/ports/market-data.port.js';
import { TIMEFRAME_MS, type Candle, type Timeframe } from '../../../../src/domain/market/candle.js';
import { INSTRUMENT_IDS, INSTRUMENTS, type InstrumentId } from '../../../../src/domain/market/instrument.js';
import { HOUR, MINUTE, type UnixMs } from '../../../../src/domain/shared/time.js';
import { Chance } from '../plan/chance.js';
import type { Episode, MarketPlan, Span } from '../plan/plan.js';
import { drawHistory } from './history.js';
import { drawMinutes, type MinuteShape } from './minutes.js';

const FIRST_PRICES: Readonly<Record<InstrumentId, number>> = {
  'BTC/USDT': 60_000,
  'XRP/USDT': 0.5,
  'XRP/BTC': 0.5 / 60_000,
};
/** After the plan's last minute the market goes on for so long, flat and without mischief: everything can come to rest. */
export const REST_MINUTES = 240;

export const isWithin = (minute: number, spans: readonly Span[]): boolean =>
  spans.some(({ from, to }) => minute >= from && minute < to);

/** A market drawn whole by its plan; any minute of it may be read again. */
export class SimulatedMarket extends MarketData {
  readonly label = 'SIMULATED MARKET';
  readonly baseTimeframe = '1m';
  readonly instruments = INSTRUMENT_IDS;
  private readonly shapes: Readonly<Record<InstrumentId, readonly MinuteShape[]>>;
  private readonly total: number;

  constructor(
    private readonly plan: MarketPlan,
    readonly startAt: UnixMs,
    minutes: number,
  ) {
    super();
    this.total = minutes + REST_MINUTES;
    const of = (id: InstrumentId) => plan.episodes.filter(({ instrumentId }) => instrumentId === id);
    const draw = (id: InstrumentId) =>
      drawMinutes(new Chance('minutes', plan.seed, id), {
        first: FIRST_PRICES[id],
        tick: Number(INSTRUMENTS[id].tick),
        restless: plan.restless,
        minutes,
        rest: REST_MINUTES,
        episodes: of(id),
      });
    this.shapes = Object.fromEntries(INSTRUMENT_IDS.map((id) => [id, draw(id)])) as typeof this.shapes;
  }

  /** Candles of the longer timeframes up to the start, for the archive: they warm the indicators at little cost. */
  history(): readonly Candle[] {
    const { seed, restless, history } = this.plan;
    return INSTRUMENT_IDS.flatMap((id) =>
      (['15m', '1h', '4h'] satisfies Timeframe[]).flatMap((timeframe) =>
        drawHistory(new Chance('history', seed, id, timeframe), {
          instrumentId: id,
          timeframe,
          endsAt: this.startAt,
          count: history,
          last: FIRST_PRICES[id],
          tick: INSTRUMENTS[id].tick,
          restless: restless * Math.sqrt(TIMEFRAME_MS[timeframe] / MINUTE),
        }),
      ),
    );
  }

  warmup(before: UnixMs): Iterable<MarketStep> {
    return this.between(0, this.minuteAt(before));
  }

  steps(after: UnixMs): Iterable<MarketStep> {
    return this.between(this.minuteAt(after), this.total);
  }

  /** Minutes that were over at the instant. */
  minuteAt(at: UnixMs): number {
    return Math.max(0, Math.floor((at - this.startAt) / MINUTE));
  }

  /** What is the matter with an instrument's quotes in the minute that closed at the instant. */
  episodesAt(instrumentId: InstrumentId, closeTime: UnixMs): readonly Episode[] {
    const minute = this.minuteAt(closeTime) - 1;
    return this.plan.episodes.filter((each) => each.instrumentId === instrumentId && isWithin(minute, [each]));
  }

  private *between(from: number, to: number): Iterable<MarketStep> {
    for (let minute = from; minute < to; minute++) {
      if (isWithin(minute, this.plan.jumps)) continue;
      const openTime = this.startAt + minute * MINUTE;
      const candles = INSTRUMENT_IDS.flatMap((id): Candle[] => {
        const shape = this.shapes[id][minute];
        return shape ? [{ instrumentId: id, timeframe: '1m', openTime, ...shape }] : [];
      });
      if (candles.length > 0) yield { closeTime: openTime + MINUTE, candles };
    }
  }
}

/** Trading begins where a candle of every kept timeframe ends. */
export const isStart = (at: UnixMs): boolean => at % (4 * HOUR) === 0;
