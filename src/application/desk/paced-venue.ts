import type { Currency, Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { ListedOrder } from '../../domain/orders/listed-order.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import {
  asked,
  listHeldBack,
  mayAskAt,
  questionLimiter,
  type QuestionKind,
  type QuestionLimiter,
} from '../../domain/orders/rate-limit/question-limiter.js';
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

type Outcome = VenueAnswer | { readonly outcome: 'absent' };

/**
 * The venue, and no more questions than it takes: one that it would refuse is held back here, and whoever asked asks
 * again. A venue that is asked too much shuts the door for longer; one that is only paced is not unreachable.
 */
export class PacedVenue extends Venue {
  readonly name: string;
  private limiter: QuestionLimiter | undefined;

  constructor(
    private readonly venue: Venue,
    private readonly clock: Clock,
  ) {
    super();
    this.name = venue.name;
  }

  async lookup(name: string): Promise<Outcome> {
    const heldBack = await this.heldBack('look-up');
    return heldBack === undefined ? this.venue.lookup(name) : { outcome: 'not-sent', detail: heldBack };
  }

  async openOrders(): Promise<readonly ListedOrder[]> {
    await this.admit();
    return this.venue.openOrders();
  }

  async changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    await this.admit();
    return this.venue.changedSince(since);
  }

  async balances(): Promise<readonly VenueBalance[]> {
    await this.admit();
    return this.venue.balances();
  }

  async positions(): Promise<readonly VenuePosition[]> {
    await this.admit();
    return this.venue.positions();
  }

  /** Orders have a counter of their own: see the venue desk. */
  place(request: PlaceOrder): Promise<VenueAnswer> {
    return this.venue.place(request);
  }

  cancel(name: string): Promise<VenueAnswer> {
    return this.venue.cancel(name);
  }

  amend(request: AmendOrder): Promise<VenueAnswer> {
    return this.venue.amend(request);
  }

  instruments(): Promise<readonly Instrument[]> {
    return this.venue.instruments();
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
