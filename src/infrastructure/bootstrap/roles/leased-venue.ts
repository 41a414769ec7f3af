import { VenueAround } from '../../../application/desk/venue-around.js';
import type { AmendOrder, PlaceOrder, Venue, VenueAnswer } from '../../../application/ports/venue.port.js';
import type { LeaseTerm } from './lease-term.js';

/** A venue that is told nothing once the lease is gone: what was recorded before is then the next engine's to ask about. */
export class LeasedVenue extends VenueAround {
  constructor(
    venue: Venue,
    private readonly term: LeaseTerm,
  ) {
    super(venue);
  }

  override async place(request: PlaceOrder): Promise<VenueAnswer> {
    this.term.assertHeld();
    return super.place(request);
  }

  override async cancel(name: string): Promise<VenueAnswer> {
    this.term.assertHeld();
    return super.cancel(name);
  }

  override async amend(request: AmendOrder): Promise<VenueAnswer> {
    this.term.assertHeld();
    return super.amend(request);
  }
}
