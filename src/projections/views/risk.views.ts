/** What binds the account, what has changed of it, and what a person should look at. */
import type { LimitsInUse } from '../../domain/account/risk/limits-in-use.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** `GET /api/v1/risk`: the account against everything that binds it, at the prices of now. */
export interface RiskView extends LimitsInUse {
  readonly mode: 'PRETEND MARKET' | 'PAPER' | 'LIVE';
}

/** `alarm`: somebody must look now. `warning`: something went wrong and was dealt with. `notice`: it should be known. */
export type AlertSeverity = 'alarm' | 'warning' | 'notice';

export type AlertKind =
  | 'adopted-order'
  | 'breaker'
  | 'contradiction'
  | 'correction'
  | 'degraded'
  | 'execution-failed'
  | 'halt'
  | 'not-sent'
  | 'pause'
  | 'price-lost'
  | 'rejected'
  | 'uncertain'
  | 'unprotected';

/** `GET /api/v1/alerts?severity=&kind=&standing=`, newest first. Each is a fact and leads to it. */
export interface AlertView {
  /** Position of the fact. */
  readonly alertId: Position;
  readonly kind: AlertKind;
  readonly severity: AlertSeverity;
  /** One sentence. */
  readonly text: string;
  readonly at: UnixMs;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly instrumentId?: string;
  /** Still so: no fact has ended it, and its time is not up. An alert of a moment never stands. */
  readonly standing: boolean;
  /** It ends by itself then. */
  readonly until?: UnixMs;
  /** The fact that ended it. */
  readonly ended?: { readonly at: UnixMs; readonly type: string; readonly text: string; readonly version: number };
}

/** `GET /api/v1/policies`, newest first: each set of limits that the account had, and what it changed. */
export interface PolicyView {
  readonly version: number;
  readonly name: string;
  readonly at: UnixMs;
  readonly reason: string;
  readonly actor: string;
  readonly stream: string;
  /** Of the fact in its stream. */
  readonly factVersion: number;
  readonly position: Position;
  /** Against the set before it; empty for the first. */
  readonly changes: readonly { readonly key: string; readonly from: string; readonly to: string }[];
  readonly limits: readonly { readonly key: string; readonly value: string }[];
}
