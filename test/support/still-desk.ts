import {
  ControlRefused,
  DeskControl,
  type OverrideNow,
  type OverrideRequest,
} from '../../src/application/ports/desk-control.port.js';
import { DeskView, type DeskNow, type InstrumentNow } from '../../src/application/ports/desk-view.port.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import { Logger } from '../../src/application/ports/logger.port.js';
import { limitsInUse, type LimitsInUse } from '../../src/domain/account/risk/limits-in-use.js';
import type { Quotes } from '../../src/domain/market/quote.js';
import { account, NOON, QUOTES } from './risk.js';
import { T0 } from './story-time.js';

/** A desk that does not move unless a test moves it. */
export class StillDesk extends DeskView {
  private readonly listeners = new Set<() => void>();
  now: DeskNow = {
    mode: 'PRETEND MARKET',
    market: 'synthetic, seed 7',
    accountId: 'paper',
    marketTime: T0,
    speed: 0,
    health: [{ component: 'store', status: 'up', detail: '' }],
    projections: [],
  };
  quotes: readonly InstrumentNow[] = [
    { instrumentId: 'BTC/USDT', bid: '59994', ask: '60006', last: '60000', at: T0, regime: 'quiet', stale: false },
  ];

  account = account();
  prices: Quotes = QUOTES;

  market(): readonly InstrumentNow[] {
    return this.quotes;
  }

  status(): DeskNow {
    return this.now;
  }

  /** An account at rest: 10 000 USDT and nothing open. */
  async risk(): Promise<LimitsInUse | undefined> {
    return limitsInUse(this.account, this.prices, NOON);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get watchers(): number {
    return this.listeners.size;
  }

  change(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Notes down what it is told, and does it once per request. */
export class NotingControl extends DeskControl {
  readonly done: OverrideRequest[] = [];

  constructor(private readonly store: EventStore) {
    super();
  }

  async request(request: OverrideRequest): Promise<OverrideNow> {
    if (!this.done.some(({ requestId }) => requestId === request.requestId)) this.done.push(request);
    return this.now(request);
  }

  async confirm(overrideId: string): Promise<OverrideNow> {
    const now = await this.look(overrideId);
    if (!now) throw new ControlRefused('NO_SUCH_OVERRIDE', 'Nobody asked for anything under this id.', 'overrideId');
    return now;
  }

  async look(overrideId: string): Promise<OverrideNow | undefined> {
    const request = this.done.find(({ requestId }) => requestId === overrideId);
    return request && this.now(request);
  }

  private async now({ requestId, kind }: OverrideRequest): Promise<OverrideNow> {
    const position = (await this.store.head()) ?? '';
    return { overrideId: requestId, kind, status: 'executed', outcome: 'noted', position };
  }
}

export class KeptLog extends Logger {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: unknown }[] = [];

  debug(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'debug', message, fields });
  }

  info(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'info', message, fields });
  }

  warn(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  error(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'error', message, fields });
  }
}
