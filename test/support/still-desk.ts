import { DeskControl, type Commanded, type Instruction } from '../../src/application/ports/desk-control.port.js';
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
  readonly done: (Instruction & { readonly what: string })[] = [];

  constructor(private readonly store: EventStore) {
    super();
  }

  halt(instruction: Instruction): Promise<Commanded> {
    return this.note('halt', instruction);
  }

  clearHalt(instruction: Instruction): Promise<Commanded> {
    return this.note('clear-halt', instruction);
  }

  pause(instruction: Instruction): Promise<Commanded> {
    return this.note('pause', instruction);
  }

  resume(instruction: Instruction): Promise<Commanded> {
    return this.note('resume', instruction);
  }

  private async note(what: string, instruction: Instruction): Promise<Commanded> {
    if (!this.done.some(({ requestId }) => requestId === instruction.requestId))
      this.done.push({ what, ...instruction });
    return { position: (await this.store.head()) ?? '' };
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
