import type { MarketState } from '../../application/market/market-state.js';
import type { SignalBoard } from '../../application/agents/signal-board.js';
import type { Clock } from '../../application/ports/clock.port.js';
import {
  DeskView,
  type ComponentHealth,
  type DeskNow,
  type InstrumentNow,
} from '../../application/ports/desk-view.port.js';
import type { CommandRunner } from '../../application/messaging/command-runner.js';
import type { EventStore } from '../../application/ports/event-store.port.js';
import { accountDecider } from '../../domain/account/account.decider.js';
import { limitsInUse, type LimitsInUse } from '../../domain/account/risk/limits-in-use.js';
import type { Position } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { ProjectionRunner } from '../../projections/runner/projection-runner.js';

export interface LiveDeskParts {
  readonly label: string;
  readonly accountId: string;
  readonly maxPriceAgeMs: number;
  readonly market: MarketState;
  readonly board: SignalBoard;
  readonly clock: Clock;
  readonly store: EventStore;
  readonly runner: CommandRunner;
  readonly projections: ProjectionRunner;
}

/** What the running desk knows beside its log. */
export class LiveDeskView extends DeskView {
  private readonly listeners = new Set<() => void>();
  private trouble: ComponentHealth | undefined;
  private speed = 0;
  private head: Position | undefined;

  constructor(private readonly parts: LiveDeskParts) {
    super();
  }

  /** After each step of the market, and whenever the pace changes. */
  changed(change: {
    readonly speed?: number;
    readonly head?: Position;
    readonly trouble?: ComponentHealth | null;
  }): void {
    if (change.speed !== undefined) this.speed = change.speed;
    if (change.head !== undefined) this.head = change.head;
    if (change.trouble !== undefined) this.trouble = change.trouble ?? undefined;
    for (const listener of this.listeners) listener();
  }

  market(): readonly InstrumentNow[] {
    const { market, board, clock, maxPriceAgeMs } = this.parts;
    const quotes = market.quotes(false);
    return market.instruments.map((instrumentId) => {
      const quote = quotes[instrumentId];
      const last = market.lastCandle(instrumentId)?.close;
      return {
        instrumentId,
        ...(quote ? { bid: quote.bid, ask: quote.ask, at: quote.at } : {}),
        ...(last === undefined ? {} : { last }),
        regime: board.regimeOf(instrumentId),
        stale: quote === undefined || clock.now() - quote.at > maxPriceAgeMs || this.speed === 0,
      };
    });
  }

  status(): DeskNow {
    const { label, accountId, clock, store, projections } = this.parts;
    const storeHealth = store.health();
    const models = projections.statuses();
    const behind = models.find(({ detail }) => detail !== '');
    const health: readonly ComponentHealth[] = [
      { component: 'event store', ...storeHealth },
      {
        component: 'read models',
        status: behind ? 'down' : 'up',
        detail: behind ? `${behind.name}: ${behind.detail}` : `${models.length} kept up`,
      },
      this.trouble ?? { component: 'trading loop', status: 'up', detail: this.speed === 0 ? 'not moving' : 'moving' },
    ];
    return {
      mode: 'PRETEND MARKET',
      market: label,
      accountId,
      marketTime: clock.now(),
      speed: this.speed,
      ...(this.head === undefined ? {} : { head: this.head }),
      health,
      projections: models.map(({ name, position, status }) => ({ name, status, ...(position ? { position } : {}) })),
    };
  }

  async risk(): Promise<LimitsInUse | undefined> {
    const { accountId, clock, market, runner } = this.parts;
    const state = await runner.stateOf(accountDecider, streams.account(accountId));
    return state.opened ? limitsInUse(state, market.quotes(false), clock.now()) : undefined;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
