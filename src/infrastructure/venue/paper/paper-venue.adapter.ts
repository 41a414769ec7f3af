import type { Clock } from '../../../application/ports/clock.port.js';
import { type EventStore, StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { MarketStep } from '../../../application/ports/market-data.port.js';
import {
  type AmendOrder,
  type PlaceOrder,
  Venue,
  type VenueAnswer,
  type VenueBalance,
} from '../../../application/ports/venue.port.js';
import { amendRefusal, UNKNOWN_ORDER } from '../../../domain/matching/change-order.js';
import { orderReports, reportsOf, updatedReport } from '../../../domain/matching/paper-reports.js';
import { DEFAULT_PAPER, PAPER_DEPOSIT, type PaperSettings } from '../../../domain/matching/paper-settings.js';
import type { AmendPaperOrder, PlacePaperOrder } from '../../../domain/matching/paper-venue.commands.js';
import type { BalanceMove, PaperVenueFact } from '../../../domain/matching/paper-venue.events.js';
import {
  ENDED_KEPT,
  ordersOf,
  type PaperVenueState,
  workingOrder,
} from '../../../domain/matching/paper-venue.state.js';
import { DUPLICATE } from '../../../domain/matching/place-order.js';
import { type Currency, type Instrument, INSTRUMENTS } from '../../../domain/market/instrument.js';
import type { OrderReport } from '../../../domain/orders/order-report.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { orderOf, PaperBook, type PaperResult } from './paper-book.js';
import { FaultyLine, type PaperFault, type PaperFaults } from './paper-faults.js';
import { type MarketLook, PaperMarket } from './paper-market.js';

export interface PaperVenueOptions {
  readonly accountId: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly settings?: PaperSettings;
  /** Prices for a process that has not seen a step yet (the archive); without it such orders are not taken. */
  readonly look?: MarketLook;
  /** For tests: what is lost on the line. */
  readonly faults?: PaperFaults;
}

const NO_REPORTS: readonly OrderReport[] = [];

/** The pretend exchange: its book is a stream of the log, so it survives a crash of the desk as a real one would. */
export class PaperVenueAdapter extends Venue {
  readonly name = 'paper';
  private readonly accountId: string;
  private readonly clock: Clock;
  private readonly settings: PaperSettings;
  private readonly book: PaperBook;
  private readonly market: PaperMarket;
  private readonly line: FaultyLine;

  constructor({ accountId, store, clock, settings = DEFAULT_PAPER, look, faults = {} }: PaperVenueOptions) {
    super();
    this.accountId = accountId;
    this.clock = clock;
    this.settings = settings;
    this.book = new PaperBook(accountId, store, clock, settings);
    this.market = new PaperMarket(settings, look);
    this.line = new FaultyLine(faults);
  }

  /** Gives a new account its money; an opened one is left as it is. */
  async open(balances: readonly BalanceMove[] = PAPER_DEPOSIT): Promise<void> {
    const command = { type: 'OpenPaperAccount', balances, at: this.clock.now() } as const;
    await this.book.run(() => ({ command, commandId: stableId('paperOpen', this.accountId) }));
  }

  /** The venue's whole book, for audits. */
  state(): Promise<PaperVenueState> {
    return this.book.state();
  }

  instruments(): Promise<readonly Instrument[]> {
    return Promise.resolve(Object.values(INSTRUMENTS));
  }

  place(request: PlaceOrder): Promise<VenueAnswer> {
    const fault = this.line.next('onPlace', request.order.clientOrderId);
    return this.over(fault, () => this.placed(request));
  }

  cancel(clientOrderId: string): Promise<VenueAnswer> {
    return this.over(this.line.next('onCancel', clientOrderId), () => this.canceled(clientOrderId));
  }

  amend(request: AmendOrder): Promise<VenueAnswer> {
    return this.over(this.line.next('onAmend', request.clientOrderId), () => this.amended(request));
  }

  lookup(clientOrderId: string): Promise<VenueAnswer | Absent> {
    return this.found(clientOrderId).catch(unavailable);
  }

  private async found(clientOrderId: string): Promise<VenueAnswer | Absent> {
    const state = await this.book.state();
    const remembered = ordersOf(state, clientOrderId).flatMap(orderReports);
    if (remembered.length > 0) return { outcome: 'answered', reports: remembered };
    const reports = state.ended.length < ENDED_KEPT ? NO_REPORTS : await this.recorded(clientOrderId);
    return reports.length > 0 ? { outcome: 'answered', reports } : { outcome: 'absent' };
  }

  async openOrders(): Promise<readonly string[]> {
    return (await this.book.state()).working.map(({ terms }) => terms.clientOrderId);
  }

  /** Among the working and the last {@link ENDED_KEPT} ended orders. */
  async changedSince(since: UnixMs): Promise<readonly string[]> {
    const { working, ended } = await this.book.state();
    const changes = [
      ...ended.map((order) => ({ id: order.terms.clientOrderId, at: order.end.venueAt })),
      ...working.map((order) => ({ id: order.terms.clientOrderId, at: order.fills.at(-1)?.venueAt ?? -1 })),
    ];
    const recent = changes.filter(({ at }) => at >= Math.max(since, 0)).sort((a, b) => a.at - b.at);
    return [...new Set(recent.map(({ id }) => id))];
  }

  async balances(): Promise<readonly VenueBalance[]> {
    const { balances } = await this.book.state();
    return Object.entries(balances).map(([currency, total]) => ({ currency: currency as Currency, total }));
  }

  /** A step that was matched before a crash gives its reports once more: the desk may not have heard them. */
  advance(step: MarketStep): Promise<readonly OrderReport[]> {
    this.market.see(step);
    return this.book.isSurelyIdle(step.closeTime) ? Promise.resolve(NO_REPORTS) : this.matched(step);
  }

  private async matched({ closeTime, candles }: MarketStep): Promise<readonly OrderReport[]> {
    const command = { type: 'MatchCandles', closeTime, candles } as const;
    const commandId = stableId('paperMatch', this.accountId, closeTime);
    const { facts, state } = await this.book.run(() => ({ command, commandId }));
    if (facts.length > 0) return reportsOf(facts);
    return closeTime <= state.matchedTo ? reportsOf(await this.factsOfStep(closeTime)) : NO_REPORTS;
  }

  private async placed({ order, deadline, quote }: PlaceOrder): Promise<VenueAnswer> {
    const shown = quote ?? (await this.market.quote(order.instrumentId));
    const rate = await this.market.rate(order.instrumentId);
    if (rate === undefined) return { outcome: 'not-sent', detail: 'no BTC/USDT price yet' };
    const at = this.clock.now();
    const result = await this.book.run((state) => {
      // Each call is a new request, as at a real venue: that a lost answer is not asked for twice is the desk's care.
      const { clientOrderId } = order;
      const requestId = stableId(
        'paperPlace',
        this.accountId,
        clientOrderId,
        ordersOf(state, clientOrderId).length + 1,
      );
      const command: PlacePaperOrder = {
        type: 'PlacePaperOrder',
        order,
        requestId,
        ...(shown && { quote: shown }),
        rate,
        deadline,
        at,
      };
      return { command, commandId: requestId };
    });
    return answered(result.facts.length > 0 ? reportsOf(result.facts) : [this.refusal('rejected', result, DUPLICATE)]);
  }

  private async canceled(clientOrderId: string): Promise<VenueAnswer> {
    const command = { type: 'CancelPaperOrder', clientOrderId, at: this.clock.now() } as const;
    const result = await this.book.run((state) => ({
      command,
      commandId: stableId('paperCancel', this.accountId, clientOrderId, ordersOf(state, clientOrderId).length),
    }));
    if (result.facts.length > 0) return answered(reportsOf(result.facts));
    const last = ordersOf(result.state, clientOrderId).at(-1);
    const known = last ? orderReports(last) : await this.recorded(clientOrderId);
    const story = known.filter(({ kind }) => kind !== 'accepted');
    return answered(story.length > 0 ? story : [this.refusal('cancel-rejected', result, UNKNOWN_ORDER)]);
  }

  private async amended(request: AmendOrder): Promise<VenueAnswer> {
    const { clientOrderId } = request;
    const working = workingOrder(await this.book.state(), clientOrderId);
    const quote = working && (await this.market.quote(working.terms.instrumentId));
    const rate = (working && ((await this.market.rate(working.terms.instrumentId)) ?? working.rate)) ?? '1';
    const { quantity, price, triggerPrice } = request;
    const command: AmendPaperOrder = {
      type: 'AmendPaperOrder',
      clientOrderId,
      quantity,
      ...(price !== undefined && { price }),
      ...(triggerPrice !== undefined && { triggerPrice }),
      ...(quote && { quote }),
      rate,
      at: this.clock.now(),
    };
    const result = await this.book.run((state) => {
      const updates = workingOrder(state, clientOrderId)?.updates ?? 0;
      const placement = ordersOf(state, clientOrderId).length;
      return { command, commandId: stableId('paperAmend', this.accountId, clientOrderId, placement, updates) };
    });
    if (result.facts.length > 0) return answered(reportsOf(result.facts));
    const order = workingOrder(result.state, clientOrderId);
    const reason = amendRefusal(command, result.state, this.settings);
    if (order === undefined || reason !== undefined) {
      return answered([this.refusal('update-rejected', result, reason ?? UNKNOWN_ORDER)]);
    }
    return answered([updatedReport(order, order.updatedAt ?? order.venueAt)]);
  }

  private refusal(
    kind: 'rejected' | 'cancel-rejected' | 'update-rejected',
    { request: { command } }: PaperResult<PlacePaperOrder | AmendPaperOrder | CancelCommand>,
    reason: string,
  ): OrderReport {
    const clientOrderId = command.type === 'PlacePaperOrder' ? command.order.clientOrderId : command.clientOrderId;
    return { kind, clientOrderId, reason, venueAt: command.at + this.settings.latencyMs };
  }

  private async over(fault: PaperFault, act: () => Promise<VenueAnswer>): Promise<VenueAnswer> {
    if (fault === 'away') return { outcome: 'not-sent', detail: 'the venue is away' };
    if (fault === 'drop') return { outcome: 'unknown', detail: 'the request was lost' };
    const answer = await act().catch(unavailable);
    if (fault === 'lose-answer') return { outcome: 'unknown', detail: 'the answer was lost' };
    if (fault === 'deliver' || answer.outcome !== 'answered') return answer;
    return answered([...answer.reports, ...answer.reports]);
  }

  /** From the log, for what the book no longer remembers. */
  private async recorded(clientOrderId: string): Promise<readonly OrderReport[]> {
    const facts: PaperVenueFact[] = [];
    for await (const fact of this.book.backwards()) if (orderOf(fact) === clientOrderId) facts.push(fact);
    return reportsOf(facts.reverse());
  }

  private async factsOfStep(closeTime: UnixMs): Promise<readonly PaperVenueFact[]> {
    const facts: PaperVenueFact[] = [];
    for await (const fact of this.book.backwards()) {
      const step = 'step' in fact.data ? fact.data.step : null;
      if (step !== null && step < closeTime) break;
      if (step === closeTime) facts.push(fact);
    }
    return facts.reverse();
  }
}

interface Absent {
  readonly outcome: 'absent';
}

/** The book is the log: while that is away, so is the venue. */
const unavailable = (error: unknown): VenueAnswer => {
  if (!(error instanceof StoreUnavailable)) throw error;
  return { outcome: error.outcome === 'unknown' ? 'unknown' : 'not-sent', detail: error.message };
};

type CancelCommand = Extract<PaperResult['request']['command'], { type: 'CancelPaperOrder' }>;

const answered = (reports: readonly OrderReport[]): VenueAnswer => ({ outcome: 'answered', reports });
