import fc from 'fast-check';
import type { Regime } from '../../../../src/domain/market/regime.js';
import { REGIMES } from '../../../../src/domain/market/regime.js';
import {
  directionOf,
  signalDecider,
  validityMs,
  type RecordSignal,
  type SignalCommand,
} from '../../../../src/domain/signals/signal.decider.js';
import type { SignalFact } from '../../../../src/domain/signals/signal.events.js';
import { validSignal, type SignalState } from '../../../../src/domain/signals/signal.state.js';
import { modelCall } from '../../../support/prompts.js';

const HOUR = 3_600_000;

const signal = (changes: Partial<RecordSignal> = {}): RecordSignal => ({
  type: 'RecordSignal',
  runId: 'run-1',
  agent: 'technical',
  instrumentId: 'BTC/USDT',
  at: 1_000,
  direction: 'long',
  confidence: 0.72,
  horizonMs: HOUR,
  validityMs: 120_000,
  reasons: ['1h: close above EMA 200, ADX 31'],
  inputs: { candles: [], leftOut: [] },
  modelCallIds: [],
  ...changes,
});

const regimeRun = (runId: string, at: number, ...regimes: Regime[]): RecordSignal =>
  signal({
    runId,
    at,
    agent: 'regime',
    validityMs: 600_000,
    readings: regimes.map((regime, index) => ({ openTime: index * HOUR, regime })),
  });

const fold = (facts: readonly SignalFact[], from = signalDecider.initialState): SignalState =>
  facts.reduce((state, fact) => signalDecider.evolve(state, fact), from);

const after = (...commands: SignalCommand[]): { state: SignalState; facts: SignalFact[] } =>
  commands.reduce(
    ({ state, facts }, command) => {
      const made = signalDecider.decide(command, state);
      return { state: fold(made, state), facts: [...facts, ...made] };
    },
    { state: signalDecider.initialState, facts: [] as SignalFact[] },
  );

test('an opinion is recorded whole', () => {
  expect(after(signal()).facts).toEqual([
    {
      type: 'SignalRecorded',
      data: {
        runId: 'run-1',
        agent: 'technical',
        instrumentId: 'BTC/USDT',
        direction: 'long',
        confidence: '0.72',
        horizonMs: HOUR,
        recordedAt: 1_000,
        validUntil: 121_000,
        reasons: ['1h: close above EMA 200, ADX 31'],
        inputs: { candles: [], leftOut: [] },
        modelCallIds: [],
      },
    },
  ]);
});

test('a miss is recorded, and takes the opinion of before away', () => {
  const miss = {
    type: 'RecordMiss',
    runId: 'run-2',
    agent: 'technical',
    instrumentId: 'BTC/USDT',
    at: 2_000,
    reason: 'timeout',
    detail: '30 s',
  } as const;
  const { state, facts } = after(signal(), miss);
  expect(facts[1]).toEqual({
    type: 'SignalMissed',
    data: {
      runId: 'run-2',
      agent: 'technical',
      instrumentId: 'BTC/USDT',
      recordedAt: 2_000,
      reason: 'timeout',
      detail: '30 s',
    },
  });
  expect(validSignal(state, 2_000)).toBeNull();
});

test('the calls of models that made it stand before an opinion, and before a miss, in one commit', () => {
  const consulted = [modelCall({ callId: 'call-1' }), modelCall({ callId: 'call-2', outcome: 'TIMEOUT' })];
  const said = after(signal({ agent: 'sentiment', modelCallIds: ['call-1'], consulted }));
  expect(said.facts.map(({ type }) => type)).toEqual(['ModelConsulted', 'ModelConsulted', 'SignalRecorded']);
  expect(said.facts.slice(0, 2).map(({ data }) => data)).toEqual(consulted);
  expect(JSON.stringify(said.facts[2])).not.toContain('consulted');
  const silent = after(signal({ agent: 'sentiment', confidence: 'NaN', consulted: consulted.slice(1) }));
  expect(silent.facts.map(({ type }) => type)).toEqual(['ModelConsulted', 'SignalMissed']);
  expect(signalDecider.decide(signal({ agent: 'sentiment', consulted }), silent.state)).toEqual([]);
});

test('a repeat of a run yields nothing, whatever it says now', () => {
  const { state } = after(signal());
  expect(signalDecider.decide(signal(), state)).toEqual([]);
  expect(signalDecider.decide(signal({ confidence: 0.1, at: 9_000 }), state)).toEqual([]);
});

test('an older run that comes late yields nothing', () => {
  const { state } = after(signal({ runId: 'run-2', at: 2_000 }));
  expect(signalDecider.decide(signal({ runId: 'run-1', at: 1_999 }), state)).toEqual([]);
});

test.each([
  ['NaN', NaN],
  ['the word NaN', 'NaN'],
  ['Infinity', Infinity],
  ['an empty text', ''],
  ['a word', 'high'],
  ['below 0', '-0.0001'],
  ['above 1', 1.0001],
  ['null', null as unknown as number],
])('F-R5 a confidence that is %s is an invalid answer, never an opinion', (_what, confidence) => {
  const { state, facts } = after(signal({ confidence }));
  expect(facts.map(({ type }) => type)).toEqual(['SignalMissed']);
  expect(facts[0]?.data).toMatchObject({ reason: 'invalid_answer' });
  expect(state.signal).toBeNull();
});

test('F-D2 a direction outside the vocabulary is an invalid answer', () => {
  const { facts } = after(signal({ direction: 'up' as 'long' }));
  expect(facts[0]).toMatchObject({ type: 'SignalMissed', data: { reason: 'invalid_answer' } });
});

test.each([
  [0, '0.00'],
  [1, '1.00'],
  ['0.6', '0.60'],
  [0.123456, '0.1234'],
  [0.59999999, '0.5999'],
  ['0.85', '0.85'],
])('confidence %s is written %s: rounded down, no floor is reached by rounding', (confidence, text) => {
  expect(after(signal({ confidence })).facts[0]?.data).toMatchObject({ confidence: text });
});

test("F-D3 validity is at least the agent's own and twice the interval, so a reader with that interval hears it", () => {
  expect(validityMs('technical', 60_000)).toBe(120_000);
  expect(validityMs('technical', 90_000)).toBe(180_000);
  expect(validityMs('regime', 300_000)).toBe(600_000);
  expect(validityMs('sentiment', 3_600_000)).toBe(7_200_000);
});

test('an opinion counts until its validity ends, not at the end', () => {
  const { state } = after(signal());
  expect(validSignal(state, 120_999)?.direction).toBe('long');
  expect(validSignal(state, 121_000)).toBeNull();
});

test('a regime changes by two equal readings, with the signal that brought it', () => {
  const { state, facts } = after(
    regimeRun('r1', 1, 'ranging', 'ranging'),
    regimeRun('r2', 2, 'ranging', 'trending_bear'),
    regimeRun('r3', 3, 'trending_bear', 'trending_bear'),
  );
  expect(facts.map(({ type }) => type)).toEqual([
    'SignalRecorded',
    'RegimeChanged',
    'SignalRecorded',
    'SignalRecorded',
    'RegimeChanged',
  ]);
  expect(facts[1]?.data).toMatchObject({ runId: 'r1', from: 'unknown', to: 'ranging' });
  expect(facts[2]?.data).toMatchObject({ regime: 'ranging', direction: 'flat' });
  expect(facts[3]?.data).toMatchObject({ regime: 'trending_bear', direction: 'short' });
  expect(facts[4]?.data).toMatchObject({ runId: 'r3', from: 'ranging', to: 'trending_bear' });
  expect(state.regime).toBe('trending_bear');
});

test('a regime run without readings is unknown at once', () => {
  const { state, facts } = after(regimeRun('r1', 0, 'quiet', 'quiet'), regimeRun('r2', 1));
  expect(facts.at(-1)?.data).toMatchObject({ from: 'quiet', to: 'unknown' });
  expect(state.regime).toBe('unknown');
});

test('F-D2 every regime has one direction: bull long, bear short, all else flat', () => {
  expect(REGIMES.map((regime) => [regime, directionOf(regime)])).toEqual([
    ['unknown', 'flat'],
    ['volatile', 'flat'],
    ['choppy', 'flat'],
    ['trending_bull', 'long'],
    ['trending_bear', 'short'],
    ['quiet', 'flat'],
    ['ranging', 'flat'],
  ]);
});

test('whatever comes in, deciding and folding never throw, and a repeat yields nothing', () => {
  const command = fc.record({
    runId: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 100 }),
    confidence: fc.oneof(fc.double(), fc.string()),
    regimes: fc.array(fc.constantFrom(...REGIMES), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
      let state = signalDecider.initialState;
      for (const { runId, at, confidence, regimes } of commands) {
        const next = { ...regimeRun(runId, at, ...regimes), confidence };
        state = fold(signalDecider.decide(next, state), state);
        expect(signalDecider.decide(next, state)).toEqual([]);
      }
    }),
    { seed: 5 },
  );
});
