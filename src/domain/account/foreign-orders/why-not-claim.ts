import { INSTRUMENTS } from '../../market/instrument.js';
import { dec, minOf, parseDecimal, type Dec } from '../../shared/decimal.js';
import { positionKey, type AccountState, type ForeignOrder } from '../account.state.js';
import { standingInTheWay } from '../gates/standing-in-the-way.js';
import type { DenialCode } from '../risk/denial-codes.js';
import type { ClaimForeignOrder } from './foreign-order.commands.js';

export type ClaimRefusal = 'UNKNOWN_ORDER' | 'ALREADY_CLAIMED' | DenialCode;

/** Stop and target on their sides of the order's price, and the stop no nearer and no wider than any other may be. */
const levelsRefused = (
  { policy }: AccountState,
  { side, instrumentId, price: limit }: ForeignOrder,
  [stop, target]: readonly [Dec, Dec],
): ClaimRefusal | undefined => {
  const price = limit === undefined ? undefined : dec(limit);
  const entry = price ?? stop;
  const beyond = side === 'buy' ? stop.lt(target) && stop.lte(entry) : stop.gt(target) && stop.gte(entry);
  const within = side === 'buy' ? target.gt(entry) : target.lt(entry);
  if (!beyond || !within) return 'WRONG_SIDE_LEVELS';
  if (price === undefined) return undefined;
  const distance = price.sub(stop).abs().div(price);
  if (distance.lt(policy.minStopPct)) return 'STOP_TOO_NEAR';
  const widest = minOf(dec(INSTRUMENTS[instrumentId].maxStop), dec(policy.maxStopPct));
  return distance.gt(widest) ? 'STOP_TOO_WIDE' : undefined;
};

/**
 * Why an adopted order may not be claimed; undefined when it may. A claim is an opening that an operator answers for:
 * what forbids openings forbids it, and then the order is to be cancelled.
 */
export const whyNotClaim = (
  state: AccountState,
  command: Pick<ClaimForeignOrder, 'at' | 'foreignOrderId' | 'stop' | 'target'>,
): ClaimRefusal | undefined => {
  const { foreignOrderId, at } = command;
  const order = Object.hasOwn(state.foreignOrders, foreignOrderId) ? state.foreignOrders[foreignOrderId] : undefined;
  if (!order) return 'UNKNOWN_ORDER';
  if (order.claimed) return 'ALREADY_CLAIMED';
  const gate = standingInTheWay(state, at);
  if (gate) return gate;
  if (state.positions[positionKey('trading', order.instrumentId)]) return 'POSITION_OPEN';
  const stop = parseDecimal(command.stop);
  const target = parseDecimal(command.target);
  if (!stop?.gt(0)) return 'STOP_MISSING';
  if (!target?.gt(0)) return 'TARGET_MISSING';
  return levelsRefused(state, order, [stop, target]);
};
