import { REGIME_RULES } from '../../../../src/domain/market/regimes.js';
import { REGIMES } from '../../../../src/domain/market/regime.js';
import { freezeSnapshot, type SnapshotParts } from '../../../../src/domain/decisions/snapshot.js';
import type { InstrumentSnapshot } from '../../../../src/domain/decisions/decision.events.js';
import { validityMs } from '../../../../src/domain/signals/signal.decider.js';
import type { SignalMissedData, SignalRecordedData } from '../../../../src/domain/signals/signal.events.js';
import { T0 } from '../../../support/decisions.js';

const signal = (more: Partial<SignalRecordedData> = {}): SignalRecordedData => ({
  runId: 'run-1',
  agent: 'technical',
  instrumentId: 'BTC/USDT',
  direction: 'long',
  confidence: '0.80',
  horizonMs: 3_600_000,
  recordedAt: T0 - 1_000,
  validUntil: T0 + 60_000,
  reasons: ['up'],
  inputs: { candles: [], leftOut: [] },
  modelCallIds: [],
  ...more,
});
const missed = (more: Partial<SignalMissedData> = {}): SignalMissedData => ({
  runId: 'run-2',
  agent: 'technical',
  instrumentId: 'BTC/USDT',
  recordedAt: T0 - 500,
  reason: 'timeout',
  detail: '',
  ...more,
});
const freeze = (more: Partial<SnapshotParts>): InstrumentSnapshot =>
  freezeSnapshot({ takenAt: T0, quotes: {}, runs: [], instrumentIds: ['BTC/USDT'], ...more })[0]!;
const seen = (runs: SnapshotParts['runs']): readonly string[] => freeze({ runs }).advisers.map(({ runId }) => runId);

test('all instruments, in their order', () => {
  const legs = freezeSnapshot({ takenAt: T0, quotes: {}, runs: [] });
  expect(legs.map(({ instrumentId }) => instrumentId)).toEqual(['BTC/USDT', 'XRP/USDT', 'XRP/BTC']);
  expect(legs[0]).toEqual({ instrumentId: 'BTC/USDT', regime: 'unknown', advisers: [], candles: [] });
});

test('F-D1 newer words about another instrument are not used for this one', () => {
  const quote = { bid: '1', ask: '2', at: T0, source: 'candle' } as const;
  const legs = freezeSnapshot({
    takenAt: T0,
    instrumentIds: ['XRP/USDT', 'BTC/USDT'],
    // The second quote lies under the wrong key.
    quotes: { 'BTC/USDT': { ...quote, instrumentId: 'BTC/USDT' }, 'XRP/USDT': { ...quote, instrumentId: 'BTC/USDT' } },
    runs: [
      signal({ runId: 'btc', recordedAt: T0 - 9_000 }),
      signal({ runId: 'xrp', instrumentId: 'XRP/USDT', direction: 'short', recordedAt: T0 - 1 }),
      signal({ runId: 'cross', instrumentId: 'XRP/BTC', recordedAt: T0 }),
    ],
    atr1h: { 'XRP/USDT': '7' },
    positions: { 'XRP/USDT': { side: 'long', quantity: '5', entry: '1' } },
  });
  expect(legs).toMatchObject([
    { instrumentId: 'BTC/USDT', quote: { instrumentId: 'BTC/USDT' }, advisers: [{ runId: 'btc', direction: 'long' }] },
    {
      instrumentId: 'XRP/USDT',
      atr1h: '7',
      position: { quantity: '5' },
      advisers: [{ runId: 'xrp', direction: 'short' }],
    },
  ]);
  expect(legs[0]).not.toHaveProperty('atr1h');
  expect(legs[0]).not.toHaveProperty('position');
  expect(legs[1]).not.toHaveProperty('quote');
});

describe('F-D3 an opinion counts until it expires', () => {
  test.each([
    [T0 - 1, []],
    [T0, []],
    [T0 + 1, ['run-1']],
  ])('valid until T0 %i', (validUntil, expected) => {
    expect(seen([signal({ validUntil })])).toEqual(expected);
  });

  test('one recorded at the last due time is heard by a reader with the same interval', () => {
    const recordedAt = T0 - 3_600_000;
    expect(seen([signal({ recordedAt, validUntil: recordedAt + validityMs('technical', 3_600_000) })])).toEqual([
      'run-1',
    ]);
  });

  test('the newest word ends the one before, also when it failed or has expired', () => {
    expect(seen([signal(), missed()])).toEqual([]);
    expect(seen([missed({ recordedAt: T0 - 2_000 }), signal()])).toEqual(['run-1']);
    expect(seen([signal(), signal({ runId: 'run-2', recordedAt: T0 - 10, validUntil: T0 - 1 })])).toEqual([]);
  });
});

test('nothing later than the snapshot is seen', () => {
  const quote = { instrumentId: 'BTC/USDT', bid: '1', ask: '2', source: 'candle' } as const;
  expect(seen([signal(), signal({ runId: 'later', recordedAt: T0 + 1 })])).toEqual(['run-1']);
  expect(seen([signal({ recordedAt: T0 })])).toEqual(['run-1']);
  expect(freeze({ quotes: { 'BTC/USDT': { ...quote, at: T0 + 1 } } })).not.toHaveProperty('quote');
  expect(freeze({ quotes: { 'BTC/USDT': { ...quote, at: T0 - 7, atr1h: '3' } } })).toMatchObject({
    dataAgeMs: 7,
    atr1h: '3',
  });
  const candle = { timeframe: '1h', lastOpenTime: T0 - 3_600_000, digest: 'd' } as const;
  const candles = { 'BTC/USDT': [candle, { ...candle, lastOpenTime: T0 - 3_599_999 }] };
  expect(freeze({ candles }).candles).toEqual([candle]);
});

test('F-D4 the order in which signals lie on the table changes nothing', () => {
  const runs = [
    signal({ runId: 'a', recordedAt: T0 - 5 }),
    signal({ runId: 'b', recordedAt: T0 - 5, direction: 'short' }),
    signal({ runId: 'c', recordedAt: T0 - 6 }),
    signal({ runId: 'd', agent: 'sentiment' }),
    signal({ runId: 'e', agent: 'regime', regime: 'quiet' }),
  ];
  expect(seen(runs)).toEqual(['b', 'e', 'd']);
  expect(freeze({ runs: [...runs].reverse() })).toEqual(freeze({ runs }));
});

describe('F-D2 one vocabulary of regimes', () => {
  const frozen = (regime: unknown) =>
    freeze({ runs: [signal({ agent: 'regime', regime: regime as 'quiet', direction: 'flat' })] });
  test.each(REGIMES)('%s is known to the table and survives the snapshot', (regime) => {
    expect(REGIME_RULES).toHaveProperty(regime);
    expect(frozen(regime).regime).toBe(regime);
    expect(frozen(regime).advisers).toHaveLength(regime === 'unknown' ? 0 : 1);
  });
  test.each(['trending_up', 'bull', 'TRENDING_BULL', undefined])('%p is unknown, and its adviser absent', (regime) => {
    expect(frozen(regime)).toMatchObject({ regime: 'unknown', advisers: [] });
  });
});

describe('agents of other programs', () => {
  const outside = (agent: `outside.${string}`, more: Partial<SignalRecordedData> = {}) => signal({ agent, ...more });

  test('stand beside the advisers, the newest valid word of each, by name', () => {
    const leg = freeze({
      runs: [
        outside('outside.two', { runId: 'b', direction: 'short' }),
        outside('outside.one', { runId: 'old', recordedAt: T0 - 2_000 }),
        outside('outside.one', { runId: 'a' }),
        outside('outside.late', { validUntil: T0 }),
        outside('outside.elsewhere', { instrumentId: 'XRP/USDT' }),
      ],
    });
    expect(leg.outside).toEqual([
      { agent: 'outside.one', runId: 'a', direction: 'long', confidence: '0.80', validUntil: T0 + 60_000 },
      { agent: 'outside.two', runId: 'b', direction: 'short', confidence: '0.80', validUntil: T0 + 60_000 },
    ]);
  });

  test('F-X1 are no advisers, whatever they call themselves', () => {
    const leg = freeze({
      runs: [outside('outside.technical'), outside('outside.regime', { regime: 'trending_bull' })],
    });
    expect([leg.advisers, leg.regime]).toEqual([[], 'unknown']);
  });
});
