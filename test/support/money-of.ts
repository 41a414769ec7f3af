import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountFact, PositionClosed } from '../../src/domain/account/account.events.js';
import { categoryOf } from '../../src/domain/shared/stream-names.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';

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

/** Client order ids whose submission was recorded and proved never to have arrived. */
export const neverArrivedIn = (facts: readonly RecordedFact[]): string[] =>
  facts.flatMap(({ type, data }) => {
    const { reason, order } = data as { reason?: string; order?: { clientOrderId: string } };
    return type === 'OrderRejected' && reason === 'NEVER_ARRIVED' && order ? [order.clientOrderId] : [];
  });
