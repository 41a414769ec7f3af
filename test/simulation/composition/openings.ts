import type { DenialCode } from '../../../src/domain/account/risk/denial-codes.js';
import type { OpeningIntent, RuleResult } from '../../../src/domain/account/risk/verdict.js';
import type { OrderTerms } from '../../../src/domain/orders/order-terms.js';
import type { ComposedDesk, Leg } from './composed-desk.js';

/** The worked example of the rules: BTC/USDT at 60 000, ATR 0.8 %, bull, 0.85: 2 000 USDT = 0.03331334 BTC at 1x. */
export const BTC_LONG: Leg = {
  instrumentId: 'BTC/USDT',
  regime: 'trending_bull',
  atr1h: '480.288024',
  technical: 'long',
  confidence: '0.85',
};

/** The same trade in XRP/USDT at 0.5: 2 000 USDT at 1x. */
export const XRP_LONG: Leg = { ...BTC_LONG, instrumentId: 'XRP/USDT', atr1h: '0.004' };

/** 1 600 USDT at 2x: trending_bear allows 0.8 of 20 %. */
export const XRP_SHORT: Leg = { ...XRP_LONG, regime: 'trending_bear', technical: 'short' };

/** Always on margin: 2 000 USDT at 2x. */
export const XRPBTC_LONG: Leg = { ...BTC_LONG, instrumentId: 'XRP/BTC', atr1h: '0.000000065' };

/** Short of XRP and long of BTC: 1 600 USDT at 2x. */
export const XRPBTC_SHORT: Leg = { ...XRPBTC_LONG, regime: 'trending_bear', technical: 'short' };

/** Opens the worked example and lets the market fall through its stop at 59 075.4. */
export const loseOnBitcoin = async (desk: ComposedDesk, opensAt: string): Promise<void> => {
  await desk.propose(BTC_LONG);
  await desk.minute();
  await desk.minute({ 'BTC/USDT': { open: opensAt, high: opensAt, low: '50000', close: opensAt } });
};

/** {@link BTC_LONG} as an intent, for proposals that no cycle would make. */
export const btcIntent = (desk: ComposedDesk, changes: Partial<OpeningIntent>): OpeningIntent => ({
  intentId: 'f1c1a9a0-0000-5000-8000-000000000001',
  assessment: 1,
  cycleId: 'f1c1a9a0-0000-5000-8000-000000000002',
  instrumentId: 'BTC/USDT',
  direction: 'long',
  rawConfidence: '0.85',
  confidence: '0.85',
  entry: '60036.003',
  stopPct: '0.016',
  targetPct: '0.0392',
  regime: 'trending_bull',
  snapshotAt: desk.now,
  proposedBy: 'agents',
  ...changes,
});

/** What the risk engine made of a proposal, and what of it came to the venue. */
export interface Opened {
  readonly instrumentId: string;
  readonly verdict: 'IntentApproved' | 'IntentResized' | 'IntentDenied';
  readonly failed: readonly DenialCode[];
  readonly resizedBy: readonly string[];
  /** The rule whose line names the first code. */
  readonly deniedBy?: string;
  /** Of the approved order, USDT; 0 where denied. */
  readonly notional: number;
  /** Entry orders that reached the venue's book, base. */
  readonly placed: readonly string[];
}

interface Verdict {
  readonly intent: OpeningIntent;
  readonly rules: readonly RuleResult[];
  readonly failed?: readonly DenialCode[];
  readonly resizedBy?: readonly string[];
  readonly order?: { readonly clientOrderId: string; readonly notionalUsdt: string };
}

/** Of every proposal so far, oldest first. */
export const openings = async (desk: ComposedDesk): Promise<readonly Opened[]> => {
  const facts = await desk.facts();
  const placed = facts
    .filter(({ type }) => type === 'PaperOrderPlaced')
    .map(({ data }) => (data as { order: OrderTerms }).order);
  return facts
    .filter(({ type }) => ['IntentApproved', 'IntentResized', 'IntentDenied'].includes(type))
    .map(({ type, data }) => {
      const { intent, rules, failed = [], resizedBy = [], order } = data as Verdict;
      const deniedBy = rules.find(({ code }) => code !== undefined && code === failed[0])?.rule;
      return {
        instrumentId: intent.instrumentId,
        verdict: type as Opened['verdict'],
        failed,
        resizedBy,
        ...(deniedBy === undefined ? {} : { deniedBy }),
        notional: Number(order?.notionalUsdt ?? 0),
        placed: placed.filter((terms) => terms.clientOrderId === order?.clientOrderId).map(({ quantity }) => quantity),
      };
    });
};

/** Of the newest proposal. */
export const lastOpening = async (desk: ComposedDesk): Promise<Opened> => {
  const last = (await openings(desk)).at(-1);
  if (last === undefined) throw new Error('nothing was proposed, or nobody looked at it');
  return last;
};
