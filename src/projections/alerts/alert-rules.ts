import type { UnixMs } from '../../domain/shared/time.js';
import type { DeskFact } from '../projection.js';
import type { AlertKind, AlertSeverity } from '../views.js';

type DataOf<T extends DeskFact['type']> = Extract<DeskFact, { type: T }>['data'];

/** An alert that a fact gives rise to. */
export interface Raised {
  readonly kind: AlertKind;
  readonly severity: AlertSeverity;
  /** Stands until a fact ends the alert of this kind and subject. Without one it is of a moment. */
  readonly subject?: string;
  /** It ends by itself then. */
  readonly until?: UnixMs;
  /** As {@link until}, but only once somebody has looked. */
  readonly untilReviewed?: UnixMs;
  /** A second one of the same subject takes the first one's place; otherwise the first one stays alone. */
  readonly renews?: boolean;
}

/** What a fact ends: the standing alert of this kind and subject. */
export interface Ends {
  readonly kind: AlertKind;
  readonly subject: string;
  /** It has been looked at: from now on its time alone keeps it standing. */
  readonly reviewed?: boolean;
}

type Raises = { readonly [T in DeskFact['type']]?: (data: DataOf<T>) => Raised | undefined };
type EndsOf = { readonly [T in DeskFact['type']]?: (data: DataOf<T>) => readonly Ends[] };

/** Of order streams: the order itself. */
const ITSELF = 'order';
const SAFE_MODE = 3;
const END_OF_UNCERTAIN = (): readonly Ends[] => [{ kind: 'uncertain', subject: ITSELF }];
const PROTECTED = ({ positionId }: { readonly positionId: string }): readonly Ends[] => [
  { kind: 'unprotected', subject: positionId },
];

/** A spike is an instrument's own breaker. */
const breakerSubject = ({ breaker, instrumentId }: { readonly breaker: string; readonly instrumentId?: string }) =>
  instrumentId === undefined ? breaker : `${breaker} ${instrumentId}`;

/** These take openings away from the whole account for long; the others bound one trade. */
const HARD_BREAKERS: ReadonlySet<string> = new Set(['daily-loss', 'weekly-loss', 'drawdown']);

export const RAISES: Raises = {
  BreakerTripped: (data) => ({
    kind: 'breaker',
    severity: HARD_BREAKERS.has(data.breaker) ? 'alarm' : 'warning',
    subject: breakerSubject(data),
    renews: true,
    ...(data.until !== undefined &&
      (data.breaker === 'weekly-loss' ? { untilReviewed: data.until } : { until: data.until })),
  }),
  TradingHalted: () => ({ kind: 'halt', severity: 'alarm', subject: 'halt' }),
  // The desk's own pause at each start is no news.
  TradingPaused: ({ reason }) =>
    reason === 'startup' ? undefined : { kind: 'pause', severity: 'notice', subject: reason },
  DegradationChanged: ({ to }) =>
    to < SAFE_MODE ? undefined : { kind: 'degraded', severity: 'alarm', subject: 'level', renews: true },
  ProtectionLost: ({ positionId }) => ({ kind: 'unprotected', severity: 'alarm', subject: positionId }),
  ExitTriggered: ({ positionId, closer }) =>
    closer === 'unprotected' ? { kind: 'unprotected', severity: 'alarm', subject: positionId } : undefined,
  // An open position that no price watches: nothing but its stop at the venue would close it.
  PriceLost: ({ instrumentId }) => ({ kind: 'price-lost', severity: 'alarm', subject: instrumentId }),
  OrderContradicted: () => ({ kind: 'contradiction', severity: 'warning' }),
  OrderSubmissionUncertain: () => ({ kind: 'uncertain', severity: 'warning', subject: ITSELF }),
  OrderRejected: () => ({ kind: 'rejected', severity: 'warning' }),
  // What was revoked was meant to end.
  OrderDenied: ({ code }) => (code === 'REVOKED' ? undefined : { kind: 'not-sent', severity: 'warning' }),
  // Openings of its instrument wait until somebody answers for it.
  ForeignOrderAdopted: ({ foreignOrderId }) => ({ kind: 'adopted-order', severity: 'alarm', subject: foreignOrderId }),
  BalanceCorrected: () => ({ kind: 'correction', severity: 'warning' }),
  ExecutionFailed: ({ inARow }) => (inARow < 2 ? undefined : { kind: 'execution-failed', severity: 'warning' }),
};

export const ENDS: EndsOf = {
  BreakerCleared: (data) => [{ kind: 'breaker', subject: breakerSubject(data) }],
  WeekReviewed: () => [{ kind: 'breaker', subject: 'weekly-loss', reviewed: true }],
  HaltCleared: () => [{ kind: 'halt', subject: 'halt' }],
  TradingResumed: ({ reason }) => [{ kind: 'pause', subject: reason }],
  DegradationChanged: ({ to }) => (to < SAFE_MODE ? [{ kind: 'degraded', subject: 'level' }] : []),
  PriceRestored: ({ instrumentId }) => [{ kind: 'price-lost', subject: instrumentId }],
  ProtectionChanged: PROTECTED,
  PositionClosed: PROTECTED,
  ForeignOrderClaimed: ({ foreignOrderId }) => [{ kind: 'adopted-order', subject: foreignOrderId }],
  ForeignOrderReleased: ({ foreignOrderId }) => [{ kind: 'adopted-order', subject: foreignOrderId }],
  OrderAccepted: END_OF_UNCERTAIN,
  OrderRejected: END_OF_UNCERTAIN,
  OrderDenied: END_OF_UNCERTAIN,
  OrderFilled: END_OF_UNCERTAIN,
  OrderCanceled: END_OF_UNCERTAIN,
  OrderExpired: END_OF_UNCERTAIN,
};
