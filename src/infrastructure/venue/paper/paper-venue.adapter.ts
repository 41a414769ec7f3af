import { StreamFolds } from '../../../application/messaging/stream-folds.js';
import type { Clock } from '../../../application/ports/clock.port.js';
import type { EventStore } from '../../../application/ports/event-store.port.js';
import type { MarketStep } from '../../../application/ports/market-data.port.js';
import {
  type AmendOrder,
  type PlaceOrder,
  type ReportStream,
  Venue,
  type VenueAnswer,
  type VenueBalance,
  type VenuePosition,
} from '../../../application/ports/venue.port.js';
import { levelAt } from '../../../domain/matching/engine-counter.js';
import { foreignOrder, outsideName } from '../../../domain/matching/foreign-orders.js';
import type { BalanceMove } from '../../../domain/matching/paper-order.js';
import { reportsOf } from '../../../domain/matching/paper-reports.js';
import { instrumentAt, type TradingRules } from '../../../domain/matching/paper-rules.js';
import { DEFAULT_PAPER, PAPER_DEPOSIT, type PaperSettings } from '../../../domain/matching/paper-settings.js';
import type { PaperVenueFact } from '../../../domain/matching/paper-venue.events.js';
import type { PaperVenueState } from '../../../domain/matching/paper-venue.state.js';
import {
  type Currency,
  INSTRUMENT_IDS,
  type Instrument,
  type InstrumentId,
} from '../../../domain/market/instrument.js';
import type { ListedOrder, ListedTerms } from '../../../domain/orders/listed-order.js';
import type { OrderReport } from '../../../domain/orders/order-report.js';
import type { DecimalString } from '../../../domain/shared/decimal.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import { SECOND, type UnixMs } from '../../../domain/shared/time.js';
import { PaperBook } from './paper-book.js';
import type { PaperFaults } from './paper-faults.js';
import { PaperLine } from './paper-line.js';
import { balancesOf, changedIn, listed, positionsOf } from './paper-lists.js';
import { type MarketLook, PaperMarket } from './paper-market.js';
import { named, PaperOrders } from './paper-orders.js';

export interface PaperVenueOptions {
  readonly accountId: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly settings?: PaperSettings;
  /** How the book's stream is folded; absent: whole. */
  readonly folds?: StreamFolds;
  /** Prices for a process that has not seen a step yet (the archive); without it such orders are not taken. */
  readonly look?: MarketLook;
  /** For tests: what is lost on the line. */
  readonly faults?: PaperFaults;
}

const NO_REPORTS: readonly OrderReport[] = [];
const FOREIGN_LIFE_MS = 5 * SECOND;

interface Absent {
  readonly outcome: 'absent';
}

/** The pretend exchange: its book is a stream of the log, so it survives a crash of the desk as a real one would. */
export class PaperVenueAdapter extends Venue {
  readonly name = 'paper';
  private readonly accountId: string;
  private readonly clock: Clock;
  private readonly book: PaperBook;
  private readonly market: PaperMarket;
  private readonly orders: PaperOrders;
  private readonly line: PaperLine;

  constructor(options: PaperVenueOptions) {
    super();
    const { accountId, store, clock, settings = DEFAULT_PAPER, look, faults = {} } = options;
    this.accountId = accountId;
    this.clock = clock;
    this.book = new PaperBook({
      accountId,
      store,
      clock,
      settings,
      folds: options.folds ?? new StreamFolds({ store }),
    });
    this.market = new PaperMarket(settings, look);
    this.orders = new PaperOrders(accountId, this.book, this.market, clock, settings);
    this.line = new PaperLine(faults, () => clock.now(), settings.queryLimit);
  }

  /** Gives a new account its money; an opened one is left as it is. */
  async open(balances: readonly BalanceMove[] = PAPER_DEPOSIT): Promise<void> {
    const command = { type: 'OpenPaperAccount', balances, at: this.clock.now() } as const;
    await this.book.run(() => ({ command, commandId: stableId('paperOpen', this.accountId) }));
  }

  ownerMoved(transferId: string, currency: Currency, amount: DecimalString): Promise<void> {
    return this.moveFunds([{ currency, amount }], transferId);
  }

  /** The owner pays in, or takes out where an amount is below zero. The same transfer again changes nothing. */
  async moveFunds(moves: readonly BalanceMove[], transferId: string): Promise<void> {
    const command = { type: 'MovePaperFunds', transferId, moves, at: this.clock.now() } as const;
    await this.book.run(() => ({ command, commandId: stableId('paperFunds', this.accountId, transferId) }));
  }

  /** The venue's whole book, for audits. */
  state(): Promise<PaperVenueState> {
    return this.book.state();
  }

  instruments(): Promise<readonly Instrument[]> {
    return this.line.publicly(async () => {
      const state = await this.book.state();
      return INSTRUMENT_IDS.map((id) => instrumentAt(state, id));
    });
  }

  place(request: PlaceOrder): Promise<VenueAnswer> {
    const { clientOrderId } = request.order;
    const refused = (reason: string) => this.orders.refusal('rejected', clientOrderId, reason);
    return this.line.over('onPlace', clientOrderId, () => this.orders.place(request), refused);
  }

  cancel(name: string): Promise<VenueAnswer> {
    const refused = (reason: string) => this.orders.refusal('cancel-rejected', name, reason);
    return this.line.over('onCancel', name, () => this.orders.cancel(name), refused);
  }

  amend(request: AmendOrder): Promise<VenueAnswer> {
    const name = request.clientOrderId;
    const refused = (reason: string) => this.orders.refusal('update-rejected', name, reason);
    return this.line.over('onAmend', name, () => this.orders.amend(request), refused);
  }

  lookup(name: string): Promise<VenueAnswer | Absent> {
    return this.line.asking<Absent>(name, async () => {
      const reports = await this.orders.known(name);
      return reports.length > 0 ? { outcome: 'answered', reports } : { outcome: 'absent' };
    });
  }

  openOrders(): Promise<readonly ListedOrder[]> {
    return this.line.listing(async () => (await this.book.state()).working.map(listed));
  }

  /** Among the working orders and those that ended last. */
  changedSince(since: UnixMs): Promise<readonly ListedOrder[]> {
    return this.line.listing(async () => changedIn(await this.book.state(), since));
  }

  balances(): Promise<readonly VenueBalance[]> {
    return this.line.listing(async () => balancesOf(await this.book.state()));
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.line.listing(async () => positionsOf(await this.book.state()));
  }

  reportStream(): ReportStream {
    return this.line.reportStream();
  }

  /** A line that loses things would be believed too easily. */
  override revision(): string | undefined {
    return this.line.reportStream().state === 'with-steps' ? this.book.version : undefined;
  }

  override async rateUsed(instrumentId: InstrumentId): Promise<number | undefined> {
    const { counters } = await this.book.state();
    return levelAt(counters[instrumentId], this.clock.now());
  }

  override questionsUsed(): Promise<number | undefined> {
    return Promise.resolve(this.line.questionsUsed());
  }

  /** A step that was matched before a crash gives its reports once more: the desk may not have heard them. */
  async advance(step: MarketStep): Promise<readonly OrderReport[]> {
    this.market.see(step);
    const reports = this.book.isSurelyIdle(step.closeTime) ? NO_REPORTS : await this.matched(step);
    return this.line.heard(reports);
  }

  /** The venue falls and comes back without what it did in the last `lostMs`. */
  restart(lostMs = 0): Promise<void> {
    return this.book.restart(lostMs);
  }

  /** The venue gives an instrument other rules, from now on. */
  async changeRules(instrumentId: InstrumentId, change: Partial<TradingRules>): Promise<void> {
    const at = this.clock.now();
    await this.book.run((state) => {
      const { tick, lot, minQuantity, minCost } = { ...instrumentAt(state, instrumentId), ...change };
      const rules = { tick, lot, minQuantity, minCost };
      const commandId = stableId('paperRules', this.accountId, instrumentId, at, ...Object.values(rules));
      return { command: { type: 'ChangePaperRules', instrumentId, rules, at }, commandId };
    });
  }

  /** Someone else trades in the account; nobody tells the desk. Returns the venue's name of the order. */
  async placeForeign(terms: ListedTerms): Promise<string> {
    // A name is never given again, not even after a fall in which the venue forgot the order that had it.
    const order = foreignOrder(terms, this.accountId, await this.book.length());
    await this.orders.place({ order, deadline: this.clock.now() + FOREIGN_LIFE_MS });
    return outsideName(order.clientOrderId);
  }

  /** Someone else takes an order back, which may be one of ours; nobody tells the desk. */
  async cancelForeign(name: string): Promise<void> {
    await this.orders.cancel(name);
  }

  private async matched({ closeTime, candles }: MarketStep): Promise<readonly OrderReport[]> {
    const btcRate = await this.market.rate('XRP/BTC');
    const command = { type: 'MatchCandles', closeTime, candles, ...(btcRate !== undefined && { btcRate }) } as const;
    const commandId = stableId('paperMatch', this.accountId, closeTime);
    const { facts, state } = await this.book.run(() => ({ command, commandId }));
    if (facts.length > 0) return named(reportsOf(facts));
    return closeTime <= state.matchedTo ? named(reportsOf(await this.factsOfStep(closeTime))) : NO_REPORTS;
  }

  private async factsOfStep(closeTime: UnixMs): Promise<readonly PaperVenueFact[]> {
    const facts: PaperVenueFact[] = [];
    for await (const { fact } of this.book.backwards()) {
      const step = 'step' in fact.data ? fact.data.step : null;
      if (step !== null && step < closeTime) break;
      if (step === closeTime) facts.push(fact);
    }
    return facts.reverse();
  }
}
