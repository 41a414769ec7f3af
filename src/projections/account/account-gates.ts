/** What facts about gates do to the account's row. */
import type { BreakerTripped, CooldownStarted } from '../../domain/account/account.events.js';
import type { AccountView } from '../views.js';

type Gates = AccountView['gates'];

export const paused = (gates: Gates, reason: string): Gates =>
  gates.pauses.includes(reason) ? gates : { ...gates, pauses: [...gates.pauses, reason] };

export const resumed = (gates: Gates, reason: string): Gates => ({
  ...gates,
  pauses: gates.pauses.filter((each) => each !== reason),
});

export const haltCleared = ({ halted: _, ...gates }: Gates): Gates => gates;

/** The account starts a cooldown only where it lasts longer than the one before, so the newest is the one in force. */
export const cooldownStarted = (gates: Gates, { scope, reason, until }: CooldownStarted['data']): Gates => ({
  ...gates,
  cooldowns: [...gates.cooldowns.filter((each) => each.scope !== scope), { scope, reason, until }],
});

export const breakerTripped = (gates: Gates, data: BreakerTripped['data']): Gates => {
  const { breaker, at, until, lossPct, limitPct } = data;
  const tripped = { breaker, trippedAt: at, ...(until !== undefined && { until }), lossPct, limitPct };
  return { ...gates, breakers: [...gates.breakers.filter((each) => each.breaker !== breaker), tripped] };
};

export const breakerCleared = (gates: Gates, breaker: string): Gates => ({
  ...gates,
  breakers: gates.breakers.filter((each) => each.breaker !== breaker),
});
