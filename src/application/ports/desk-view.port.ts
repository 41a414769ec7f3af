import type { LimitsInUse } from '../../domain/account/risk/limits-in-use.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Regime } from '../../domain/market/regime.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** What the desk sees of one instrument now. */
export interface InstrumentNow {
  readonly instrumentId: InstrumentId;
  readonly bid?: DecimalString;
  readonly ask?: DecimalString;
  readonly last?: DecimalString;
  readonly at?: UnixMs;
  readonly regime: Regime;
  readonly stale: boolean;
}

export interface ComponentHealth {
  readonly component: string;
  readonly status: 'up' | 'degraded' | 'down';
  readonly detail: string;
}

/** How the desk is now. */
export interface DeskNow {
  readonly mode: 'PRETEND MARKET' | 'PAPER' | 'LIVE';
  readonly market: string;
  readonly accountId: string;
  readonly marketTime: UnixMs;
  /** Market seconds per second; 0 while it does not move. */
  readonly speed: number;
  readonly head?: Position;
  readonly health: readonly ComponentHealth[];
  readonly projections: readonly { readonly name: string; readonly position?: Position; readonly status: string }[];
}

/** What the live desk knows that is not in the log: prices are no facts. */
export abstract class DeskView {
  /** At once, from memory; so is {@link status}. */
  abstract market(): readonly InstrumentNow[];
  abstract status(): DeskNow;
  /** The account as its facts leave it against the prices of now; undefined before it was opened. */
  abstract risk(): Promise<LimitsInUse | undefined>;
  /** Called whenever either answer may have changed; as often as it likes. Returns how to stop it. */
  abstract subscribe(listener: () => void): () => void;
}
