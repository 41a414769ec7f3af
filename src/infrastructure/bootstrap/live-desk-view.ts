import {
  DeskView,
  type ComponentHealth,
  type DeskNow,
  type InstrumentNow,
} from '../../application/ports/desk-view.port.js';
import type { CommandRunner } from '../../application/messaging/command-runner.js';
import type { EventStore } from '../../application/ports/event-store.port.js';
import type { LeaseNow } from '../../application/ports/leases.port.js';
import { accountDecider } from '../../domain/account/account.decider.js';
import { limitsInUse, type LimitsInUse } from '../../domain/account/risk/limits-in-use.js';
import type { Quotes } from '../../domain/market/quote.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { EngineNow } from './roles/engine-voice.js';
import type { LeaseWatch } from './roles/lease-watch.js';
import type { ProjectorNow } from './roles/projector-role.js';
import { engineLease, PROJECTOR_LEASE } from './roles/role.js';

export interface LiveDeskParts {
  readonly accountId: string;
  readonly store: EventStore;
  /** Others append to the streams that it reads. */
  readonly runner: CommandRunner;
  readonly watch: LeaseWatch;
  /** The engine and the projector of this process, where they are the active ones. */
  readonly engineHere: () => EngineNow | undefined;
  readonly projectorHere: () => ProjectorNow | undefined;
}

/**
 * What the active engine and the active projector know beside the log: asked directly where they are in this process,
 * else as they told it last.
 */
export class LiveDeskView extends DeskView {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly parts: LiveDeskParts) {
    super();
    parts.watch.subscribe(() => this.changed());
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  market(): readonly InstrumentNow[] {
    const instruments = this.engine()?.instruments ?? [];
    return this.noEngine() === undefined ? instruments : instruments.map((each) => ({ ...each, stale: true }));
  }

  status(): DeskNow {
    const engine = this.engine();
    const absent = this.noEngine();
    const { store, accountId } = this.parts;
    return {
      mode: 'PRETEND MARKET',
      market: engine?.label ?? 'no market yet',
      accountId,
      marketTime: engine?.marketTime ?? 0,
      speed: absent === undefined && !this.engineIsStarting() ? (engine?.speed ?? 0) : 0,
      ...(engine?.head === undefined ? {} : { head: engine.head }),
      health: [{ component: 'event store', ...store.health() }, this.readModels(), this.tradingLoop(engine, absent)],
      projections: this.projections().map(({ name, position, status }) => ({
        name,
        status,
        ...(position ? { position } : {}),
      })),
    };
  }

  async risk(): Promise<LimitsInUse | undefined> {
    const { accountId, runner } = this.parts;
    const state = await runner.stateOf(accountDecider, streams.account(accountId));
    return state.opened ? limitsInUse(state, this.quotes(), this.engine()?.marketTime ?? 0) : undefined;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  quotes(): Quotes {
    return this.engine()?.quotes ?? {};
  }

  /**
   * What a request of a person is filed under. Beside the engine its own time; elsewhere the newest time that it has in
   * the log: an engine that takes over stands there, and must not find the future already told.
   */
  requestTime(): UnixMs {
    return this.parts.engineHere()?.marketTime ?? this.engine()?.loggedTo ?? 0;
  }

  /** Why nobody would carry out a request; undefined while an engine is active. */
  noEngine(): string | undefined {
    if (this.parts.engineHere()) return undefined;
    return absence('engine', this.parts.watch.now(engineLease(this.parts.accountId)));
  }

  private engine(): EngineNow | undefined {
    const told = this.parts.watch.now(engineLease(this.parts.accountId))?.told?.words as EngineNow | undefined;
    return this.parts.engineHere() ?? told;
  }

  private projections(): ProjectorNow['projections'] {
    const told = this.parts.watch.now(PROJECTOR_LEASE)?.told?.words as ProjectorNow | undefined;
    return (this.parts.projectorHere() ?? told)?.projections ?? [];
  }

  private readModels(): ComponentHealth {
    const component = 'read models';
    const absent = this.parts.projectorHere() ? undefined : absence('projector', this.parts.watch.now(PROJECTOR_LEASE));
    if (absent !== undefined) return { component, status: 'down', detail: absent };
    const models = this.projections();
    const behind = models.find(({ detail }) => detail !== '');
    if (behind) return { component, status: 'down', detail: `${behind.name}: ${behind.detail}` };
    return { component, status: 'up', detail: `${models.length} kept up` };
  }

  /** It has taken over and said nothing yet: what there is, is of its predecessor. */
  private engineIsStarting(): boolean {
    const lease = this.parts.watch.now(engineLease(this.parts.accountId));
    return !this.parts.engineHere() && lease !== undefined && lease.told?.token !== lease.token;
  }

  private tradingLoop(engine: EngineNow | undefined, absent: string | undefined): ComponentHealth {
    const component = 'trading loop';
    if (absent !== undefined) return { component, status: 'down', detail: absent };
    if (this.engineIsStarting()) return { component, status: 'degraded', detail: 'an engine is taking over' };
    return engine?.trouble ?? { component, status: 'up', detail: engine?.speed ? 'moving' : 'not moving' };
  }
}

const absence = (what: string, lease: LeaseNow | undefined): string | undefined => {
  if (!lease) return `no ${what} has been active yet`;
  if (lease.held) return undefined;
  return `no ${what} is active since ${new Date(lease.until).toISOString()} (the last was ${lease.owner})`;
};
