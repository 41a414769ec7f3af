import { TIMEFRAME_MS, type Candle } from '../../domain/market/candle.js';
import { DAY, type UnixMs } from '../../domain/shared/time.js';
import type { MarketState } from '../market/market-state.js';
import type { CandleArchive } from '../ports/candle-archive.port.js';
import type { MarketData, MarketStep } from '../ports/market-data.port.js';
import type { PretendClock } from './pretend-clock.js';
import type { TradingDesk } from './trading-desk.js';

/** Candles are archived in bulk while history is lived through: one write a step would cost more than the step. */
const FLUSH_AT = 2_000;
/** Of the history before trading only so much is kept at the base interval; the longer timeframes are kept whole. */
const BASE_HISTORY_MS = 2 * DAY;
/** Steps of history between two breaths: some tens of milliseconds. */
const BREATHE_EVERY = 250;
const WARM_TIMEFRAMES = ['15m', '1h', '4h'] as const;

const isKeptWhole = ({ timeframe }: Candle): boolean => WARM_TIMEFRAMES.some((kept) => kept === timeframe);

export interface MarketRunParts {
  readonly data: MarketData;
  /** The history before it warms the indicators and makes no facts. */
  readonly tradingFrom: UnixMs;
  readonly market: MarketState;
  readonly archive: CandleArchive;
  readonly clock: PretendClock;
  readonly desk: TradingDesk;
  /** Gives a new pretend account its money; an opened one is left as it is. */
  readonly openVenue: () => Promise<void>;
  /** Lets others in the process have their turn: the history takes seconds and waits for nothing. */
  readonly breathe?: () => Promise<void>;
}

/** Moves a pretend market, step by step, from where the log ends. Knows no pace: who calls `next` has it. */
export class MarketRun {
  private source: AsyncIterator<MarketStep> | Iterator<MarketStep> | undefined;
  private ahead: MarketStep | undefined;
  /** The market has the candles of the step ahead already. */
  private takenIn = false;
  private unsaved: Candle[] = [];

  constructor(private readonly parts: MarketRunParts) {}

  /** Warms the market up to where the log ends, and starts the desk there. Returns that instant. */
  async start(): Promise<UnixMs> {
    const { desk, clock, tradingFrom, data } = this.parts;
    const logEnds = await desk.locate();
    const resumeAt = Math.max(logEnds, tradingFrom);
    const last = await this.warm(resumeAt);
    clock.moveTo(resumeAt);
    await this.parts.openVenue();
    // The clock moves only when a step has settled: a log that ends at a step's own time may have been cut off in it.
    const cutOff = last?.closeTime === logEnds ? last : undefined;
    await desk.start(cutOff);
    if (cutOff) await desk.live(cutOff);
    await this.flush();
    const iterable = data.steps(resumeAt);
    this.source = Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
    return resumeAt;
  }

  /** The step that comes next, without taking it; undefined at the end of the market. */
  async peek(): Promise<MarketStep | undefined> {
    if (this.ahead === undefined) {
      const taken = await this.source?.next();
      if (taken && !taken.done) this.ahead = taken.value;
    }
    return this.ahead;
  }

  /**
   * Takes the next step; undefined at the end of the market. After an error (the store was away) the same step is taken
   * again by the next call: what was done stays done once.
   */
  async next(): Promise<MarketStep | undefined> {
    const { desk, clock, market } = this.parts;
    const step = await this.peek();
    if (!step) return undefined;
    // First, so that an archive that is away holds up this step and is not met after it is done.
    await this.makeRoom();
    if (!this.takenIn) {
      await desk.runDeadlines(step.closeTime);
      clock.moveTo(step.closeTime);
      this.unsaved.push(...market.push(step));
      this.takenIn = true;
    }
    await desk.live(step);
    this.ahead = undefined;
    this.takenIn = false;
    return step;
  }

  /** Saves the candles once they are many: what `next` does first, and may be done before it. */
  async makeRoom(): Promise<void> {
    if (this.unsaved.length >= FLUSH_AT) await this.flush();
  }

  async flush(): Promise<void> {
    const candles = this.unsaved;
    if (candles.length === 0) return;
    await this.parts.archive.append(candles);
    this.unsaved = this.unsaved.slice(candles.length);
  }

  /** From the archive where it has candles, else from the source's own history. Returns the last step taken in. */
  private async warm(until: UnixMs): Promise<MarketStep | undefined> {
    const { market, data } = this.parts;
    const archived = await this.warmFromArchive(until);
    const from = archived ? Math.min(...data.instruments.map((id) => market.neededFrom(id, until))) : undefined;
    let last: MarketStep | undefined;
    let taken = 0;
    for (const step of this.history(from, until)) {
      const closed = market.push(step);
      const recent = from !== undefined || step.closeTime > until - BASE_HISTORY_MS;
      for (const candle of closed) if (recent || isKeptWhole(candle)) this.unsaved.push(candle);
      if (this.unsaved.length >= 10 * FLUSH_AT) await this.flush();
      last = step;
      if (++taken % BREATHE_EVERY === 0) await this.parts.breathe?.();
    }
    return last;
  }

  private *history(from: UnixMs | undefined, until: UnixMs): Iterable<MarketStep> {
    const { data } = this.parts;
    if (from === undefined) {
      yield* data.warmup(until);
      return;
    }
    for (const step of data.steps(from) as Iterable<MarketStep>) {
      if (step.closeTime > until) return;
      yield step;
    }
  }

  private async warmFromArchive(until: UnixMs): Promise<boolean> {
    const { archive, market, data } = this.parts;
    let found = false;
    for (const instrumentId of data.instruments) {
      for (const timeframe of WARM_TIMEFRAMES) {
        if (TIMEFRAME_MS[timeframe] < TIMEFRAME_MS[data.baseTimeframe]) continue;
        const to = until - TIMEFRAME_MS[timeframe] + 1;
        for await (const candle of archive.read({ instrumentId, timeframe, to })) {
          market.warm(candle);
          found = true;
        }
      }
    }
    return found;
  }
}
