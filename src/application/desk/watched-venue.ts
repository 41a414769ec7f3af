import type { Currency, Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { ListedOrder } from '../../domain/orders/listed-order.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Clock } from '../ports/clock.port.js';
import type { MarketStep } from '../ports/market-data.port.js';
import {
  type AmendOrder,
  type PlaceOrder,
  type ReportStream,
  Venue,
  type VenueAnswer,
  type VenueBalance,
  type VenuePosition,
  VenueUnreachable,
} from '../ports/venue.port.js';
import type { VenueHealth } from './venue-health.js';

type Outcome = VenueAnswer | { readonly outcome: 'absent' };

/** A venue that has heard enough of us is there. */
const ASKED_TOO_MUCH = /rate limit/i;

/** The venue, and an ear at every call: who waits for an answer need not think of what a missing one means. */
export class WatchedVenue extends Venue {
  readonly name: string;

  constructor(
    private readonly venue: Venue,
    private readonly health: VenueHealth,
    private readonly clock: Clock,
  ) {
    super();
    this.name = venue.name;
  }

  place(request: PlaceOrder): Promise<VenueAnswer> {
    return this.asked(this.venue.place(request));
  }

  cancel(name: string): Promise<VenueAnswer> {
    return this.asked(this.venue.cancel(name));
  }

  amend(request: AmendOrder): Promise<VenueAnswer> {
    return this.asked(this.venue.amend(request));
  }

  lookup(name: string): Promise<Outcome> {
    return this.asked(this.venue.lookup(name));
  }

  instruments(): Promise<readonly Instrument[]> {
    return this.listed(this.venue.instruments());
  }

  openOrders(): Promise<readonly ListedOrder[]> {
    return this.listed(this.venue.openOrders());
  }

  changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    return this.listed(this.venue.changedSince(since));
  }

  balances(): Promise<readonly VenueBalance[]> {
    return this.listed(this.venue.balances());
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.listed(this.venue.positions());
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

  private async asked<O extends Outcome>(call: Promise<O>): Promise<O> {
    const answer = await call;
    if (answer.outcome === 'unknown') this.health.doubt();
    if (answer.outcome === 'answered' || answer.outcome === 'absent') this.health.answered();
    else this.failed(answer.detail);
    return answer;
  }

  private async listed<T>(call: Promise<T>): Promise<T> {
    try {
      const list = await call;
      this.health.answered();
      return list;
    } catch (error) {
      if (error instanceof VenueUnreachable) this.failed(error.message);
      throw error;
    }
  }

  private failed(detail: string): void {
    if (ASKED_TOO_MUCH.test(detail)) this.health.answered();
    else this.health.failed(this.clock.now());
  }
}
