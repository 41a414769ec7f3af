import { coordinatorDecider } from '../../domain/coordinator/coordinator.decider.js';
import type { HealthCommand } from '../../domain/coordinator/health.js';
import { streams } from '../../domain/shared/stream-names.js';
import { MINUTE, SECOND, type UnixMs } from '../../domain/shared/time.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';

/** A shorter pause is how a server restarts; people would call it a hiccup. */
export const SLOW_MS = 5 * SECOND;
/** Longer than this the log was not writable: emergency, as for a venue that cannot be reached. */
export const GONE_MS = MINUTE;

export interface StoreWatchParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
}

/**
 * Says how the store fares, as soon as it can be said. While the log cannot be written the desk does nothing: there is no
 * way to act without a fact. What it was is told when it is over; an outage that the process did not outlive is not.
 */
export class StoreWatch {
  /** The longest pause since the last word, ms of real time. */
  private away = 0;

  constructor(private readonly parts: StoreWatchParts) {}

  /** The store is back; for so long nothing could be written. */
  wasAway(ms: number): void {
    this.away = Math.max(this.away, ms);
  }

  async report(at: UnixMs): Promise<void> {
    const { away } = this;
    if (away >= SLOW_MS) {
      const detail = `could not be written for ${Math.round(away / SECOND)} s`;
      await this.tell({ ok: false, detail, at, ...(away > GONE_MS && { atLeast: 4 }) });
    } else if (await this.isDoubted()) {
      await this.tell({ ok: true, detail: '', at });
    }
    this.away = 0;
  }

  private async isDoubted(): Promise<boolean> {
    const { runner, accountId } = this.parts;
    const { components } = await runner.stateOf(coordinatorDecider, streams.coordinator(accountId));
    return components.store !== undefined;
  }

  private async tell(said: Omit<Extract<HealthCommand, { type: 'ReportComponent' }>, 'type' | 'component'>) {
    const { dispatcher, accountId } = this.parts;
    const command = { type: 'ReportComponent', component: 'store', ...said } as const;
    await dispatcher.start('store watch', said.at, { to: 'coordinator', id: accountId, command });
  }
}
