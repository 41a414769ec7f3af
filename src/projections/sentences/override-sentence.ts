import type { OverrideFact, Wanted } from '../../domain/overrides/override.events.js';
import { unreachable } from '../../domain/shared/assert.js';

/** What was said beside the kind, where something was: `instrumentId BTC/USDT, stop 60000`. */
const terms = ({ order }: Wanted): string => {
  const said = Object.entries(order).map(([key, value]) => {
    return `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
};

export const overrideSentence = (fact: OverrideFact): string => {
  switch (fact.type) {
    case 'OverrideRequested': {
      const { actor, kind, reason, confirmBefore } = fact.data;
      const waits = confirmBefore === undefined ? '' : ', to be confirmed';
      return `${actor} asks to ${kind}${terms(fact.data)}: ${reason}${waits}`;
    }
    case 'OverrideConfirmed':
      return `${fact.data.actor} confirms ${fact.data.kind}`;
    case 'OverrideExpired':
      return `${fact.data.kind} was not confirmed in time`;
    case 'OverrideExecuted':
      return `${fact.data.kind}: ${fact.data.outcome}`;
    case 'OverrideRefused':
      return `${fact.data.kind} refused (${fact.data.code}): ${fact.data.detail}`;
    default:
      return unreachable(fact, 'override fact');
  }
};
