import type { OverrideCommand } from '../../src/domain/overrides/override.decider.js';

export const HEARD = Date.UTC(2026, 2, 2, 9);
const AT = Date.UTC(2025, 0, 6, 12);

type Request = Extract<OverrideCommand, { type: 'RequestOverride' }>;

/** A clear halt of an administrator, to be confirmed. */
export const aRequest = (changes: Partial<Request> = {}): Request => ({
  type: 'RequestOverride',
  at: AT,
  heardAt: HEARD,
  overrideId: 'o1',
  kind: 'clear-halt',
  order: {},
  reason: 'looked at it',
  actor: 'administrator',
  ...changes,
});

export const aHalt = (changes: Partial<Request> = {}): Request =>
  aRequest({ kind: 'halt', actor: 'operator', reason: 'fire drill', ...changes });

export const confirmAt = (heardAt: number, actor: 'operator' | 'administrator' = 'administrator'): OverrideCommand => ({
  type: 'ConfirmOverride',
  at: AT,
  heardAt,
  actor,
});

export const expireAt = (heardAt: number): OverrideCommand => ({ type: 'ExpireOverride', at: AT, heardAt });

export const completed: OverrideCommand = { type: 'CompleteOverride', at: AT, outcome: 'done' };
export const refused: OverrideCommand = { type: 'RefuseOverride', at: AT, code: 'MONEY_REFUSED', detail: 'none left' };
