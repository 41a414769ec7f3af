import type {
  EquityMarked,
  FeeCharged,
  FillBooked,
  IntentDenied,
  PositionClosed,
  ProfitSetAside,
} from '../../domain/account/account.events.js';
import { DENIAL_CODES, type DenialCode } from '../../domain/account/risk/denial-codes.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../domain/market/instrument.js';
import type { OrderFilled } from '../../domain/orders/order.events.js';
import { add, dec, text, type DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';

/** What facts alone tell of a run. Money in USDT. */
export interface BacktestFigures {
  readonly facts: number;
  readonly signals: number;
  readonly cycles: number;
  /** Openings and closes; a close needs no verdict. */
  readonly proposals: number;
  readonly approved: number;
  readonly resized: number;
  readonly denied: number;
  /** By the first rule that failed, in the order in which the engine looks. */
  readonly deniedByCode: Readonly<Partial<Record<DenialCode, number>>>;
  readonly orders: number;
  readonly fills: number;
  /** Entry orders that were filled in more than one execution or not completely. */
  readonly partialEntries: number;
  readonly positionsClosed: number;
  readonly longsClosed: number;
  readonly shortsClosed: number;
  readonly closedByInstrument: Readonly<Record<InstrumentId, number>>;
  /** Closed positions with a net result above zero. */
  readonly wins: number;
  /** Gross result of all closing fills less all fees, those of open positions included. */
  readonly realisedPnl: DecimalString;
  readonly fees: DecimalString;
  readonly finalEquity: DecimalString;
  /** Deepest fall of the marked equity from an earlier peak, in per cent of the peak, four places. */
  readonly maxDrawdownPct: DecimalString;
}

interface Tally extends Omit<BacktestFigures, 'deniedByCode' | 'partialEntries' | 'realisedPnl' | 'maxDrawdownPct'> {
  readonly deniedByCode: Readonly<Record<string, number>>;
  readonly partialIds: ReadonlySet<string>;
  readonly gross: DecimalString;
  readonly peak: DecimalString;
  readonly drawdown: DecimalString;
}

const NOTHING: Tally = {
  facts: 0,
  signals: 0,
  cycles: 0,
  proposals: 0,
  approved: 0,
  resized: 0,
  denied: 0,
  deniedByCode: {},
  orders: 0,
  fills: 0,
  partialIds: new Set(),
  positionsClosed: 0,
  longsClosed: 0,
  shortsClosed: 0,
  closedByInstrument: { 'BTC/USDT': 0, 'XRP/USDT': 0, 'XRP/BTC': 0 },
  wins: 0,
  gross: '0',
  fees: '0',
  finalEquity: '0',
  peak: '0',
  drawdown: '0',
};

const marked = (tally: Tally, equity: DecimalString): Tally => {
  const value = dec(equity);
  if (value.gte(tally.peak)) return { ...tally, finalEquity: equity, peak: equity };
  const fall = dec(tally.peak).sub(value).div(tally.peak);
  return { ...tally, finalEquity: equity, ...(fall.gt(tally.drawdown) && { drawdown: text(fall) }) };
};

const closed = (tally: Tally, { instrumentId, side, netUsdt }: PositionClosed['data']): Tally => ({
  ...tally,
  positionsClosed: tally.positionsClosed + 1,
  longsClosed: tally.longsClosed + (side === 'long' ? 1 : 0),
  shortsClosed: tally.shortsClosed + (side === 'short' ? 1 : 0),
  closedByInstrument: { ...tally.closedByInstrument, [instrumentId]: tally.closedByInstrument[instrumentId] + 1 },
  wins: tally.wins + (dec(netUsdt).gt(0) ? 1 : 0),
});

const filled = (tally: Tally, { order, fillNo, leavesQty }: OrderFilled['data']): Tally => {
  const partial = order.purpose === 'entry' && (fillNo > 0 || !dec(leavesQty).isZero());
  const known = tally.partialIds.has(order.clientOrderId);
  return {
    ...tally,
    fills: tally.fills + 1,
    ...(partial && !known && { partialIds: new Set([...tally.partialIds, order.clientOrderId]) }),
  };
};

const FOLD: Readonly<Record<string, (tally: Tally, data: never) => Tally>> = {
  SignalRecorded: (tally) => ({ ...tally, signals: tally.signals + 1 }),
  CycleOpened: (tally) => ({ ...tally, cycles: tally.cycles + 1 }),
  TradeProposed: (tally) => ({ ...tally, proposals: tally.proposals + 1 }),
  IntentApproved: (tally) => ({ ...tally, approved: tally.approved + 1 }),
  IntentResized: (tally) => ({ ...tally, resized: tally.resized + 1 }),
  IntentDenied: (tally, { code }: IntentDenied['data']) => ({
    ...tally,
    denied: tally.denied + 1,
    deniedByCode: { ...tally.deniedByCode, [code]: (tally.deniedByCode[code] ?? 0) + 1 },
  }),
  OrderInitialized: (tally) => ({ ...tally, orders: tally.orders + 1 }),
  OrderFilled: filled,
  FillBooked: (tally, { grossUsdt, feeUsdt }: FillBooked['data']) => ({
    ...tally,
    gross: add(tally.gross, grossUsdt),
    fees: add(tally.fees, feeUsdt),
  }),
  FeeCharged: (tally, { feeUsdt }: FeeCharged['data']) => ({ ...tally, fees: add(tally.fees, feeUsdt) }),
  PositionClosed: closed,
  // What is kept has left the equity and is no loss.
  ProfitSetAside: (tally, { amountUsdt }: ProfitSetAside['data']) => ({
    ...tally,
    peak: text(dec(tally.peak).sub(amountUsdt)),
  }),
  EquityMarked: (tally, { equity }: EquityMarked['data']) => marked(tally, equity),
};

/** Folds a run's facts, in log order, into its figures. */
export class BacktestReport {
  private constructor(private readonly tally: Tally) {}

  static readonly empty = new BacktestReport(NOTHING);

  with(fact: RecordedFact): BacktestReport {
    const fold = FOLD[fact.type];
    const tally = fold ? fold(this.tally, fact.data as never) : this.tally;
    return new BacktestReport({ ...tally, facts: tally.facts + 1 });
  }

  /** The figures; `finalEquity` is the account's value at the last prices, where all of it has a price. */
  figures(finalEquity?: DecimalString): BacktestFigures {
    const {
      partialIds,
      gross,
      peak: _peak,
      drawdown,
      ...rest
    } = finalEquity === undefined ? this.tally : marked(this.tally, finalEquity);
    const codes = DENIAL_CODES.filter((code) => (rest.deniedByCode[code] ?? 0) > 0);
    return {
      ...rest,
      deniedByCode: Object.fromEntries(codes.map((code) => [code, rest.deniedByCode[code] ?? 0])),
      partialEntries: partialIds.size,
      closedByInstrument: Object.fromEntries(INSTRUMENT_IDS.map((id) => [id, rest.closedByInstrument[id]])) as Record<
        InstrumentId,
        number
      >,
      realisedPnl: text(dec(gross).sub(rest.fees)),
      maxDrawdownPct: text(dec(drawdown).mul(100).toDecimalPlaces(4)),
    };
  }
}
