/** What facts about gates do to the account's row. */
import type { BreakerCleared, BreakerTripped, CooldownStarted } from '../../domain/account/account.events.js';
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

type Named = { readonly breaker: string; readonly instrumentId?: string };

/** A spike is its instrument's own; of the others there is one in the account. */
const isSame = (one: Named, other: Named): boolean =>
  one.breaker === other.breaker && one.instrumentId === other.instrumentId;

export const breakerTripped = (gates: Gates, data: BreakerTripped['data']): Gates => {
  const { breaker, at, until, lossPct, limitPct, reached, allowed, instrumentId } = data;
  const tripped = {
    breaker,
    ...(instrumentId !== undefined && { instrumentId }),
    trippedAt: at,
    ...(until !== undefined && { until }),
    ...(lossPct !== undefined && { lossPct }),
    ...(limitPct !== undefined && { limitPct }),
    ...(reached !== undefined && { reached }),
    ...(allowed !== undefined && { allowed }),
    ...(breaker === 'weekly-loss' && { reviewed: false }),
  };
  return { ...gates, breakers: [...gates.breakers.filter((each) => !isSame(each, data)), tripped] };
};

export const breakerCleared = (gates: Gates, data: BreakerCleared['data']): Gates => ({
  ...gates,
  breakers: gates.breakers.filter((each) => !isSame(each, data)),
});

export const weekReviewed = (gates: Gates): Gates => ({
  ...gates,
  breakers: gates.breakers.map((each) => (each.breaker === 'weekly-loss' ? { ...each, reviewed: true } : each)),
});
