import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../src/domain/account/account.events.js';
import { after, all, btcBought, ended, openAccount, positionIn, stateOf, xrpSold } from './account.js';
import { given } from './given.js';

/** An account with {@link btcBought}: the stop rests at the venue and holds the units. */
export const LONG = after(...openAccount(), btcBought());
export const CASH = positionIn(stateOf(LONG), 'BTC/USDT');
export const CASH_STOP = CASH.stopOrderId ?? '';

/** An account with {@link xrpSold}: the stop rests beside whatever else is sent. */
export const SHORT = after(...openAccount(), xrpSold());
export const MARGIN = positionIn(stateOf(SHORT), 'XRP/USDT');
export const MARGIN_STOP = MARGIN.stopOrderId ?? '';

/** The facts, and behind them those of the commands. */
export const onwards = (
  facts: readonly AccountFact[],
  ...commands: readonly AccountCommand[]
): readonly AccountFact[] => [...facts, ...given(accountDecider, facts).when(...commands).facts];

/** The rung that went out last. */
export const lastRung = (facts: readonly AccountFact[]): string =>
  all(facts, 'ExitStepped').at(-1)?.clientOrderId ?? '';

/** An exit whose every limit has found no market: its first market order is out, since `at` + 9 s. */
export const climbed = (
  asked: readonly AccountFact[],
  at: number,
  step: (facts: readonly AccountFact[], when: number) => AccountCommand,
): readonly AccountFact[] =>
  [3_000, 6_000, 9_000].reduce(
    (facts, due) => onwards(facts, ended(lastRung(facts), at + due - 1), step(facts, at + due)),
    asked,
  );
