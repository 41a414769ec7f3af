import type { AccountState } from '../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../src/domain/account/risk/assess-intent.js';
import { limitsInUse } from '../../../src/domain/account/risk/limits-in-use.js';
import type { Quote } from '../../../src/domain/market/quote.js';
import { account, assess, btcLong, NOON, QUOTES, working, xrpShort } from '../risk.js';
import type { SettingLook, SettingLooks } from './setting-look.js';

/** The verdict without its text: not only the words of a line, the outcome itself. */
const verdict = (value: string, command: AssessIntent, changes: Partial<AccountState> = {}): SettingLook => ({
  value,
  look: ({ risk }) => {
    const { type, data } = assessIntent(command, account({ ...changes, policy: risk }));
    const { rules: _text, ...outcome } = data;
    return { type, outcome };
  },
});

const long = assess(btcLong());
const short = assess(xrpShort());
const atBtc = (more: Partial<Quote>, changes: Partial<AssessIntent> = {}): AssessIntent =>
  assess(btcLong(), { quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT'], ...more } as Quote }, ...changes });
/** Five minutes that went six times as far as usual, four minutes ago. */
const spike = { candle5m: { closedAt: NOON - 240_000, trueRange: '300', previousAtr: '50', movePct: '0.005' } };
/** A stop so wide, and a confidence so high, that the formula's first term is the smaller one. */
const wide = xrpShort({
  confidence: '1',
  rawConfidence: '1',
  regime: 'trending_bull',
  stopPct: '0.05',
  targetPct: '0.2',
});
/** 1.5 % of the opening equity. */
const lost: Partial<AccountState> = {
  realised: { gross: '-150', fees: '0' },
  day: { openedAt: NOON, equity: '10000', tradingPnl: '0' },
};

/** Limits whose change another verdict shows. */
export const VERDICT_SETTINGS: SettingLooks = {
  'risk.name': {
    value: 'careful',
    look: ({ risk }) => limitsInUse(account({ policy: risk }), QUOTES, NOON)?.policy.name,
  },
  'risk.version': verdict('2', long),
  'risk.allocationShare': verdict('0.2', long),
  'risk.takerFee': verdict('0.003', long),
  'risk.marginFee': verdict('0.0002', short),
  'risk.marginFeePeriodMs': verdict('28800000', short),
  'risk.marginEnabled': verdict('false', short),
  'risk.maxLeverage': verdict('1', short),
  'risk.riskPerTradePct': verdict('0.004', long),
  'risk.sizingSlippagePct': verdict('0.01', assess(wide)),
  'risk.maxPositionPct': verdict('0.1', long),
  'risk.maxExposurePct': verdict('0.1', long),
  'risk.maxAssetExposurePct': verdict('0.1', long),
  'risk.maxMarginUsedPct': verdict('0.02', short),
  'risk.maxOpenPositions': verdict('1', long, working('XRP/USDT', 'sell', { notional: '1', reserved: '0' })),
  'risk.minStopPct': verdict('0.017', long),
  'risk.maxStopPct': verdict('0.015', long),
  'risk.minGrossReward': verdict('3', long),
  'risk.minNetReward': verdict('1.31', long),
  'risk.rewardMarginHours': verdict('4', short),
  'risk.maxOrderPct': verdict('0.1', long),
  'risk.maxBookSharePct': verdict('0.05', atBtc({ depth: { bid: '0.34', ask: '0.34' } })),
  'risk.maxEntryDistancePct': verdict('0.0001', long),
  'risk.maxEntryThroughPct': verdict('0.0001', long),
  'risk.maxPriceAgeMs': verdict('4999', atBtc({ at: NOON - 5_000 })),
  'risk.approvalLifeMs': verdict('5000', long),
  'risk.entryLifeMs': verdict('60000', long),
  'risk.maxSnapshotAgeMs': verdict('999', long),
  'risk.dailyLossPct': verdict('0.015', long, lost),
  'risk.weeklyLossPct': verdict('0.015', long, lost),
  'risk.drawdownPct': verdict('0.015', long, lost),
  'risk.halfSizeFactor': verdict('0.4', long, { breakers: { lossesInARow: { trippedAt: NOON } } }),
  'risk.spikeAtrRatio': verdict('6', atBtc(spike)),
  'risk.spikeMs': verdict('240000', atBtc(spike, { at: NOON + 5_000 })),
};
