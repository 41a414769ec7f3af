import type { NewsItem } from '../../src/application/ports/news-feed.port.js';
import type { InstrumentSnapshot } from '../../src/domain/decisions/decision.events.js';
import type { ModelConsultedData } from '../../src/domain/models/model-call.events.js';
import type { OpenConflict } from '../../src/domain/decisions/open-conflicts.js';
import { SHOWN_FEATURES } from '../../src/application/agents/features-for-models.js';
import { HOUR, MINUTE } from '../../src/domain/shared/time.js';
import { adviser, snapshot, T0 } from './decisions.js';

const numbers = (close: number): Readonly<Record<string, number>> => ({
  close,
  ema21: close * 0.999,
  ema50: close * 0.998,
  ema200: close * 0.97,
  atr: close * 0.008,
  macdHistogram: -12.5,
  adx: 27.123456,
  rsi: 61.98765,
  stochRsiK: 0.75,
  roc: -1.25,
  volumeRatio: 1.5,
  squeeze: 0,
});

/** A leg with something to show in every line. */
export const fullLeg: InstrumentSnapshot = snapshot('BTC/USDT', {
  quote: { instrumentId: 'BTC/USDT', bid: '59994', ask: '60006', at: T0 - 4_000, source: 'ticker' },
  advisers: [
    { ...adviser('technical', 'long', '0.85'), reasons: ['score +0.61 over 15m, 1h, 4h', '1h: close above EMA 200'] },
    { ...adviser('regime', 'long', '0.7'), reasons: ['ADX 27, close above EMA 200'] },
  ],
  position: { side: 'long', quantity: '0.03331334', entry: '59000.123456789123' },
  rebalance: { planId: 'plan-1', side: 'sell' },
  outside: [{ agent: 'acme', runId: 'run-acme', direction: 'short', confidence: '0.55', validUntil: T0 + 1 }],
  candles: [
    { timeframe: '15m', lastOpenTime: T0 - 27 * MINUTE, digest: 'a' },
    { timeframe: '1h', lastOpenTime: T0 - HOUR, digest: 'b' },
    { timeframe: '4h', lastOpenTime: T0 - 7 * HOUR - 20 * MINUTE, digest: 'c' },
  ],
  features: { '15m': numbers(60_000), '1h': numbers(60_001), '4h': numbers(60_002) },
});

/** A leg as long as the desk can make it: every text at its cap, every number with all its digits. */
export const longestLeg = (leg: InstrumentSnapshot): InstrumentSnapshot => ({
  ...leg,
  quote: { instrumentId: leg.instrumentId, bid: '59994.123456789', ask: '60006.123456789', at: T0, source: 'candle' },
  atr1h: '480.288024999999',
  advisers: (['technical', 'regime', 'sentiment'] as const).map((agent) => ({
    ...adviser(agent, 'short', '0.123456789'),
    reasons: Array.from({ length: 20 }, (_, n) => `${n} `.padEnd(500, '文')),
  })),
  position: { side: 'short', quantity: '123456.123456789', entry: '59000.123456789123' },
  rebalance: { planId: 'plan-1', side: 'buy' },
  outside: Array.from({ length: 50 }, (_, n) => ({
    agent: `${n}`.padEnd(200, 'x'),
    runId: 'r',
    direction: 'short',
    confidence: '0.123456789',
    validUntil: T0 + 1,
  })),
  candles: (['1m', '5m', '15m', '1h', '4h', '1d'] as const).map((timeframe) => ({
    timeframe,
    lastOpenTime: T0 - 3 * 24 * HOUR,
    digest: 'd',
  })),
  features: Object.fromEntries(
    (['1m', '5m', '15m', '1h', '4h', '1d'] as const).map((timeframe) => [
      timeframe,
      Object.fromEntries(SHOWN_FEATURES.map(([name]) => [name, -12_345.678_901_234])),
    ]),
  ),
});

export const conflict = (more: Partial<OpenConflict> = {}): OpenConflict => ({
  instrumentId: 'BTC/USDT',
  kind: 'regime',
  detail: 'an opening in a choppy market',
  regime: 'choppy',
  direction: 'long',
  rawConfidence: '0.8',
  confidence: '0.75',
  entry: '60036.1',
  stopPct: '0.016012',
  targetPct: '0.0392345678',
  byRules: 'nothing is opened in choppy',
  dueAt: T0 + 10_000,
  ...more,
});

export const news = (title: string, more: Partial<NewsItem> = {}): NewsItem => ({
  id: title,
  source: 'Example Wire',
  publishedAt: T0 - 20 * MINUTE,
  title,
  text: 'Nothing more is known.',
  ...more,
});

/** An answered call that a test changes. */
export const modelCall = (more: Partial<ModelConsultedData> = {}): ModelConsultedData => ({
  callId: 'call-1',
  purpose: 'sentiment',
  member: 'model-a',
  provider: 'example',
  model: 'a-1',
  prompt: { name: 'sentiment', version: 1, digest: '0'.repeat(64), system: 's', user: 'u' },
  answer: '{}',
  outcome: 'answered',
  detail: '',
  inputTokens: 10,
  outputTokens: 5,
  cost: '0.0001',
  attempts: 1,
  askedAt: T0,
  latencyMs: 900,
  ...more,
});
