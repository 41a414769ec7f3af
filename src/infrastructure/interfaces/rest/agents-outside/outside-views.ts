import type { InstrumentId } from '../../../../domain/market/instrument.js';
import type { UnixMs } from '../../../../domain/shared/time.js';
import type { Direction } from '../../../../domain/signals/signal.events.js';

export interface RegisteredView {
  readonly name: string;
  /** How its signals are signed, and what requests to it are directed to. */
  readonly agent: string;
  /** Told this once. */
  readonly token: string;
}

/** The answer that stands: the first one. */
export interface AnsweredView {
  readonly requestId: string;
  readonly instrumentId: InstrumentId;
  readonly direction: Direction;
  readonly confidence: string;
  readonly answeredAt: UnixMs;
}
