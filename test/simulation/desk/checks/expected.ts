import type { BreakerName } from '../../../../src/domain/account/gates/gate.events.js';
import { DENIAL_CODES } from '../../../../src/domain/account/risk/denial-codes.js';
import { RULING_OUTCOMES, type ConflictKind } from '../../../../src/domain/decisions/decision.events.js';
import { DISCARD_REASONS } from '../../../../src/domain/decisions/votes.js';
import { FACT_CATALOGUE } from '../../../../src/domain/shared/fact-catalogue.js';
import type { OrderStatusText } from '../../../../src/domain/orders/order-status.js';
import { STORE_FAULTS, VENUE_FAULTS } from '../plan/fault-kinds.js';
import { TEMPERS } from '../plan/panel.js';

const ORDER_STATES: readonly Exclude<OrderStatusText, 'none'>[] = [
  'initialized',
  'denied',
  'submitted',
  'uncertain',
  'rejected',
  'accepted',
  'triggered',
  'pending update',
  'pending cancel',
  'partially filled',
  'filled',
  'canceled',
  'expired',
];
const BY_MODELS: readonly ConflictKind[] = ['adviser-opposition', 'regime'];
const BREAKERS: readonly BreakerName[] = [
  'daily-loss',
  'weekly-loss',
  'drawdown',
  'losses-in-a-row',
  'execution-errors',
  'spike',
];
const CLOSERS = ['target', 'time', 'decision', 'operator', 'breaker', 'unprotected'];

/** What a long run must have shown at least once. */
export const EXPECTED: readonly string[] = [
  ...Object.values(FACT_CATALOGUE).flatMap((types) => Object.keys(types).map((type) => `fact ${type}`)),
  ...DENIAL_CODES.map((code) => `denial ${code}`),
  ...BREAKERS.map((name) => `breaker ${name}`),
  ...CLOSERS.map((name) => `closer ${name}`),
  ...ORDER_STATES.map((state) => `order ${state}`),
  ...STORE_FAULTS.map((kind) => `fault store ${kind}`),
  ...VENUE_FAULTS.map((kind) => `fault venue ${kind}`),
  'fault market gap',
  'fault market clock jump',
  'fault market crossed',
  'fault market no-bid',
  'fault market thin-book',
  'fault store subscription-drop',
  'deaths',
  ...DISCARD_REASONS.map((reason) => `discard ${reason}`),
  ...['timeout', 'interrupted', 'error'].map((reason) => `run ${reason}`),
  ...['vote', 'ruling', 'sentiment'].flatMap((purpose) =>
    ['answered', 'TIMEOUT', 'FAILED'].map((outcome) => `call ${purpose} ${outcome}`),
  ),
  ...['vote', 'ruling', 'sentiment'].flatMap((purpose) =>
    TEMPERS.filter((temper) => temper !== 'moody').map((temper) => `model ${purpose} ${temper}`),
  ),
  ...BY_MODELS.flatMap((kind) => RULING_OUTCOMES.map((outcome) => `conflict ${kind} model ${outcome}`)),
  'conflict adviser-opposition rules modify',
  'conflict adviser-opposition rules wait',
  'conflict regime rules abort',
  'conflict cross-instrument rules proceed',
  'conflict cross-instrument rules abort',
  'conflict stale-or-duplicate rules abort',
  'conflict trading-against-rebalancing rules proceed',
  ...[1, 2, 3].flatMap((from) => [`level ${from} to ${from + 1}`, `level ${from + 1} to ${from}`]),
];

/** A limit that is a share of equity leaves nothing only without equity, and then the rule about equity comes first. */
const NEVER_FIRST = 'it leaves nothing only where equity is missing, which is denied first';

/** What no run of the composed desk can show, or so seldom that nobody waits for it, and why. */
export const UNREACHABLE: ReadonlyMap<string, string> = new Map([
  ['fact SpendReleased', 'every call that money is set apart for is made, or its money stays apart'],
  ['run error', 'a run that breaks ends the process, and is interrupted'],
  ['conflict trading-against-rebalancing rules proceed', 'nothing is rebalanced yet'],
  ['denial RISK_PER_TRADE', NEVER_FIRST],
  ['denial POSITION_SIZE', NEVER_FIRST],
  ['denial ORDER_TOO_LARGE', NEVER_FIRST],
  ['denial MODIFICATION_INVALID', 'a ruling beyond what it may do is none; only limits that change right after it may'],
  ['conflict stale-or-duplicate rules abort', 'a crash in a cycle, and its task switched off for minutes right then'],
  ['denial LEVERAGE_INVALID', 'settings and metadata with a leverage that is no whole number are refused before'],
  [
    'denial SHRINKS_AGAIN',
    'the second look is at what every limit has left: only a rule that contradicts itself fails it',
  ],
]);
