import type { Instrument, InstrumentId } from '../../../domain/market/instrument.js';
import { isBelowMinimum, rulesOf } from '../../../domain/market/quote.js';
import type { OrderFact } from '../../../domain/orders/order.events.js';
import { dec, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { SECOND, type UnixMs } from '../../../domain/shared/time.js';
import { endsOrder, isOrderFact, orderIn, Tally, type AuditFact, type Invariant } from './invariant.js';

/** A stop or a closing order at the venue, or on its way. Base left to fill. */
interface Resting {
  readonly purpose: 'stop' | 'close';
  readonly positionId: string;
  readonly quantity: Dec;
  readonly leaves: Dec;
  /** The venue has spoken of it. */
  readonly confirmed: boolean;
}

interface Watched {
  readonly since: AuditFact;
  readonly instrumentId: InstrumentId;
  readonly quantity: Dec;
  readonly stop: string;
  /** By which the stop was measured. */
  readonly rules: Pick<Instrument, 'minQuantity' | 'minCost'>;
  /** Neither covered nor on the way out since; undefined while all is well. */
  readonly nakedSince: UnixMs | undefined;
  /** By when something must have happened. */
  readonly mustActBy: UnixMs;
  /** On the way out: by when the next closing order must be there; undefined before. */
  readonly nextRungBy: UnixMs | undefined;
  /** The last rung was a market order: what it left is protected again, or sold, like any naked quantity. */
  readonly onMarket: boolean;
}

const UNPROTECTED_MS = 30 * SECOND;
/** On cash the stop is cancelled first: 3 s, then the first rung goes whether it is confirmed or not. */
const FIRST_RUNG_MS = 3 * SECOND;
/** Each limit of the ladder has 3 s. */
const NEXT_RUNG_MS = 3 * SECOND;

/**
 * 5. Filled quantity of the trading book, above the venue's minimum and not covered by a stop that the venue has
 * confirmed, is on its way out after 30 s at the latest, and stays so: closing order upon closing order, and a stop again
 * between those that find no market.
 */
export class ProtectionInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly positions = new Map<string, Watched>();
  private readonly orders = new Map<string, Resting>();
  private now: UnixMs = 0;

  feed(fact: AuditFact): void {
    this.now = fact.metadata.at;
    switch (fact.type) {
      case 'PositionOpened': {
        const { book, positionId, instrumentId, quantity, levels } = fact.data;
        if (book !== 'trading') return;
        const rules = rulesOf(instrumentId);
        const watched = { since: fact, instrumentId, quantity: dec(quantity), stop: levels.stop, rules };
        const calm = { nakedSince: undefined, mustActBy: 0, nextRungBy: undefined, onMarket: false };
        this.positions.set(positionId, { ...watched, ...calm });
        return this.judge(positionId);
      }
      case 'PositionChanged':
        return this.change(fact.data.positionId, { quantity: dec(fact.data.quantity) });
      case 'ProtectionChanged':
        return this.change(fact.data.positionId, {
          stop: fact.data.stop,
          rules: rulesOf(fact.data.instrumentId, fact.data.quote),
        });
      case 'ExitTriggered':
        this.change(fact.data.positionId, { onMarket: false });
        return this.exit(fact.data.positionId, fact.metadata.at + FIRST_RUNG_MS);
      case 'StopRecalled':
        // Like the first stop of an exit: it is being cancelled, and then or after 3 s the next order goes.
        this.change(fact.data.positionId, { onMarket: false });
        return this.exit(fact.data.positionId, fact.metadata.at + FIRST_RUNG_MS);
      case 'ExitStepped':
        return this.change(fact.data.positionId, { onMarket: fact.data.limit === undefined });
      case 'ExitEnded':
        return this.change(fact.data.positionId, { nextRungBy: undefined, onMarket: false, nakedSince: undefined });
      case 'PositionClosed':
        this.positions.delete(fact.data.positionId);
        return;
      default:
        if (isOrderFact(fact)) this.ofOrder(fact);
    }
  }

  tick(now: UnixMs): void {
    for (const [id, watched] of this.positions) {
      if (watched.nakedSince === undefined || now <= watched.mustActBy) continue;
      const { quantity, instrumentId, nakedSince, nextRungBy } = watched;
      this.tally.hold(
        false,
        watched.since,
        () =>
          `${text(quantity)} of ${instrumentId} (position ${id}) is without protection since ${nakedSince}, and at ` +
          `${now} ${nextRungBy === undefined ? 'nothing closes it' : 'no closing order follows'}`,
      );
      // Said once; the next chance to say it is a new one.
      this.positions.set(id, { ...watched, mustActBy: Number.MAX_SAFE_INTEGER });
    }
  }

  private ofOrder(fact: Extract<AuditFact, OrderFact>): void {
    const order = orderIn(fact);
    const { clientOrderId: id, purpose, positionId } = order;
    if (purpose === 'entry' || purpose === 'hodl' || positionId === undefined) return;
    if (fact.type === 'OrderInitialized') {
      const quantity = dec(order.quantity);
      this.orders.set(id, { purpose, positionId, quantity, leaves: quantity, confirmed: false });
      return purpose === 'close' ? this.judge(positionId) : undefined;
    }
    const resting = this.orders.get(id);
    if (!resting) return;
    const next = heard(resting, fact);
    const isOver = endsOrder(fact) || (purpose === 'close' && next.leaves.lte(ZERO));
    if (isOver) this.orders.delete(id);
    else this.orders.set(id, next);
    if (purpose === 'close' && isOver) this.exit(positionId, fact.metadata.at + this.patience(positionId));
    else this.judge(positionId);
  }

  private patience(positionId: string): number {
    return this.positions.get(positionId)?.onMarket === true ? UNPROTECTED_MS : NEXT_RUNG_MS;
  }

  private exit(positionId: string, nextRungBy: UnixMs): void {
    const watched = this.positions.get(positionId);
    if (!watched) return;
    this.positions.set(positionId, { ...watched, nextRungBy, mustActBy: nextRungBy });
    this.judge(positionId);
  }

  private change(positionId: string, change: Partial<Watched>): void {
    const watched = this.positions.get(positionId);
    if (!watched) return;
    this.positions.set(positionId, { ...watched, ...change });
    this.judge(positionId);
  }

  /** Looks anew whether the position is covered or on its way out, and starts or stops its clock. */
  private judge(positionId: string): void {
    const watched = this.positions.get(positionId);
    if (!watched) return;
    if (this.isSafe(positionId, watched)) {
      this.tally.checks += 1;
      this.positions.set(positionId, { ...watched, nakedSince: undefined });
      return;
    }
    if (watched.nakedSince !== undefined) return;
    const { nextRungBy, onMarket } = watched;
    // Between two market orders a stop rests: what becomes naked then has the time that any naked quantity has.
    const patience = nextRungBy === undefined || onMarket ? UNPROTECTED_MS : FIRST_RUNG_MS;
    const mustActBy = Math.max(nextRungBy ?? 0, this.now + patience);
    this.positions.set(positionId, { ...watched, nakedSince: this.now, mustActBy });
  }

  private isSafe(positionId: string, { quantity, stop, rules }: Watched): boolean {
    if (isBelowMinimum(text(quantity), stop, rules)) return true;
    let covered = ZERO;
    for (const order of this.orders.values()) {
      if (order.positionId !== positionId) continue;
      if (order.purpose === 'close') return true;
      if (order.confirmed) covered = covered.add(order.leaves);
    }
    return covered.gte(quantity);
  }
}

const heard = (resting: Resting, fact: Extract<AuditFact, OrderFact>): Resting => {
  const filled = resting.quantity.sub(resting.leaves);
  switch (fact.type) {
    case 'OrderAccepted':
    case 'OrderTriggered':
      return { ...resting, confirmed: true };
    case 'OrderSubmitted':
    case 'OrderUpdated': {
      const quantity = dec(fact.data.order.quantity);
      const confirmed = resting.confirmed || fact.type === 'OrderUpdated';
      return { ...resting, quantity, leaves: quantity.sub(filled), confirmed };
    }
    case 'OrderFilled':
      return { ...resting, confirmed: true, leaves: dec(fact.data.leavesQty) };
    default:
      return resting;
  }
};
