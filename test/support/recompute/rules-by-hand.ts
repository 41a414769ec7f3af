/**
 * The rules of the design, once more and by other hands: from a decision and the candles to entry, size, stop,
 * fills, fees and profit. Shares no code with the program; the numbers of the tables are typed anew.
 */
import { createHash } from 'node:crypto';
import { distance, type Exact, greatest, least, x } from './exact.js';
import { HOUR_MS, MINUTE_MS, type MinuteFile } from './minute-file.js';

const [ZERO, ONE, TWO] = [x(0), x(1), x(2)];
const TAKER = x('0.004');
const MARGIN_FEE = x('0.00025');
const LOT = x('0.00000001');
const SLIPPAGE = x('0.001');
const VOLUME_SHARE = x('0.1');
const HALF_SPREAD: Readonly<Record<string, string>> = { 'BTC/USDT': '0.0001', 'XRP/USDT': '0.0003' };
const TICK: Readonly<Record<string, string>> = { 'BTC/USDT': '0.1', 'XRP/USDT': '0.00001' };
/** size x, stop in ATR */
const REGIMES: Readonly<Record<string, readonly [string, string]>> = {
  volatile: ['0.4', '2.0'],
  trending_bull: ['1.0', '2.0'],
  trending_bear: ['0.8', '2.0'],
  quiet: ['0.5', '1.5'],
  ranging: ['0.6', '2.5'],
};
/** from, size x, most of E */
const TIERS = [
  ['0.85', '1.00', '0.20'],
  ['0.75', '0.75', '0.15'],
  ['0.65', '0.50', '0.10'],
  ['0.60', '0.25', '0.05'],
] as const;

/** What the recomputation takes from the log: what was decided, and under which ids. */
export interface Decision {
  readonly intentId: string;
  readonly instrumentId: string;
  readonly direction: 'long' | 'short';
  readonly rawConfidence: string;
  readonly confidence: string;
  readonly regime: string;
  readonly atr1h: string;
  readonly at: number;
}

/** RFC 4122 version 5 in the desk's namespace, over the parts joined by `|`. */
export const idOf = (...parts: readonly (string | number)[]): string => {
  const namespace = Buffer.from('b1f9a3c26f0e5c399d540a4f0c6d7e21', 'hex');
  const hash = createHash('sha1').update(namespace).update(parts.join('|')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** 0.5..1.0 of the largest slippage: the first 32 bits of the id as a fraction, cut to millionths. */
const slippagePart = (seed: string, clientOrderId: string, fillNo: number): Exact => {
  const bits = BigInt(`0x${idOf(seed, clientOrderId, fillNo).slice(0, 8)}`);
  return x(1_000_000n + (bits * 1_000_000n) / 4_294_967_296n).over(x(2_000_000));
};

const slipped = (side: 'buy' | 'sell', reference: Exact, part: Exact, tick: Exact): Exact => {
  const slip = reference.times(SLIPPAGE).times(part);
  return side === 'buy' ? reference.plus(slip).upTo(tick) : reference.minus(slip).downTo(tick);
};

const tierOf = ({ rawConfidence, confidence }: Decision) => {
  const row = (value: string) => TIERS.findIndex(([from]) => x(from).isAtMost(x(value)));
  // A boost lifts the size by one tier at most.
  const [, size, most] = TIERS[Math.max(row(confidence), row(rawConfidence) - 1)] ?? TIERS[3];
  return { size: x(size), most: x(most) };
};

export interface Plan {
  readonly clientOrderId: string;
  readonly limit: Exact;
  readonly stop: Exact;
  readonly target: Exact;
  readonly quantity: Exact;
  /** Of an order in cash: quantity x limit x (1 + taker); on margin at 2x: x (1/2 + taker + margin fee). */
  readonly locked: Exact;
}

/** Entry, levels and size. `equity` is E of the sizing formula, USDT. */
export const planOf = (decision: Decision, file: MinuteFile, equity: Exact): Plan => {
  const { instrumentId, direction, regime, atr1h, intentId, at } = decision;
  const long = direction === 'long';
  const sign = long ? ONE : x(-1);
  const [regimeSize, stopAtr] = (REGIMES[regime] ?? ['0', '0']).map(x) as [Exact, Exact];
  const tick = x(TICK[instrumentId] ?? '');
  const spread = x(HALF_SPREAD[instrumentId] ?? '').times(sign);
  const touch = file.at(at - MINUTE_MS).close.times(ONE.plus(spread));
  const limit = touch.times(ONE.plus(x('0.0005').times(sign)));
  const stopBy = greatest(stopAtr.times(x(atr1h)), limit.times(x('0.01')));
  const cost = TAKER.times(TWO).plus(long ? ZERO : MARGIN_FEE.times(x(13)));
  const net = x('1.3')
    .times(stopBy.plus(limit.times(cost)))
    .plus(limit.times(cost));
  const targetBy = greatest(stopBy.times(TWO), net);
  const stop = limit.minus(stopBy.times(sign));
  const target = limit.plus(targetBy.times(sign));
  const tier = tierOf(decision);
  const perUnit = stopBy.over(limit).plus(TAKER.times(TWO)).plus(x('0.002'));
  const byRisk = equity.times(x('0.01')).times(tier.size).times(regimeSize).over(perUnit);
  const size = least(byRisk, tier.most.times(regimeSize).times(equity));
  const quantity = size.over(limit).downTo(LOT);
  const lockedShare = long ? ONE.plus(TAKER) : ONE.over(TWO).plus(TAKER).plus(MARGIN_FEE);
  return {
    clientOrderId: idOf(intentId, 'entry', 1),
    limit: long ? limit.upTo(tick) : limit.downTo(tick),
    stop: long ? stop.downTo(tick) : stop.upTo(tick),
    target: long ? target.downTo(tick) : target.upTo(tick),
    quantity,
    locked: quantity.times(limit).times(lockedShare).upTo(x('0.000000000001')),
  };
};

export interface Trade {
  readonly plan: Plan;
  readonly tradeId: string;
  readonly positionId: string;
  readonly stopOrderId: string;
  readonly entryPx: Exact;
  readonly entryFee: Exact;
  readonly closedAt: number;
  readonly exitPx: Exact;
  readonly exitFee: Exact;
  readonly marginOpening: Exact;
  readonly marginPeriods: number;
  readonly gross: Exact;
  readonly fees: Exact;
  readonly net: Exact;
}

/** Throws where the whole quantity is more than a tenth of the candle: such a trade fills in parts. */
const withinVolume = (quantity: Exact, volume: Exact): void => {
  if (volume.times(VOLUME_SHARE).downTo(LOT).isBelow(quantity)) throw new Error('the candle is too thin for the whole');
};

/** Where the market meets the stop: at the open if that lies beyond, else at the stop; undefined if it does not. */
const stopMet = (long: boolean, stop: Exact, open: Exact, extreme: Exact): Exact | undefined => {
  const beyond = (price: Exact) => (long ? price.isAtMost(stop) : stop.isAtMost(price));
  if (beyond(open)) return open;
  return beyond(extreme) ? stop : undefined;
};

/**
 * The minutes from the entry on until one meets the stop. The stop must be the first thing that happens: before it no
 * target may be crossed, nothing may move the stop (+1 R and twice the fees; +1.5 R), and 48 h may not pass.
 */
const walkToStop = (decision: Decision, plan: Plan, entryPx: Exact, file: MinuteFile) => {
  const long = decision.direction === 'long';
  const risk = distance(entryPx, plan.stop);
  const breakEven = greatest(risk, entryPx.times(TAKER).times(x(4)));
  for (let at = decision.at; at < decision.at + 48 * HOUR_MS; at += MINUTE_MS) {
    const { open, high, low, close, volume } = file.at(at);
    const reference = stopMet(long, plan.stop, open, long ? low : high);
    if (reference) {
      withinVolume(plan.quantity, volume);
      return { reference, closedAt: at + MINUTE_MS };
    }
    const gain = long ? close.minus(entryPx) : entryPx.minus(close);
    const moves = breakEven.isAtMost(gain) || risk.times(x('1.5')).isAtMost(gain);
    const reached = long ? plan.target.isAtMost(high) : low.isAtMost(plan.target);
    if (moves || reached)
      throw new Error(`at ${at} something else happens first: ${moves ? 'the stop moves' : 'target'}`);
  }
  throw new Error('48 hours pass before the stop is met');
};

/** The whole trade, entry to stop, by the rules alone. */
export const tradeOf = (decision: Decision, file: MinuteFile, equity: Exact, seed: string): Trade => {
  const plan = planOf(decision, file, equity);
  const { instrumentId, direction, at } = decision;
  const long = direction === 'long';
  const tick = x(TICK[instrumentId] ?? '');
  const shown = file.at(at - MINUTE_MS);
  const spread = x(HALF_SPREAD[instrumentId] ?? '');
  const touch = shown.close.times(long ? ONE.plus(spread) : ONE.minus(spread));
  withinVolume(plan.quantity, shown.volume);
  const wanted = slipped(long ? 'buy' : 'sell', touch, slippagePart(seed, plan.clientOrderId, 0), tick);
  const entryPx = long ? least(wanted, plan.limit) : greatest(wanted, plan.limit);
  const tradeId = idOf('paperTrade', plan.clientOrderId, 0);
  const positionId = idOf('position', tradeId);
  const stopOrderId = idOf(positionId, 'stop', 1);
  const { reference, closedAt } = walkToStop(decision, plan, entryPx, file);
  const exitPx = slipped(long ? 'sell' : 'buy', reference, slippagePart(seed, stopOrderId, 0), tick);
  const cost = plan.quantity.times(entryPx);
  const entryFee = cost.times(TAKER);
  const exitFee = plan.quantity.times(exitPx).times(TAKER);
  // The venue hears of the order 100 ms later, and full periods of 4 h count from there.
  const marginPeriods = long ? 0 : Math.floor((closedAt - at - 100) / (4 * HOUR_MS));
  const marginOpening = long ? ZERO : cost.times(MARGIN_FEE);
  const fees = entryFee.plus(exitFee).plus(marginOpening.times(x(1 + marginPeriods)));
  const gross = plan.quantity.times(long ? exitPx.minus(entryPx) : entryPx.minus(exitPx));
  const ids = { tradeId, positionId, stopOrderId };
  const prices = { entryPx, entryFee, exitPx, exitFee, closedAt };
  return { plan, ...ids, ...prices, marginOpening, marginPeriods, gross, fees, net: gross.minus(fees) };
};
