import type { AuditFact } from '../../../../src/application/replay/invariants/invariant.js';
import { INSTRUMENT_IDS, INSTRUMENTS, type InstrumentId } from '../../../../src/domain/market/instrument.js';
import { BASE, QUOTE, worth, type Books, type Mids } from './books.js';
import { Broken } from './broken.js';

type Approval = Extract<AuditFact, { type: 'IntentApproved' | 'IntentResized' }>['data'];

/** Confidence from, size, leverage, position; and regime: size, leverage, floor. As the rules have them, on paper. */
const TIERS = [
  [0.85, 1, 5, 0.2],
  [0.75, 0.75, 4, 0.15],
  [0.65, 0.5, 3, 0.1],
  [0.6, 0.25, 2, 0.05],
] as const;
const REGIMES: Readonly<Record<string, readonly [number, number, number]>> = {
  volatile: [0.4, 2, 0.65],
  choppy: [0.25, 1, 0.75],
  trending_bull: [1, 5, 0.6],
  trending_bear: [0.8, 3, 0.6],
  quiet: [0.5, 3, 0.6],
  ranging: [0.6, 2, 0.6],
};
const MAX_STOP: Readonly<Record<InstrumentId, number>> = { 'BTC/USDT': 0.03, 'XRP/USDT': 0.05, 'XRP/BTC': 0.05 };
/** Floats against decimals, and sizes cut to the lot. */
const SLACK = 1 + 1e-7;

/** Mids of an approval's quotes that are young enough. */
export const midsOf = (quotes: Approval['quotes'], at: number, maxAge: number): Mids => {
  const mids: Partial<Record<InstrumentId, number>> = {};
  for (const id of INSTRUMENT_IDS) {
    const quote = quotes[id];
    const mid = quote ? (Number(quote.bid) + Number(quote.ask)) / 2 : NaN;
    if (quote && at - quote.at <= maxAge && mid > 0) mids[id] = mid;
  }
  return mids;
};

const assets = (id: InstrumentId, long: boolean): readonly (readonly [string, number])[] => {
  const sign = long ? 1 : -1;
  return QUOTE[id] === 'USDT'
    ? [[BASE[id], sign]]
    : [
        [BASE[id], sign],
        [QUOTE[id], -sign],
      ];
};

/** Holds one approval against every limit, from the facts alone. */
export class VerdictCheck {
  constructor(private readonly books: Books) {}

  check(data: Approval, at: number): void {
    const { order, intent } = data;
    const id = order.instrumentId;
    const { policy } = this.books;
    const quote = data.quotes[id];
    const mids = midsOf(data.quotes, at, policy.maxPriceAgeMs);
    const hold = (holds: boolean, what: string) => {
      if (!holds)
        throw new Broken(`approval of ${order.clientOrderId} (${id} ${intent.direction}) breaks a limit: ${what}`);
    };
    hold(
      quote !== undefined && at - quote.at <= policy.maxPriceAgeMs,
      `its price is ${quote ? at - quote.at : '?'} ms old`,
    );
    hold(at - intent.snapshotAt <= policy.maxSnapshotAgeMs, `its snapshot is ${at - intent.snapshotAt} ms old`);
    const [mid, rate, equity] = [mids[id], worth(QUOTE[id], mids), this.books.equity(mids, at)];
    hold(mid !== undefined && rate !== undefined, 'no price');
    // Dust may be without a price; then only the desk can say what it is worth.
    if (mid === undefined || rate === undefined || equity === undefined) return;
    hold(equity > 0, `equity is ${equity}`);
    hold(Math.abs(equity / Number(data.equity) - 1) < 1e-7, `equity is ${data.equity}, reckoned ${equity}`);
    this.levels(data, mid, hold);
    this.size(data, rate, equity, hold);
    this.leverage(data, hold);
    this.exposure(data, mids, equity, hold);
    hold(order.approvalExpiresAt === at + policy.approvalLifeMs, `it lives for ${order.approvalExpiresAt - at} ms`);
    hold(order.expiresAt === at + policy.entryLifeMs, `its order lives for ${order.expiresAt - at} ms`);
  }

  private levels({ order, intent, quotes }: Approval, mid: number, hold: Hold): void {
    const { policy } = this.books;
    const [limit, stop, target] = [Number(order.limit), Number(order.stop), Number(order.target)];
    const long = intent.direction === 'long';
    const tick = Number(INSTRUMENTS[order.instrumentId].tick);
    hold(order.side === (long ? 'buy' : 'sell'), `a ${intent.direction} is a ${order.side}`);
    hold(long ? stop < limit && limit < target : target < limit && limit < stop, `levels ${stop} ${limit} ${target}`);
    const distance = Math.abs(limit - stop) / limit;
    const rounding = (3 * tick) / limit;
    const widest = Math.min(MAX_STOP[order.instrumentId], Number(policy.maxStopPct));
    hold(distance <= widest + rounding, `its stop is ${distance} away`);
    const nearer = Math.max(Number(intent.modification?.stopPct ?? 1), Number(policy.minStopPct));
    hold(distance <= nearer + rounding, `its stop is ${distance} away, a ruling wants ${nearer}`);
    hold(distance >= Number(policy.minStopPct) - rounding, `its stop is only ${distance} away`);
    const touch = quotes[order.instrumentId];
    const through = 1 + (long ? 1 : -1) * Number(policy.maxEntryThroughPct);
    const furthest = Number(long ? touch?.ask : touch?.bid) * through;
    hold(long ? limit <= furthest + tick : limit >= furthest - tick, `its limit ${limit} goes through the market`);
    const wanted = Math.abs(Number(intent.entry) / mid - 1);
    hold(wanted <= Number(policy.maxEntryDistancePct) * SLACK, `its entry is ${wanted} from the market`);
    const gain = Number(intent.targetPct);
    const risk = Math.max(Number(intent.stopPct), Number(policy.minStopPct));
    hold(gain / risk >= Number(policy.minGrossReward) / SLACK, `it gains ${gain / risk} times its risk`);
    const onMargin = !long || QUOTE[order.instrumentId] === 'BTC';
    const net = (gain - this.costs(onMargin)) / (risk + this.costs(onMargin));
    hold(net >= Number(policy.minNetReward) / SLACK, `net it gains ${net} times its risk`);
  }

  private size({ order, intent }: Approval, rate: number, equity: number, hold: Hold): void {
    const { policy } = this.books;
    const [quantity, limit, notional] = [Number(order.quantity), Number(order.limit), Number(order.notionalUsdt)];
    const tick = Number(INSTRUMENTS[order.instrumentId].tick);
    hold(Math.abs(quantity * limit * rate - notional) <= quantity * tick * rate * 1.01 + 1e-6, `notional ${notional}`);
    const tier = this.tier(intent.rawConfidence, intent.confidence);
    const regime = REGIMES[intent.regime];
    hold(tier !== undefined && regime !== undefined, `confidence ${intent.confidence} in ${intent.regime}`);
    if (!tier || !regime) return;
    const base = equity * regime[0];
    const risk = Math.max(Number(intent.stopPct), Number(policy.minStopPct));
    const lost = risk + 2 * Number(policy.takerFee) + Number(policy.sizingSlippagePct);
    const most = Math.min((base * Number(policy.riskPerTradePct) * tier[1]) / lost, base * tier[3]);
    const left = Number(intent.modification?.sizeFactor ?? 1);
    hold(notional <= most * left * SLACK, `${notional} USDT, the formula gives ${most}, a ruling leaves ${left} of it`);
    hold(notional <= equity * Number(policy.maxPositionPct) * SLACK, `${notional} USDT in one position`);
    hold(notional <= equity * Number(policy.maxOrderPct) * SLACK, `${notional} USDT in one order`);
    const stake = notional * (risk + this.costs(order.leverage > 1));
    hold(stake <= equity * Number(policy.riskPerTradePct) * SLACK, `${stake} USDT at risk of ${equity}`);
    const { minQuantity, minCost } = INSTRUMENTS[order.instrumentId];
    hold(quantity >= Number(minQuantity) / SLACK && quantity * limit >= Number(minCost) / SLACK, `only ${quantity}`);
  }

  private leverage({ order, intent }: Approval, hold: Hold): void {
    const { policy } = this.books;
    const tier = this.tier(intent.rawConfidence, intent.confidence);
    const ruled = intent.modification?.maxLeverage ?? 5;
    const most = Math.min(policy.maxLeverage, tier?.[2] ?? 1, REGIMES[intent.regime]?.[1] ?? 1, 5, ruled);
    const least = intent.direction === 'short' || QUOTE[order.instrumentId] === 'BTC' ? 2 : 1;
    hold(
      order.leverage >= least && order.leverage <= most,
      `${order.leverage}x where ${least}x to ${most}x is allowed`,
    );
    hold(order.leverage === 1 || policy.marginEnabled, 'margin is disabled');
    const margin = order.leverage > 1 ? 1 / order.leverage + Number(policy.marginFee) : 1;
    const locked = Number(order.notionalUsdt) * (margin + Number(policy.takerFee));
    hold(Number(order.reservedUsdt) >= locked / SLACK, `it locks ${order.reservedUsdt} of ${locked}`);
    const floor = Math.max(0.6, REGIMES[intent.regime]?.[2] ?? 1);
    const confidence = Math.min(Number(intent.confidence), Number(intent.rawConfidence));
    hold(confidence >= floor, `confidence ${confidence}, the floor is ${floor}`);
  }

  private exposure({ order, intent }: Approval, mids: Mids, equity: number, hold: Hold): void {
    const { policy, held, holdings, working } = this.books;
    const instruments = new Set([...held.values(), ...working.values()].map(({ instrumentId }) => instrumentId));
    hold(!instruments.has(order.instrumentId), 'something is open or under way there');
    hold(instruments.size < policy.maxOpenPositions, `${instruments.size} are open already`);
    const notional = Number(order.notionalUsdt);
    let total = notional;
    let margin = order.leverage > 1 ? notional / order.leverage : 0;
    let locked = Number(order.reservedUsdt);
    const net = new Map<string, number>();
    const under = new Map<string, number>();
    const add = (map: Map<string, number>, asset: string, amount: number) =>
      map.set(asset, (map.get(asset) ?? 0) + amount);
    for (const { instrumentId: id, quantity, side, cost, leverage } of holdings) {
      const rate = worth(QUOTE[id], mids) ?? 0;
      const value = (mids[id] ?? 0) * quantity * rate;
      total += value;
      for (const [asset, sign] of assets(id, side === 'long')) add(net, asset, sign * value);
      if (leverage <= 1) continue;
      margin += (cost * rate) / leverage;
      locked += (cost * rate) / leverage;
    }
    for (const { instrumentId, side, quantity, leaves, notionalUsdt, reservedUsdt, marginUsdt } of working.values()) {
      const left = leaves / quantity;
      total += notionalUsdt * left;
      margin += marginUsdt * left;
      locked += reservedUsdt * left;
      for (const [asset, sign] of assets(instrumentId, side === 'buy'))
        add(under, `${asset} ${sign}`, notionalUsdt * left);
    }
    hold(total <= equity * Number(policy.maxExposurePct) * SLACK, `${total} USDT exposed of ${equity}`);
    for (const [asset, sign] of assets(order.instrumentId, intent.direction === 'long')) {
      const reached = sign * (net.get(asset) ?? 0) + (under.get(`${asset} ${sign}`) ?? 0) + notional;
      hold(reached <= equity * Number(policy.maxAssetExposurePct) * SLACK, `${reached} USDT of ${asset}`);
    }
    // A cash order adds none, however much there is.
    hold(
      order.leverage === 1 || margin <= equity * Number(policy.maxMarginUsedPct) * SLACK,
      `${margin} USDT of margin`,
    );
    const cash = this.books.trading.get('USDT') ?? 0;
    hold(locked <= cash * SLACK + 1e-6, `${locked} USDT locked of ${cash}`);
  }

  /** Round trip of takers, and 48 h of margin where it applies. */
  private costs(onMargin: boolean): number {
    const { takerFee, marginFee, marginFeePeriodMs, rewardMarginHours } = this.books.policy;
    const periods = 1 + Math.floor((rewardMarginHours * 3_600_000) / marginFeePeriodMs);
    return 2 * Number(takerFee) + (onMargin ? periods * Number(marginFee) : 0);
  }

  /** The lower of what the two confidences give; a boost lifts by one tier. */
  private tier(raw: string, adjusted: string): (typeof TIERS)[number] | undefined {
    const index = (value: string) => TIERS.findIndex(([from]) => Number(value) >= from);
    const [first, second] = [index(raw), index(adjusted)];
    return first < 0 || second < 0 ? undefined : TIERS[Math.max(second, first - 1)];
  }
}

type Hold = (holds: boolean, what: string) => void;
