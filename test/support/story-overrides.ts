import type { OverrideFact } from '../../src/domain/overrides/override.events.js';
import type { Commit } from './desk-log.js';
import { second } from './story-time.js';

/** When people did it, by their own clock. */
const SAID = Date.UTC(2026, 2, 2, 9);
const paused = { overrideId: 'pause-1', kind: 'pause' } as const;
const withdrawn = { overrideId: 'withdraw-1', kind: 'withdraw' } as const;
const money = { book: 'trading', currency: 'USDT', amount: '999999' } as const;
const rent = { ...withdrawn, order: money, reason: 'rent' } as const;

const commit = (overrideId: string, at: number, ...facts: readonly OverrideFact[]): Commit => ({
  stream: `override-${overrideId}`,
  at: second(at),
  facts,
});

/** A pause that there was nothing to do for, and a withdrawal that was confirmed and refused. */
export const overrides: readonly Commit[] = [
  commit('pause-1', 210, {
    type: 'OverrideRequested',
    data: { ...paused, order: {}, reason: 'lunch', actor: 'operator', requestedAt: SAID },
  }),
  commit('withdraw-1', 211, {
    type: 'OverrideRequested',
    data: { ...rent, actor: 'operator', requestedAt: SAID, confirmBefore: SAID + 60_000 },
  }),
  commit('pause-1', 212, {
    type: 'OverrideExecuted',
    data: { ...paused, outcome: 'nothing to do: an operator has paused trading already' },
  }),
  commit('withdraw-1', 213, {
    type: 'OverrideConfirmed',
    data: { ...rent, actor: 'administrator', confirmedAt: SAID + 5_000 },
  }),
  commit('withdraw-1', 214, {
    type: 'OverrideRefused',
    data: { ...withdrawn, code: 'MONEY_REFUSED', detail: '5000 USDT of the trading book are free, 999999 are wanted' },
  }),
];
