import { INITIAL_ACCOUNT } from '../../src/domain/account/account.evolve.js';
import type { AccountState, PositionState, Reservation } from '../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../src/domain/account/risk/assess-intent.js';
import type { DenialCode } from '../../src/domain/account/risk/denial-codes.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../src/domain/account/risk/policy.js';
import type { ApprovedOrder, OpeningIntent, RuleResult } from '../../src/domain/account/risk/verdict.js';
import { INSTRUMENTS, type InstrumentId } from '../../src/domain/market/instrument.js';
import type { Quote, Quotes } from '../../src/domain/market/quote.js';

/** 2026-01-07 12:00 UTC, a Wednesday. */
export const NOON = 1_767_787_200_000;
export const DAY_START = NOON - 12 * 3_600_000;
export const MONDAY = DAY_START - 48 * 3_600_000;

export const quote = (instrumentId: InstrumentId, bid: string, ask: string, more: Partial<Quote> = {}): Quote => ({
  instrumentId,
  bid,
  ask,
  at: NOON,
  source: 'candle',
  ...more,
});

/** BTC/USDT mid 60 000 and XRP/USDT mid 0.5 with the paper venue's spreads; XRP/BTC at their ratio, about. */
export const QUOTES: Quotes = {
  'BTC/USDT': quote('BTC/USDT', '59994', '60006'),
  'XRP/USDT': quote('XRP/USDT', '0.49985', '0.50015'),
  'XRP/BTC': quote('XRP/BTC', '0.00000832', '0.00000834'),
};

export const policy = (changes: Partial<RiskPolicy> = {}): RiskPolicy => ({ ...DEFAULT_POLICY, ...changes });

/** 10 000 USDT, half of it in the trading book, nothing open, nothing lost. */
export const account = (changes: Partial<AccountState> = {}): AccountState => ({
  opened: true,
  accountId: 'paper',
  policy: DEFAULT_POLICY,
  balances: { trading: { USDT: '5000' }, allocation: { USDT: '5000' }, hodl: {} },
  deposits: ['first'],
  moves: [],
  hodl: INITIAL_ACCOUNT.hodl,
  pauses: [],
  requests: [],
  degradation: 1,
  breakers: {},
  cooldowns: {},
  day: { openedAt: DAY_START, equity: '10000', tradingPnl: '0' },
  // Unless told otherwise the week is as quiet as the day.
  week: { equity: '10000', tradingPnl: '0', ...changes.day, openedAt: MONDAY },
  peak: { at: DAY_START, equity: '10000', tradingPnl: '0' },
  streak: { losses: 0, since: DAY_START },
  executionErrors: { inARow: 0, orders: [] },
  stopHits: {},
  realised: { gross: '0', fees: '0' },
  positions: {},
  dust: {},
  lostPrices: [],
  reservations: {},
  waiting: {},
  foreignOrders: {},
  lots: [],
  assessed: [],
  bookedFills: [],
  ...changes,
});

/** The worked example's long on BTC/USDT: entry ask x 1.0005, stop 1.6 %, target for net 1.3. */
export const btcLong = (changes: Partial<OpeningIntent> = {}): OpeningIntent => ({
  intentId: 'intent-1',
  assessment: 1,
  cycleId: 'cycle-1',
  instrumentId: 'BTC/USDT',
  direction: 'long',
  rawConfidence: '0.85',
  confidence: '0.85',
  entry: '60036.003',
  stopPct: '0.016',
  targetPct: '0.0392',
  regime: 'trending_bull',
  snapshotAt: NOON - 1_000,
  proposedBy: 'agents',
  ...changes,
});

/** The worked example's short on XRP/USDT: limit 0.5000, volatile, ATR 1 %, confidence 0.75, target for net 1.3. */
export const xrpShort = (changes: Partial<OpeningIntent> = {}): OpeningIntent =>
  btcLong({
    instrumentId: 'XRP/USDT',
    direction: 'short',
    rawConfidence: '0.75',
    confidence: '0.75',
    entry: '0.5',
    stopPct: '0.02',
    targetPct: '0.051875',
    regime: 'volatile',
    ...changes,
  });

export const xrpBtcLong = (changes: Partial<OpeningIntent> = {}): OpeningIntent =>
  btcLong({ instrumentId: 'XRP/BTC', entry: '0.00000834', stopPct: '0.02', targetPct: '0.08', ...changes });

export const assess = (intent: OpeningIntent, changes: Partial<AssessIntent> = {}): AssessIntent => ({
  type: 'AssessIntent',
  at: NOON,
  intent,
  quotes: QUOTES,
  instrument: (INSTRUMENTS as Partial<typeof INSTRUMENTS>)[intent.instrumentId],
  ...changes,
});

/** An open trading position that costs what it is worth at {@link QUOTES}. */
export const position = (
  instrumentId: InstrumentId,
  side: 'long' | 'short',
  leverage: number,
  quantity: string,
  cost: string,
): PositionState => ({
  positionId: `position-${instrumentId}`,
  book: 'trading',
  instrumentId,
  side,
  leverage,
  intentId: 'earlier',
  quantity,
  cost,
  maxQuantity: quantity,
  openedAt: DAY_START,
  grossUsdt: '0',
  feesUsdt: '0',
  stop: '1',
  target: '1',
  stopSince: DAY_START,
  riskDistance: '1',
  trailing: false,
  breakEven: false,
  protectionNo: 1,
  stopFilled: '0',
  marginSince: DAY_START,
  marginFeesChargedTo: NOON,
});

export const positions = (...all: readonly PositionState[]): Pick<AccountState, 'positions'> => ({
  positions: Object.fromEntries(all.map((open) => [`trading:${open.instrumentId}`, open])),
});

/** What an approval locks, as the account keeps it. */
export const reservation = (order: ApprovedOrder): Reservation => ({
  clientOrderId: order.clientOrderId,
  kind: 'entry',
  instrumentId: order.instrumentId,
  book: 'trading',
  leavesQty: order.quantity,
  notionalUsdt: order.notionalUsdt,
  reservedUsdt: order.reservedUsdt,
  marginUsdt: order.marginUsdt,
  intentId: 'earlier',
  order,
  revoked: false,
});

/** A working entry of given notional and margin, for tests that need no whole order. */
export const working = (
  instrumentId: InstrumentId,
  side: 'buy' | 'sell',
  usdt: { readonly notional: string; readonly reserved: string; readonly margin?: string },
): Pick<AccountState, 'reservations'> => {
  const order = { clientOrderId: `order-${instrumentId}`, instrumentId, side, quantity: '1' } as ApprovedOrder;
  const { notional, reserved, margin = '0' } = usdt;
  const entry = { ...reservation(order), notionalUsdt: notional, reservedUsdt: reserved, marginUsdt: margin };
  return { reservations: { [entry.clientOrderId]: entry } };
};

/** What a verdict comes to: the codes of a denial, or what is opened and which rules cut it. Size in USDT. */
export const look = (
  intent: OpeningIntent,
  state: AccountState = account(),
  changes: Partial<AssessIntent> = {},
): readonly DenialCode[] | { readonly usdt: string; readonly leverage: number; readonly by: readonly string[] } => {
  const { type, data } = assessIntent(assess(intent, changes), state);
  if (type === 'IntentDenied') return data.failed;
  const { notionalUsdt, leverage } = data.order;
  return { usdt: Number(notionalUsdt).toFixed(2), leverage, by: type === 'IntentResized' ? data.resizedBy : [] };
};

/** {@link btcLong} and {@link xrpShort} as the formula sizes them, cut by nothing. */
export const WHOLE = { usdt: '2000.00', leverage: 1, by: [] };
export const WHOLE_SHORT = { usdt: '600.00', leverage: 2, by: [] };

/** What one rule says of it, whatever the others say: its code, or how it ended. */
export const saidBy =
  (rule: string) =>
  (
    intent: OpeningIntent,
    state: AccountState = account(),
    changes: Partial<AssessIntent> = {},
  ): DenialCode | RuleResult['result'] => {
    const line = assessIntent(assess(intent, changes), state).data.rules.find((each) => each.rule === rule);
    if (!line) throw new Error(`no line of ${rule}`);
    return line.code ?? line.result;
  };

export type Odd = readonly [what: string, value: unknown];
/** What may stand where a number should. */
export const NO_NUMBERS: readonly Odd[] = [
  ['NaN', NaN],
  ['the word NaN', 'NaN'],
  ['Infinity', Infinity],
  ['words', 'abc'],
  ['an object', {}],
];
export const MISSING: readonly Odd[] = [
  ['undefined', undefined],
  ['null', null],
  ['an empty text', ''],
];
export const ZERO_OR_LESS: readonly Odd[] = [
  ['zero', '0'],
  ['less than zero', '-1'],
];
/** A number, of 400 digits. */
export const HUGE = '9'.repeat(400);

type Unusable = readonly [intent: OpeningIntent, state: AccountState, changes: Partial<AssessIntent>];
const UNUSABLE = {
  'an unknown instrument': [btcLong({ instrumentId: 'DOGE/USDT' as 'BTC/USDT' }), account(), {}],
  'no price': [btcLong(), account(), { quotes: {} }],
  'an entry that is no number': [btcLong({ entry: 'NaN' }), account(), {}],
  'a stop that is no number': [btcLong({ stopPct: 'NaN' }), account(), {}],
  'a confidence that is no number': [btcLong({ rawConfidence: 'NaN' }), account(), {}],
  'an unknown regime': [btcLong({ regime: 'unknown' }), account(), {}],
  'no equity': [btcLong(), account({ balances: { trading: {}, allocation: {}, hodl: {} } }), {}],
} as const satisfies Readonly<Record<string, Unusable>>;

/** Proposals in which something is missing that a rule may need: it is skipped then, and the owner of the input denies. */
export const unusable = (...names: readonly (keyof typeof UNUSABLE)[]): readonly (readonly [string, ...Unusable])[] =>
  names.map((name) => [name, ...UNUSABLE[name]]);
