/** What account facts do to a position's row. */
import type {
  PositionChanged,
  PositionClosed,
  PositionOpened,
  ProtectionChanged,
} from '../../domain/account/account.events.js';
import { assert } from '../../domain/shared/assert.js';
import { add, dec, maxOf, text } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact, refOf } from '../projection.js';
import type { PositionRow } from './position.row.js';

const opened = (data: PositionOpened['data'], recorded: RecordedFact): PositionRow => ({
  positionId: data.positionId,
  status: 'open',
  instrumentId: data.instrumentId,
  book: data.book,
  side: data.side,
  leverage: data.leverage,
  intentId: data.intentId,
  quantity: data.quantity,
  maxQuantity: data.quantity,
  cost: data.cost,
  enteredQuantity: data.quantity,
  enteredCost: data.cost,
  stop: data.levels.stop,
  initialStop: data.levels.stop,
  target: data.levels.target,
  trailing: false,
  grossUsdt: '0',
  feesUsdt: data.feesUsdt,
  openedAt: data.openedAt,
  protection: 'none',
  position: recorded.position,
  refs: { opened: refOf(recorded) },
});

const changed = (row: PositionRow, { quantity, cost, grossUsdt, feesUsdt }: PositionChanged['data']): PositionRow => {
  const grown = dec(quantity).sub(row.quantity);
  const entered = grown.gt(0)
    ? {
        enteredQuantity: add(row.enteredQuantity, grown),
        enteredCost: text(dec(row.enteredCost).add(cost).sub(row.cost)),
        maxQuantity: text(maxOf(dec(row.maxQuantity), dec(quantity))),
      }
    : {};
  return { ...row, ...entered, quantity, cost, grossUsdt, feesUsdt };
};

const protectedBy = (
  row: PositionRow,
  { action, stopOrderId, stop, target, trailing }: ProtectionChanged['data'],
): PositionRow => {
  const { stopOrderId: _, ...rest } = row;
  const levels = { stop, target, trailing };
  return action === 'watch'
    ? { ...rest, ...levels, protection: 'watched' }
    : { ...rest, ...levels, protection: 'requested', stopOrderId };
};

const closedBy = (row: PositionRow, data: PositionClosed['data'], recorded: RecordedFact): PositionRow => {
  const { exitUnderWay: _exit, stopOrderId: _stop, ...rest } = row;
  const { closer, exitPrice, grossUsdt, feesUsdt, netUsdt, closedAt } = data;
  const end = { closer, exitPrice, grossUsdt, feesUsdt, netUsdt, closedAt };
  const refs = { ...row.refs, closed: refOf(recorded) };
  const { position } = recorded;
  return { ...rest, ...end, status: 'closed', quantity: '0', cost: '0', protection: 'none', position, refs };
};

/** The row after the fact; undefined for a fact that says nothing about it. */
export const positionAfter = (row: PositionRow | undefined, recorded: RecordedFact): PositionRow | undefined => {
  const fact = deskFact(recorded);
  if (fact.type === 'PositionOpened') return opened(fact.data, recorded);
  // The last step of an exit is written after the position's end.
  if (fact.type === 'ExitEnded' && row?.status !== 'open') return undefined;
  // Dust on margin still costs money after its position has ended; whoever takes it over says what.
  if (fact.type === 'FeeCharged' && row?.status !== 'open') return undefined;
  assert(row?.status === 'open', `${fact.type} without an open position`);
  switch (fact.type) {
    case 'PositionChanged':
      return changed(row, fact.data);
    case 'PositionClosed':
      return closedBy(row, fact.data, recorded);
    case 'FeeCharged':
      return { ...row, feesUsdt: add(row.feesUsdt, fact.data.feeUsdt) };
    case 'ProtectionChanged':
      return protectedBy(row, fact.data);
    case 'ProtectionLost': {
      const { stopOrderId: _, ...rest } = row;
      return { ...rest, protection: 'none' };
    }
    case 'ExitTriggered':
      return { ...row, exitUnderWay: { closer: fact.data.closer, step: 0 } };
    case 'ExitStepped':
      return row.exitUnderWay ? { ...row, exitUnderWay: { ...row.exitUnderWay, step: fact.data.step } } : undefined;
    case 'ExitEnded': {
      const { exitUnderWay: _, ...rest } = row;
      return rest;
    }
    default:
      return undefined;
  }
};
