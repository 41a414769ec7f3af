import type { AccountState } from '../../account.state.js';
import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

type Cooldown = NonNullable<AccountState['cooldowns']['account']>;

/**
 * Waits after an entry (its instrument, `cooldownAfterEntryMs`) and after a loss (the account, `cooldownAfterLossMs`).
 * The facts hold until when; over at that very millisecond. The longest wins, so both scopes are looked at.
 */
export const cooldown: RiskRule = {
  name: 'cooldown',
  codes: ['COOLDOWN'],
  why: 'The trade right after a trade, or right after a loss, is the one most often regretted.',
  policyKeys: [],
  evaluate: ({ state, at, instrumentId }) => {
    const standing = [state.cooldowns.account, instrumentId && state.cooldowns[instrumentId]]
      .filter((wait): wait is Cooldown => wait !== undefined && at < wait.until)
      .sort((a, b) => b.until - a.until);
    const [longest] = standing;
    const input = longest ? `${longest.reason}, until ${longest.until}` : 'none';
    return verdictOf('cooldown', input, `over at ${at}`, longest && 'COOLDOWN');
  },
};
