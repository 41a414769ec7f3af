import { assert } from '../../shared/assert.js';
import { dec, maxOf, text, ZERO, type DecimalString } from '../../shared/decimal.js';
import type {
  ExitEnded,
  ExitStepped,
  ExitTriggered,
  FeeCharged,
  PositionChanged,
  PositionClosed,
  PositionOpened,
  ProtectionChanged,
  ProtectionLost,
  StopRecalled,
} from '../account.events.js';
import type { AccountState, PositionState } from '../account.state.js';
import { streakAfter } from '../risk/losses.js';
import { dustKey, dustOf, withDust } from './dust-held.js';
import { freePlace, placeOf } from './where-booked.js';

type PositionFact =
  | FeeCharged
  | PositionOpened
  | PositionChanged
  | PositionClosed
  | ProtectionChanged
  | ProtectionLost
  | StopRecalled
  | ExitTriggered
  | ExitStepped
  | ExitEnded;

const opened = (data: PositionOpened['data']): PositionState => ({
  positionId: data.positionId,
  book: data.book,
  instrumentId: data.instrumentId,
  side: data.side,
  leverage: data.leverage,
  intentId: data.intentId,
  quantity: data.quantity,
  cost: data.cost,
  maxQuantity: data.quantity,
  openedAt: data.openedAt,
  grossUsdt: '0',
  feesUsdt: data.feesUsdt,
  stop: data.levels.stop,
  target: data.levels.target,
  stopSince: data.openedAt,
  riskDistance: text(dec(data.price).sub(data.levels.stop).abs()),
  trailing: false,
  breakEven: false,
  protectionNo: 0,
  stopFilled: '0',
  marginSince: data.venueAt,
  marginFeesChargedTo: data.venueAt,
});

/** With the dust that it takes over it takes over the hours for which that was borrowed. */
const openedIn = (before: AccountState, data: PositionOpened['data']): AccountState => {
  const place = freePlace(before, data);
  assert(place, `PositionOpened while one is open: ${data.book} ${data.instrumentId}`);
  const dust = data.swept && dustOf(before, data);
  if (!dust) return { ...before, positions: { ...before.positions, [place]: opened(data) } };
  const { marginSince, marginFeesChargedTo } = dust;
  const { [dustKey(data)]: _swept, ...others } = before.dust;
  const position = { ...opened(data), marginSince, marginFeesChargedTo };
  return { ...before, positions: { ...before.positions, [place]: position }, dust: others };
};

const closed = (before: AccountState, data: PositionClosed['data']): AccountState => {
  const place = placeOf(before, data.positionId, data);
  assert(place, `PositionClosed without a position: ${data.positionId}`);
  const { [place]: gone, ...positions } = before.positions;
  const state = gone && data.dust ? { ...before, dust: withDust(before.dust, gone, data.dust) } : before;
  // What a phantom would have made nobody knows: neither a win nor a loss.
  if (data.book !== 'trading' || data.closer === 'correction') return { ...state, positions };
  const { closer, instrumentId, netUsdt, closedAt } = data;
  const byStop = closer === 'stop' || closer === 'trail';
  const stopHits = byStop ? { ...state.stopHits, [instrumentId]: closedAt } : state.stopHits;
  return { ...state, positions, stopHits, streak: streakAfter(state.streak, netUsdt, closedAt) };
};

/** Whatever makes the position smaller counts for the exit that is to close a part of it. */
const withExitReduced = (position: PositionState, quantity: DecimalString): PositionState => {
  const { exit } = position;
  const closed = dec(position.quantity).sub(quantity);
  if (exit?.leavesQty === undefined || closed.lte(0)) return position;
  return { ...position, exit: { ...exit, leavesQty: text(maxOf(dec(exit.leavesQty).sub(closed), ZERO)) } };
};

const changed = (
  position: PositionState,
  fact: Exclude<PositionFact, PositionOpened | PositionClosed>,
): PositionState => {
  switch (fact.type) {
    case 'FeeCharged': {
      const feesUsdt = text(dec(position.feesUsdt).add(fact.data.feeUsdt));
      return { ...position, feesUsdt, marginFeesChargedTo: fact.data.chargedTo };
    }
    case 'PositionChanged': {
      const { quantity, cost, grossUsdt, feesUsdt, stopFilled } = fact.data;
      const maxQuantity = text(maxOf(dec(position.maxQuantity), dec(quantity)));
      return { ...withExitReduced(position, quantity), quantity, cost, grossUsdt, feesUsdt, stopFilled, maxQuantity };
    }
    case 'ProtectionChanged': {
      const { n, stop, target, trailing, breakEven, action, stopOrderId, since } = fact.data;
      const { stopOrderId: _old, stopRecalled, ...rest } = position;
      const moved = stop !== position.stop;
      return {
        ...rest,
        protectionNo: n,
        stop,
        target,
        trailing,
        breakEven,
        stopSince: moved ? since : position.stopSince,
        ...(action === 'watch' ? {} : { stopOrderId }),
        ...(action === 'amend' && stopRecalled ? { stopRecalled } : {}),
      };
    }
    case 'ProtectionLost': {
      const { stopOrderId: _lost, stopRecalled: _asked, ...rest } = position;
      const { dueAt } = fact.data;
      const sooner = rest.exit && dueAt !== undefined ? { exit: { ...rest.exit, dueAt } } : {};
      return { ...rest, ...sooner, stopFilled: '0' };
    }
    case 'StopRecalled': {
      assert(position.exit, `StopRecalled without an exit: ${position.positionId}`);
      const { dueAt, quote } = fact.data;
      const exit = { ...position.exit, awaitsStop: true, dueAt, ...(quote ? { quote } : {}) };
      return { ...position, exit, stopRecalled: true };
    }
    case 'ExitTriggered': {
      const { exitId, closer, dueAt, triggeredAt, quantity, quote, cancelStopOrderId } = fact.data;
      const exit = {
        ...{ exitId, closer, step: 0, dueAt, triggeredAt },
        ...(quote ? { quote } : {}),
        ...(dec(quantity).lt(position.quantity) ? { leavesQty: quantity } : {}),
      };
      if (cancelStopOrderId === undefined) return { ...position, exit };
      return { ...position, exit: { ...exit, awaitsStop: true }, stopRecalled: true };
    }
    case 'ExitStepped': {
      assert(position.exit, `ExitStepped without an exit: ${position.positionId}`);
      const { step, dueAt, quote } = fact.data;
      const { awaitsStop: _over, ...exit } = position.exit;
      return { ...position, exit: { ...exit, step, dueAt, ...(quote ? { quote } : {}) } };
    }
    case 'ExitEnded': {
      const { exit: _ended, ...rest } = position;
      return rest;
    }
  }
};

/** Only what is borrowed is charged, and dust on margin still is. */
const chargedToDust = (state: AccountState, data: FeeCharged['data']): AccountState => {
  const key = Object.keys(state.dust).find((each) => state.dust[each]?.positionId === data.positionId);
  const dust = key === undefined ? undefined : state.dust[key];
  assert(key !== undefined && dust, `FeeCharged without a position: ${data.positionId}`);
  const feesUsdt = text(dec(dust.feesUsdt).add(data.feeUsdt));
  return { ...state, dust: { ...state.dust, [key]: { ...dust, feesUsdt, marginFeesChargedTo: data.chargedTo } } };
};

export const evolvePositions = (state: AccountState, fact: PositionFact): AccountState => {
  if (fact.type === 'PositionOpened') return openedIn(state, fact.data);
  if (fact.type === 'PositionClosed') return closed(state, fact.data);
  const key = placeOf(state, fact.data.positionId, fact.data);
  const position = key === undefined ? undefined : state.positions[key];
  if (key === undefined || !position) {
    if (fact.type === 'ExitEnded') return state;
    if (fact.type === 'FeeCharged') return chargedToDust(state, fact.data);
    assert(false, `${fact.type} without a position: ${fact.data.positionId}`);
  }
  return { ...state, positions: { ...state.positions, [key]: changed(position, fact) } };
};
