import type { ComponentHealth, InstrumentNow } from '../../../application/ports/desk-view.port.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import type { Quotes } from '../../../domain/market/quote.js';
import type { Position } from '../../../domain/shared/fact.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { AssembledDesk } from '../assemble-desk.js';
import type { LeaseTerm } from './lease-term.js';

/** What an active engine knows that is not in the log. Plain JSON: other processes read it in the lease's row. */
export interface EngineNow {
  /** What a person is told about the source of the prices. */
  readonly label: string;
  readonly marketTime: UnixMs;
  /** Newest time in the log: no engine, whoever takes over, stands before it. */
  readonly loggedTo: UnixMs;
  /** Market seconds per second; 0 while it does not move. */
  readonly speed: number;
  readonly head?: Position;
  /** Why the trading loop stands; absent while it does not. */
  readonly trouble?: ComponentHealth;
  readonly instruments: readonly InstrumentNow[];
  readonly quotes: Quotes;
}

export interface EngineChange {
  readonly speed?: number;
  readonly head?: Position;
  readonly trouble?: ComponentHealth | null;
}

export interface VoiceParts extends Pick<AssembledDesk, 'market' | 'clock' | 'desk'> {
  readonly label: string;
  readonly maxPriceAgeMs: number;
  readonly term: LeaseTerm;
  /** Called at each change, for readers in the same process. */
  readonly onChange: () => void;
}

/** Other processes hear of the engine at most so often, ms. */
const TELL_EVERY_MS = 500;

/** Says how the engine of this process is: at once to readers beside it, now and then by the lease's row to all others. */
export class EngineVoice {
  private trouble: ComponentHealth | undefined;
  private speed = 0;
  private head: Position | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastTold = 0;

  constructor(private readonly parts: VoiceParts) {}

  /** After each step of the market, and whenever the pace changes. */
  changed(change: EngineChange = {}): void {
    if (change.speed !== undefined) this.speed = change.speed;
    if (change.head !== undefined) this.head = change.head;
    if (change.trouble !== undefined) this.trouble = change.trouble ?? undefined;
    this.parts.onChange();
    if (this.parts.term.over.aborted || this.timer !== undefined) return;
    const wait = Math.max(0, this.lastTold + TELL_EVERY_MS - performance.now());
    this.timer = setTimeout(() => void this.tell(), wait);
  }

  now(): EngineNow {
    const { label, clock, market, desk } = this.parts;
    return {
      label,
      marketTime: clock.now(),
      loggedTo: desk.engine.lastAt,
      speed: this.speed,
      ...(this.head === undefined ? {} : { head: this.head }),
      ...(this.trouble === undefined ? {} : { trouble: this.trouble }),
      instruments: market.instruments.map((id) => this.instrument(id)),
      quotes: market.quotes(false),
    };
  }

  silence(): void {
    clearTimeout(this.timer);
  }

  private async tell(): Promise<void> {
    this.lastTold = performance.now();
    await this.parts.term.tell(this.now());
    this.timer = undefined;
  }

  private instrument(instrumentId: InstrumentId): InstrumentNow {
    const { market, desk, clock, maxPriceAgeMs } = this.parts;
    const quote = market.quotes(false)[instrumentId];
    const last = market.lastCandle(instrumentId)?.close;
    return {
      instrumentId,
      ...(quote ? { bid: quote.bid, ask: quote.ask, at: quote.at } : {}),
      ...(last === undefined ? {} : { last }),
      regime: desk.board.regimeOf(instrumentId),
      stale: quote === undefined || clock.now() - quote.at > maxPriceAgeMs || this.speed === 0,
    };
  }
}
