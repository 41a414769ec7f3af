import type { Currency, Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { ListedOrder } from '../../domain/orders/listed-order.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { MarketStep } from '../ports/market-data.port.js';
import {
  type AmendOrder,
  type PlaceOrder,
  type ReportStream,
  Venue,
  type VenueAnswer,
  type VenueBalance,
  type VenuePosition,
} from '../ports/venue.port.js';

export type Found = VenueAnswer | { readonly outcome: 'absent' };

/** A venue with something around it: every call goes through, and a subclass changes those that it is about. */
export abstract class VenueAround extends Venue {
  readonly name: string;

  constructor(protected readonly venue: Venue) {
    super();
    this.name = venue.name;
  }

  place(request: PlaceOrder): Promise<VenueAnswer> {
    return this.venue.place(request);
  }

  cancel(name: string): Promise<VenueAnswer> {
    return this.venue.cancel(name);
  }

  amend(request: AmendOrder): Promise<VenueAnswer> {
    return this.venue.amend(request);
  }

  lookup(name: string): Promise<Found> {
    return this.venue.lookup(name);
  }

  instruments(): Promise<readonly Instrument[]> {
    return this.venue.instruments();
  }

  openOrders(): Promise<readonly ListedOrder[]> {
    return this.venue.openOrders();
  }

  changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    return this.venue.changedSince(since);
  }

  balances(): Promise<readonly VenueBalance[]> {
    return this.venue.balances();
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.venue.positions();
  }

  reportStream(): ReportStream {
    return this.venue.reportStream();
  }

  override revision(): string | undefined {
    return this.venue.revision();
  }

  override rateUsed(instrumentId: InstrumentId): Promise<number | undefined> {
    return this.venue.rateUsed(instrumentId);
  }

  override questionsUsed(): Promise<number | undefined> {
    return this.venue.questionsUsed();
  }

  ownerMoved(transferId: string, currency: Currency, amount: DecimalString): Promise<void> {
    return this.venue.ownerMoved(transferId, currency, amount);
  }

  advance(step: MarketStep): Promise<readonly OrderReport[]> {
    return this.venue.advance(step);
  }
}
