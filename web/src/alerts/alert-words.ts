import type { AlertView } from '../api/shapes.js';

/** The colour of a severity; the word stands beside it. */
export const severityTone = (severity: AlertView['severity']): '' | 'warn' | 'alarm' =>
  severity === 'alarm' ? 'alarm' : severity === 'warning' ? 'warn' : '';

const ORDER: Readonly<Record<AlertView['severity'], number>> = { alarm: 0, warning: 1, notice: 2 };

export const worstOf = (alerts: readonly AlertView[]): AlertView['severity'] | undefined =>
  [...alerts].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])[0]?.severity;
