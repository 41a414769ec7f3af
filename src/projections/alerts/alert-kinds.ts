import type { AlertKind, AlertSeverity } from '../views.js';

/** Every kind of alert, for filters. */
export const ALERT_KINDS: readonly AlertKind[] = [
  'adopted-order',
  'breaker',
  'contradiction',
  'correction',
  'degraded',
  'execution-failed',
  'halt',
  'not-sent',
  'pause',
  'price-lost',
  'rejected',
  'uncertain',
  'unprotected',
];

export const ALERT_SEVERITIES: readonly AlertSeverity[] = ['alarm', 'warning', 'notice'];
