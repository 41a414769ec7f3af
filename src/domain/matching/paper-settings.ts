import { DEFAULT_POLICY } from '../account/risk/policy.js';
import type { InstrumentId } from '../market/instrument.js';
import type { DecimalString } from '../shared/decimal.js';

/** How the pretend venue behaves. `*Pct`, fees and shares are fractions: 0.001 = 0.1 %. */
export interface PaperSettings {
  /** Names the run's chance: the same seed slips every order by the same amount. */
  readonly seed: string;
  /** On the way to the venue; seen only in the venue's own timestamps. */
  readonly latencyMs: number;
  /** Part of a candle's base volume that all our orders together may take. */
  readonly volumeShare: DecimalString;
  /** Largest slippage of a taker; each fill gets 0.5..1.0 of it. */
  readonly slippagePct: DecimalString;
  /** Distance of bid and ask from the last price. */
  readonly halfSpreadPct: Readonly<Record<InstrumentId, DecimalString>>;
  readonly takerFee: DecimalString;
  readonly makerFee: DecimalString;
  /** Of the borrowed notional, at opening and for each full {@link marginFeePeriodMs} after it. */
  readonly marginFee: DecimalString;
  readonly marginFeePeriodMs: number;
  /** True: a candle's share is taken whatever it leaves, as at a real venue; false: nothing below the minimum is left. */
  readonly leavesCrumbs: boolean;
  /** Points of the matching engine's counter, per pair; 0 = no limit. */
  readonly engineLimit: number;
  /** Points of the counter of questions (look-ups, lists); 0 = no limit. */
  readonly queryLimit: number;
}

/** The desk's rules, "Paper account". Fees are those that the risk engine reckons with: one number, one place. */
export const DEFAULT_PAPER: PaperSettings = {
  seed: 'tribune',
  latencyMs: 100,
  volumeShare: '0.10',
  slippagePct: '0.001',
  halfSpreadPct: { 'BTC/USDT': '0.0001', 'XRP/USDT': '0.0003', 'XRP/BTC': '0.0003' },
  takerFee: DEFAULT_POLICY.takerFee,
  makerFee: DEFAULT_POLICY.makerFee,
  marginFee: DEFAULT_POLICY.marginFee,
  marginFeePeriodMs: DEFAULT_POLICY.marginFeePeriodMs,
  leavesCrumbs: false,
  engineLimit: 60,
  queryLimit: 15,
};

/** What a new paper account holds. */
export const PAPER_DEPOSIT = [{ currency: 'USDT', amount: '10000' }] as const;
