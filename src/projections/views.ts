/**
 * What the read side answers: the rows of the read models and the shapes of the REST API. Money and prices are decimal
 * text; times are unix ms; every list is a {@link Page}.
 */
import type { Position } from '../domain/shared/fact.js';

export type * from './views/account.views.js';
export type * from './views/trading.views.js';
export type * from './views/reasons.views.js';
export type * from './views/risk.views.js';
export type * from './views/live.views.js';
export type * from './views/override.views.js';
export type * from './views/message.views.js';
export type * from './views/agents.views.js';

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it as `cursor` for the next page; absent on the last one. */
  readonly nextCursor?: string;
  /** Position of the log up to which the answer is true. */
  readonly asOf?: Position;
}
