import { INSTRUMENT_IDS, type InstrumentId } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import { dec, maxOf, minOf, text, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import { booksInUse, type BooksInUse } from './books-in-use.js';
import { breakersInUse, type BreakerInUse } from './breakers-in-use.js';
import { standingOf, type Standing } from './context.js';
import { inUse, shown, type LimitInUse } from './in-use.js';
import { leftByLosses } from './leverage.js';
import { STREAK_ROWS } from './losses.js';
import { pricesOf } from './prices.js';
import { LOWEST_TIER, TIERS } from './tiers.js';
import type { Asset } from './usage.js';

/** Net of an asset (signed, USDT); working entries count in their own direction only. */
export interface AssetInUse extends LimitInUse {
  readonly asset: Asset;
  readonly workingLong?: DecimalString;
  readonly workingShort?: DecimalString;
}

/** Age of an instrument's price against what is allowed, ms; without `ageMs` there is no price at all. */
export interface PriceInUse {
  readonly instrumentId: InstrumentId;
  readonly ageMs?: number;
  readonly maxAgeMs: number;
  readonly fresh: boolean;
}

/** What a confidence tier allows now. */
export interface TierInUse {
  readonly minConfidence: DecimalString;
  readonly maxLeverage: number;
  /** Fraction of equity, and that in USDT. */
  readonly maxPositionPct: DecimalString;
  readonly maxPosition?: DecimalString;
}

/** Losses in a row, and what they cost the next opening. */
export interface StreakInUse {
  readonly losses: number;
  readonly since: UnixMs;
  readonly minConfidence: DecimalString;
  /** Absent where the streak bounds nothing. */
  readonly maxLeverage?: number;
  /** Part of its size that the next opening has; absent where it has all of it. */
  readonly sizeFactor?: DecimalString;
}

/** The account against everything that binds it, for screens: the same figures that the rules see. USDT. */
export interface LimitsInUse {
  readonly at: UnixMs;
  readonly policy: { readonly name: string; readonly version: number };
  /** Absent while missing; `unpriced` then says for want of what. */
  readonly equity?: DecimalString;
  readonly unpriced: readonly string[];
  readonly gates: {
    readonly halted?: { readonly at: UnixMs; readonly reason: string };
    readonly pauses: readonly string[];
    /** 1 normal to 4 emergency. */
    readonly degradation: number;
  };
  readonly breakers: readonly BreakerInUse[];
  /** Those that still run. */
  readonly cooldowns: readonly { readonly scope: string; readonly reason: string; readonly until: UnixMs }[];
  readonly streak: StreakInUse;
  readonly exposure: LimitInUse;
  readonly assets: readonly AssetInUse[];
  readonly marginUsed: LimitInUse;
  readonly openPositions: LimitInUse;
  /** What the trading book may still lock. */
  readonly freeFunds?: DecimalString;
  /** Before regime, confidence tier and venue have their say, and what bounds it. */
  readonly leverage: { readonly ceiling: number; readonly why: string };
  readonly tiers: readonly TierInUse[];
  readonly prices: readonly PriceInUse[];
  readonly books: BooksInUse;
}

const cooldowns = ({ state, at }: Standing): LimitsInUse['cooldowns'] =>
  Object.entries(state.cooldowns)
    .filter(([, { until }]) => until > at)
    .map(([scope, { reason, until }]) => ({ scope, reason, until }));

const streakInUse = ({ state, streak, policy }: Standing): StreakInUse => {
  const row = STREAK_ROWS.find(({ from }) => streak >= from);
  return {
    losses: streak,
    since: state.streak.since,
    minConfidence: text(maxOf(LOWEST_TIER.minConfidence, row?.minConfidence ?? LOWEST_TIER.minConfidence)),
    ...(row && { maxLeverage: row.maxLeverage }),
    ...(state.breakers.lossesInARow && { sizeFactor: policy.halfSizeFactor }),
  };
};

const assetsInUse = ({ usage, limits }: Standing, equity: Dec | undefined): readonly AssetInUse[] =>
  (['BTC', 'XRP'] as const).map((asset) => {
    const limit = equity?.mul(limits.maxAssetExposurePct);
    const use = usage?.assets[asset];
    if (!use) return { asset, ...inUse(limit, undefined) };
    const { open, workingLong, workingShort } = use;
    // Working entries of the other direction may never fill, so they free nothing.
    const furthest = maxOf(open.add(workingLong).abs(), open.sub(workingShort).abs());
    const { share } = inUse(limit, furthest);
    return {
      asset,
      ...inUse(limit, open),
      ...(share !== undefined && { share }),
      workingLong: shown(workingLong),
      workingShort: shown(workingShort),
    };
  });

const leverageNow = (standing: Standing): LimitsInUse['leverage'] => {
  const { policy } = standing;
  if (!policy.marginEnabled) return { ceiling: 1, why: 'margin is disabled' };
  const [why, ceiling] = [['policy', policy.maxLeverage] as const, ...leftByLosses(standing)].reduce((least, bound) =>
    bound[1] < least[1] ? bound : least,
  );
  return { ceiling, why };
};

const tiersInUse = ({ limits }: Standing, equity: Dec | undefined): readonly TierInUse[] =>
  TIERS.map(({ minConfidence, maxLeverage, maxPositionPct }) => {
    const most = minOf(maxPositionPct, limits.maxPositionPct);
    return {
      minConfidence: text(minConfidence),
      maxLeverage,
      maxPositionPct: text(most),
      ...(equity && { maxPosition: shown(equity.mul(most)) }),
    };
  });

const pricesInUse = ({ prices, policy }: Standing): readonly PriceInUse[] =>
  INSTRUMENT_IDS.map((instrumentId) => {
    const price = prices.of[instrumentId];
    const age = price && { ageMs: price.ageMs };
    return { instrumentId, ...age, maxAgeMs: policy.maxPriceAgeMs, fresh: price?.fresh ?? false };
  });

/** The one place where limits are set against their use. */
export const limitsInUse = (state: AccountState, quotes: Quotes, at: UnixMs): LimitsInUse => {
  const standing = standingOf(state, pricesOf(quotes, at, state.policy.maxPriceAgeMs), at);
  const { equity, usage, limits, policy, valuation } = standing;
  const share = (fraction: Dec): Dec | undefined => equity?.mul(fraction);
  const open = usage && dec(usage.instruments.size);
  return {
    at,
    policy: { name: policy.name, version: policy.version },
    ...(valuation.equity !== undefined && { equity: valuation.equity }),
    unpriced: valuation.unpriced,
    gates: { ...(state.halted && { halted: state.halted }), pauses: state.pauses, degradation: state.degradation },
    breakers: breakersInUse(standing, quotes),
    cooldowns: cooldowns(standing),
    streak: streakInUse(standing),
    exposure: inUse(share(limits.maxExposurePct), usage?.exposure),
    assets: assetsInUse(standing, equity),
    marginUsed: inUse(share(limits.maxMarginUsedPct), usage?.marginUsed),
    openPositions: inUse(dec(policy.maxOpenPositions), open),
    ...(usage && { freeFunds: shown(usage.freeFunds) }),
    leverage: leverageNow(standing),
    tiers: tiersInUse(standing, equity),
    prices: pricesInUse(standing),
    books: booksInUse(standing),
  };
};
