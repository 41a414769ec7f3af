import type { ListedOrder } from '../../domain/orders/listed-order.js';
import {
  asked,
  listHeldBack,
  mayAskAt,
  questionLimiter,
  type QuestionKind,
  type QuestionLimiter,
} from '../../domain/orders/rate-limit/question-limiter.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Clock } from '../ports/clock.port.js';
import { type Venue, type VenueBalance, type VenuePosition, VenueUnreachable } from '../ports/venue.port.js';
import { type Found, VenueAround } from './venue-around.js';

/**
 * The venue, and no more questions than it takes: one that it would refuse is held back here, and whoever asked asks
 * again. A venue that is asked too much shuts the door for longer; one that is only paced is not unreachable. Orders have
 * a counter of their own: see the venue desk.
 */
export class PacedVenue extends VenueAround {
  private limiter: QuestionLimiter | undefined;

  constructor(
    venue: Venue,
    private readonly clock: Clock,
  ) {
    super(venue);
  }

  override async lookup(name: string): Promise<Found> {
    const heldBack = await this.heldBack('look-up');
    return heldBack === undefined ? super.lookup(name) : { outcome: 'not-sent', detail: heldBack };
  }

  override async openOrders(): Promise<readonly ListedOrder[]> {
    await this.admit();
    return super.openOrders();
  }

  override async changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    await this.admit();
    return super.changedSince(since);
  }

  override async balances(): Promise<readonly VenueBalance[]> {
    await this.admit();
    return super.balances();
  }

  override async positions(): Promise<readonly VenuePosition[]> {
    await this.admit();
    return super.positions();
  }

  /** @throws VenueUnreachable */
  private async admit(): Promise<void> {
    const heldBack = await this.heldBack('list');
    if (heldBack !== undefined) throw new VenueUnreachable(heldBack);
  }

  /** Counts the question, or says why it is not asked. */
  private async heldBack(kind: QuestionKind): Promise<string | undefined> {
    const limiter = this.limiter ?? (await this.learned());
    const now = this.clock.now();
    const dueAt = mayAskAt(limiter, kind, now);
    if (dueAt <= now) {
      this.limiter = asked(limiter, now);
      return undefined;
    }
    if (kind === 'list') this.limiter = listHeldBack(limiter, now);
    return `held back: ${this.name} is asked for no ${kind} before ${dueAt}`;
  }

  /** What a process before this one has used up. The first question is asked at the start. */
  private async learned(): Promise<QuestionLimiter> {
    this.limiter = questionLimiter(await this.venue.questionsUsed(), this.clock.now());
    return this.limiter;
  }
}
