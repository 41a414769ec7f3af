import { DENIAL_CODES } from '../../../../src/domain/account/risk/denial-codes.js';
import { FACT_CATALOGUE } from '../../../../src/domain/shared/fact-catalogue.js';
import type { OrderStatusText } from '../../../../src/domain/orders/order-status.js';
import { STORE_FAULTS, VENUE_FAULTS } from '../plan/fault-kinds.js';

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
const BREAKERS = ['daily-loss', 'drawdown'];
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
  'deaths',
];

/** What no run of the composed desk can show, and why. */
export const UNREACHABLE: ReadonlyMap<string, string> = new Map<string, string>([]);
