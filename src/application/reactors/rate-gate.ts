import { called, newLimiter, readyAt, withPair, type EngineCall } from '../../domain/orders/rate-limit/rate-limiter.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Clock } from '../ports/clock.port.js';
import type { Venue } from '../ports/venue.port.js';

/** The door to the venue's matching engine: who comes asks when, and says when the call is made. */
export class RateGate {
  private limiter;

  constructor(
    private readonly venue: Pick<Venue, 'rateUsed'>,
    private readonly clock: Clock,
  ) {
    this.limiter = newLimiter(clock.now());
  }

  /** Whoever is built before its clock is set would take every order for an old one, and the counter for calm. */
  begin(): void {
    this.limiter = newLimiter(this.clock.now());
  }

  /** The present instant, or the first one at which the venue's counter has room. */
  async readyAt(call: EngineCall): Promise<UnixMs> {
    await this.learn(call);
    return readyAt(this.limiter, call, this.clock.now());
  }

  count(call: EngineCall): void {
    this.limiter = called(this.limiter, call, this.clock.now());
  }

  /** What a process before this one has used up. */
  private async learn({ instrumentId }: EngineCall): Promise<void> {
    if (this.limiter.pairs[instrumentId]) return;
    const told = await this.venue.rateUsed(instrumentId);
    this.limiter = withPair(this.limiter, instrumentId, told, this.clock.now());
  }
}
