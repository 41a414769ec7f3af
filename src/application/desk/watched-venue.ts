import type { Instrument } from '../../domain/market/instrument.js';
import type { ListedOrder } from '../../domain/orders/listed-order.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Clock } from '../ports/clock.port.js';
import {
  type AmendOrder,
  type PlaceOrder,
  type Venue,
  type VenueAnswer,
  type VenueBalance,
  type VenuePosition,
  VenueUnreachable,
} from '../ports/venue.port.js';
import { type Found, VenueAround } from './venue-around.js';
import type { VenueHealth } from './venue-health.js';

/** A venue that has heard enough of us is there. */
const ASKED_TOO_MUCH = /rate limit/i;

/** The venue, and an ear at every call: who waits for an answer need not think of what a missing one means. */
export class WatchedVenue extends VenueAround {
  constructor(
    venue: Venue,
    private readonly health: VenueHealth,
    private readonly clock: Clock,
  ) {
    super(venue);
  }

  override place(request: PlaceOrder): Promise<VenueAnswer> {
    return this.asked(super.place(request));
  }

  override cancel(name: string): Promise<VenueAnswer> {
    return this.asked(super.cancel(name));
  }

  override amend(request: AmendOrder): Promise<VenueAnswer> {
    return this.asked(super.amend(request));
  }

  override lookup(name: string): Promise<Found> {
    return this.asked(super.lookup(name));
  }

  override instruments(): Promise<readonly Instrument[]> {
    return this.listed(super.instruments());
  }

  override openOrders(): Promise<readonly ListedOrder[]> {
    return this.listed(super.openOrders());
  }

  override changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    return this.listed(super.changedSince(since));
  }

  override balances(): Promise<readonly VenueBalance[]> {
    return this.listed(super.balances());
  }

  override positions(): Promise<readonly VenuePosition[]> {
    return this.listed(super.positions());
  }

  private async asked<O extends Found>(call: Promise<O>): Promise<O> {
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
