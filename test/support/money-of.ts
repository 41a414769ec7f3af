import { accountDecider } from '../../src/domain/account/account.decider';
import type { AccountFact, PositionClosed } from '../../src/domain/account/account.events';
import { categoryOf } from '../../src/domain/shared/stream-names';
import type { RecordedFact } from '../../src/domain/shared/fact';

/** The account in money: what must not depend on how often the desk was killed. */
export const moneyOf = (facts: readonly RecordedFact[]) => {
  const own = facts.filter(({ stream }) => categoryOf(stream) === 'account');
  const state = own.reduce(
    (folded, { type, data }) => accountDecider.evolve(folded, { type, data } as AccountFact),
    accountDecider.initialState,
  );
  const { balances, positions, lots, realised, reservations, streak, halted } = state;
  const closed = own.flatMap(({ type, data }) => (type === 'PositionClosed' ? [data as PositionClosed['data']] : []));
  return {
    balances,
    positions,
    lots,
    realised,
    reservations: Object.keys(reservations).sort(),
    streak,
    halted,
    closed,
  };
};
