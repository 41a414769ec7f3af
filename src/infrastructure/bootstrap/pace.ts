import { setTimeout as sleep } from 'node:timers/promises';
import type { MarketRun } from '../../application/desk/market-run.js';
import type { PretendClock } from '../../application/desk/pretend-clock.js';
import type { TradingDesk } from '../../application/desk/trading-desk.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { othersTurn } from './others-turn.js';
import { type Patience, patiently } from './patiently.js';

export interface PaceParts extends Omit<Patience, 'signal'> {
  readonly run: MarketRun;
  readonly desk: TradingDesk;
  readonly clock: PretendClock;
  /** Market seconds per second. */
  readonly speed: number;
  readonly onStep: () => void;
  /** The market is over (recorded candles end). */
  readonly onEnd: () => void;
  /** Something broke that trading cannot go on with. */
  readonly onFailure: (error: unknown) => void;
}

/** How long an operator's command may wait to be heard between two steps, ms. */
const LISTEN_MS = 250;
/** What the candles of a paced market may wait for their write; they can be had again from the market. */
const FLUSH_EVERY_MS = 2_000;

/** Lets a pretend market go by at a pace, and hears what others say to the desk in between. */
export class Pace {
  private readonly stopping = new AbortController();
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PaceParts) {}

  start(): void {
    this.going = this.go().catch((error: unknown) => this.parts.onFailure(error));
  }

  /** Ends after the present step; while the store is away without it: the next start takes it. */
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
      // Candles that cannot be saved say nothing of the log.
      await this.patiently(() => run.makeRoom());
      await this.written(() => run.next());
      onStep();
      await othersTurn();
      if (performance.now() - flushed < FLUSH_EVERY_MS) continue;
      await this.patiently(() => run.flush());
      await this.patiently(() => desk.engine.save());
      flushed = performance.now();
    }
    this.parts.onEnd();
    while (await this.waitUntil(performance.now() + LISTEN_MS));
  }

  /** Of what needs the log: how long that was away counts for the desk's health. */
  private written<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { desk, onRecovery } = this.parts;
    const told = (awayMs: number): void => {
      desk.storeWasAway(awayMs);
      onRecovery(awayMs);
    };
    return patiently(work, { ...this.parts, onRecovery: told, signal: this.stopping.signal });
  }

  private patiently<T>(work: () => Promise<T>): Promise<T | undefined> {
    return patiently(work, { ...this.parts, signal: this.stopping.signal });
  }

  /** False when it is time to stop. */
  private async waitUntil(due: number): Promise<boolean> {
    for (;;) {
      if (this.stopping.signal.aborted) return false;
      const left = due - performance.now();
      if (this.parts.desk.engine.behind) await this.written(() => this.parts.desk.hear());
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
  patience: Patience,
): Promise<void> => {
  const from = clock.now();
  let flushed = performance.now();
  while (clock.now() < until && !patience.signal.aborted) {
    if (!(await patiently(() => run.next(), patience))) return;
    if (performance.now() - flushed >= FLUSH_EVERY_MS) {
      await patiently(() => run.flush(), patience);
      flushed = performance.now();
    }
    onProgress(Math.min(1, (clock.now() - from) / (until - from)));
    await othersTurn();
  }
};
