import type { AssetInUse, LimitsInUse } from '../../../../../domain/account/risk/limits-in-use.js';
import type { LimitInUse } from '../../../../../domain/account/risk/in-use.js';
import { ALERT_KINDS, ALERT_SEVERITIES } from '../../../../../projections/alerts/alert-kinds.js';
import type { AlertView, PolicyView, RiskView } from '../../../../../projections/views.js';
import {
  count,
  decimal,
  flag,
  instant,
  list,
  object,
  oneOf,
  optional,
  position,
  text,
  type Fields,
  type Schema,
} from '../schema.js';
import { instrument } from './account-schemas.js';

const inUse: Fields<LimitInUse> = { limit: optional(decimal), used: optional(decimal), share: optional(decimal) };
const limit = object<LimitInUse>(inUse);

const asset = object<AssetInUse>({
  ...inUse,
  asset: oneOf('BTC', 'XRP'),
  workingLong: optional(decimal),
  workingShort: optional(decimal),
});

const breaker = object<LimitsInUse['breakers'][number]>({
  breaker: oneOf('daily-loss', 'weekly-loss', 'drawdown', 'losses-in-a-row', 'execution-errors', 'spike'),
  instrumentId: optional(instrument),
  counts: oneOf('fraction', 'in-a-row', 'times-atr'),
  now: optional(decimal),
  limit: decimal,
  share: optional(decimal),
  tripped: flag,
  trippedAt: optional(instant),
  until: optional(instant),
  reviewed: optional(flag),
  does: text,
  ends: text,
});

const streak = object<LimitsInUse['streak']>({
  losses: count,
  since: instant,
  minConfidence: decimal,
  maxLeverage: optional(count),
  sizeFactor: optional(decimal),
});

const gates = object<LimitsInUse['gates']>({
  halted: optional(object<NonNullable<LimitsInUse['gates']['halted']>>({ at: instant, reason: text })),
  pauses: list(text),
  degradation: { type: 'integer', description: '1 normal to 4 emergency.' },
});

const books = object<LimitsInUse['books']>({
  tradingCash: decimal,
  positions: optional(decimal),
  marginResult: optional(decimal),
  tradingBook: optional(decimal),
  allocation: optional(decimal),
  hodl: optional(decimal),
  setAside: decimal,
  accruedFees: optional(decimal),
  reserved: decimal,
  unrealised: optional(decimal),
});

const risk = object<RiskView>({
  mode: oneOf('PRETEND MARKET', 'PAPER', 'LIVE'),
  at: instant,
  policy: object<LimitsInUse['policy']>({ name: text, version: count }),
  equity: optional(decimal),
  unpriced: { ...list(text), description: 'For want of what equity is missing; empty while it is known.' },
  gates,
  breakers: list(breaker),
  cooldowns: list(object<LimitsInUse['cooldowns'][number]>({ scope: text, reason: text, until: instant })),
  streak,
  exposure: limit,
  assets: list(asset),
  marginUsed: limit,
  openPositions: limit,
  freeFunds: optional(decimal),
  leverage: object<LimitsInUse['leverage']>({ ceiling: count, why: text }),
  tiers: list(
    object<LimitsInUse['tiers'][number]>({
      minConfidence: decimal,
      maxLeverage: count,
      maxPositionPct: decimal,
      maxPosition: optional(decimal),
    }),
  ),
  prices: list(
    object<LimitsInUse['prices'][number]>({
      instrumentId: instrument,
      ageMs: optional(count),
      maxAgeMs: count,
      fresh: flag,
    }),
  ),
  books,
});

const alert = object<AlertView>({
  alertId: position,
  kind: oneOf(...ALERT_KINDS),
  severity: oneOf(...ALERT_SEVERITIES),
  text,
  at: instant,
  stream: text,
  version: count,
  type: text,
  instrumentId: optional(text),
  standing: flag,
  until: optional(instant),
  ended: optional(object<NonNullable<AlertView['ended']>>({ at: instant, type: text, text, version: count })),
});

const policy = object<PolicyView>({
  version: count,
  name: text,
  at: instant,
  reason: text,
  actor: text,
  stream: text,
  factVersion: count,
  position,
  changes: list(object<PolicyView['changes'][number]>({ key: text, from: text, to: text })),
  limits: list(object<PolicyView['limits'][number]>({ key: text, value: text })),
});

export const RISK_SCHEMAS: Readonly<Record<string, Schema>> = {
  RiskView: risk,
  AlertView: alert,
  PolicyView: policy,
};
