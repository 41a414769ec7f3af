import { setTimeout as sleep } from 'node:timers/promises';
import type { MarketRun } from '../../application/desk/market-run.js';
import type { PretendClock } from '../../application/desk/pretend-clock.js';
import type { TradingDesk } from '../../application/desk/trading-desk.js';
import { StoreUnavailable } from '../../application/ports/event-store.port.js';
import type { UnixMs } from '../../domain/shared/time.js';

export interface PaceParts {
  readonly run: MarketRun;
  readonly desk: TradingDesk;
  readonly clock: PretendClock;
  /** Market seconds per second. */
  readonly speed: number;
  readonly onStep: () => void;
  /** The log is away; it is tried again. */
  readonly onTrouble: (error: Error) => void;
  /** The market is over (recorded candles end). */
  readonly onEnd: () => void;
  /** Something broke that trading cannot go on with. */
  readonly onFailure: (error: unknown) => void;
}

/** How long an operator's command may wait to be heard between two steps, ms. */
const LISTEN_MS = 250;
/** What the candles of a paced market may wait for their write; they can be had again from the market. */
const FLUSH_EVERY_MS = 2_000;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** Lets a pretend market go by at a pace, and hears what others say to the desk in between. */
export class Pace {
  private readonly stopping = new AbortController();
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PaceParts) {}

  start(): void {
    this.going = this.go().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.parts.onFailure(error);
    });
  }

  /** Ends after the present step. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.going;
  }

  private async go(): Promise<void> {
    const { run, desk, clock, speed, onStep } = this.parts;
    const wallStart = performance.now();
    const marketStart = clock.now();
    let flushed = wallStart;
    for (;;) {
      const next = await run.peek();
      if (!next) break;
      const due = wallStart + (next.closeTime - marketStart) / speed;
      if (!(await this.waitUntil(due))) return;
      await this.nextStep();
      onStep();
      if (performance.now() - flushed < FLUSH_EVERY_MS) continue;
      await run.flush();
      await desk.engine.save();
      flushed = performance.now();
    }
    this.parts.onEnd();
    while (await this.waitUntil(performance.now() + LISTEN_MS));
  }

  /** While the log is away nothing moves: the same step is taken again until it is back. */
  private async nextStep(): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(2 * wait, LONGEST_RETRY_MS)) {
      try {
        await this.parts.run.next();
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || this.stopping.signal.aborted) throw error;
        this.parts.onTrouble(error);
        await sleep(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** False when it is time to stop. */
  private async waitUntil(due: number): Promise<boolean> {
    for (;;) {
      if (this.stopping.signal.aborted) return false;
      const left = due - performance.now();
      if (this.parts.desk.engine.behind) await this.parts.desk.hear();
      if (left <= 0) return true;
      await sleep(Math.min(left, LISTEN_MS), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}

/** Trades up to an instant as fast as it goes. `onProgress` gets the share done, 0..1. */
export const liveThrough = async (
  { run, clock }: Pick<PaceParts, 'run' | 'clock'>,
  until: UnixMs,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const from = clock.now();
  let flushed = performance.now();
  while (clock.now() < until && !signal.aborted) {
    if (!(await run.next())) return;
    if (performance.now() - flushed >= FLUSH_EVERY_MS) {
      await run.flush();
      flushed = performance.now();
    }
    onProgress(Math.min(1, (clock.now() - from) / (until - from)));
    // The event loop gets its turn: pages and read models go on while history is lived through.
    await new Promise((resolve) => setImmediate(resolve));
  }
};
