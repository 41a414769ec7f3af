import { ControlRefused, type OverrideRequest } from '../../../../src/application/ports/desk-control.port.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import { INSTRUMENTS } from '../../../../src/domain/market/instrument.js';
import { midOf } from '../../../../src/domain/market/quote.js';
import { OVERRIDE_KINDS } from '../../../../src/domain/overrides/override-orders.js';
import { dec, roundDownTo, text } from '../../../../src/domain/shared/decimal.js';
import type { Deed, Want } from '../plan/act.js';
import type { Desk } from './perform.js';

const LATE_MS = 61_000;

/** A level so far from the price, on the tick. */
const level = (desk: Desk, instrumentId: InstrumentId, share: number): string | undefined => {
  const quote = desk.quotes()[instrumentId];
  return quote && text(roundDownTo(dec(midOf(quote)).mul(1 + share), INSTRUMENTS[instrumentId].tick));
};

const firstForeign = async (desk: Desk) => Object.values((await desk.account()).foreignOrders)[0];

/** The order as the control wants it; undefined where there is nothing to name. */
const orderOf = async (want: Want, desk: Desk): Promise<unknown> => {
  switch (want.kind) {
    case 'close-position':
      return { instrumentId: want.instrumentId };
    case 'open-position': {
      const { instrumentId, direction } = want;
      const sign = direction === 'long' ? 1 : -1;
      const stop = level(desk, instrumentId, -sign * want.stop);
      const target = level(desk, instrumentId, sign * want.target);
      return stop && target && { instrumentId, direction, stop, target };
    }
    case 'cancel-order': {
      const foreign = await firstForeign(desk);
      return foreign && { foreignOrderId: foreign.foreignOrderId };
    }
    case 'claim-order': {
      const foreign = await firstForeign(desk);
      if (!foreign) return undefined;
      const sign = foreign.side === 'buy' ? 1 : -1;
      const stop = level(desk, foreign.instrumentId, -sign * want.stop);
      const target = level(desk, foreign.instrumentId, sign * want.target);
      return stop && target && { foreignOrderId: foreign.foreignOrderId, stop, target };
    }
    case 'transfer': {
      const { kind: _kind, ...rest } = want;
      const { balances } = await desk.account();
      const all = (rest.from === 'trading' && balances.trading[rest.currency]) || '0';
      return { ...rest, amount: rest.amount === 'all' ? all : rest.amount };
    }
    case 'change-limits':
    case 'deposit':
    case 'withdraw':
    case 'withdraw-hodl': {
      const { kind: _kind, ...rest } = want;
      return rest;
    }
    default:
      return {};
  }
};

/** Somebody orders, and confirms as drawn; what the desk does not take is for the person to read. */
export const order = async (
  { want, actor, confirmed }: Extract<Deed, { kind: 'order' }>,
  desk: Desk,
  requestId: string,
): Promise<void> => {
  const wanted = await orderOf(want, desk);
  if (!wanted) return;
  try {
    const request = { kind: want.kind, order: wanted, reason: 'as drawn', actor, requestId } as OverrideRequest;
    const { overrideId } = await desk.control.request(request);
    if (OVERRIDE_KINDS[want.kind].confirmed && confirmed !== 'never') {
      if (confirmed === 'late') desk.wallClock.wait(LATE_MS);
      await desk.control.confirm(overrideId, actor);
      if (confirmed === 'twice') await desk.control.confirm(overrideId, actor);
    }
  } catch (error) {
    if (!(error instanceof ControlRefused)) throw error;
  }
};
