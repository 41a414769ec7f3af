import fc from 'fast-check';
import { countTokens, MOST_TOKENS } from '../../../../../src/application/agents/prompts/count-tokens.js';
import { CUTS, renderSnapshot } from '../../../../../src/application/agents/prompts/render-snapshot.js';
import type { InstrumentSnapshot } from '../../../../../src/domain/decisions/decision.events.js';
import { INSTRUMENT_IDS } from '../../../../../src/domain/market/instrument.js';
import { HOUR } from '../../../../../src/domain/shared/time.js';
import { adviser, snapshot, T0 } from '../../../../support/decisions.js';
import { fullLeg, longestLeg } from '../../../../support/prompts.js';

const render = (legs: readonly InstrumentSnapshot[], most = MOST_TOKENS) => renderSnapshot(legs, T0, most);

test('what every model reads: numbers with units, ages, quoted reasons', () => {
  expect(render([fullLeg])).toBe(
    `Snapshot taken 2026-01-05 12:00 UTC. Ages count back from that instant; nothing later is known.

## BTC/USDT
price: bid 59994 USDT, ask 60006 USDT, mid 60000 USDT (4 s ago, from a ticker)
regime: trending_bull
ATR14 of 1h candles: 480.288 USDT (0.8 % of the mid)
open position: long 0.03331334 BTC, entry 59000.12346 USDT, +1.68 % at the present bid before fees
rebalance at work: sells BTC
adviser technical: long, confidence 0.85 of 1
adviser regime: long, confidence 0.7 of 1
adviser sentiment: absent
agent outside, not counted: short, confidence 0.55 of 1
15m candle, closed 12 min ago. In USDT: close 60000, ema21 59940, ema50 59880, ema200 58200, atr 480, macdHistogram -12.5; of 100: adx 27.12, rsi 61.99; of 1: stochRsiK 0.75; in %: roc -1.25; times its mean: volumeRatio 1.5; 1 yes, 0 no: squeeze 0
1h candle, closed 0 s ago. In USDT: close 60001, ema21 59941, ema50 59881, ema200 58201, atr 480.008, macdHistogram -12.5; of 100: adx 27.12, rsi 61.99; of 1: stochRsiK 0.75; in %: roc -1.25; times its mean: volumeRatio 1.5; 1 yes, 0 no: squeeze 0
4h candle, closed 3 h 20 min ago. In USDT: close 60002, ema21 59942, ema50 59882, ema200 58201.9, atr 480.016, macdHistogram -12.5; of 100: adx 27.12, rsi 61.99; of 1: stochRsiK 0.75; in %: roc -1.25; times its mean: volumeRatio 1.5; 1 yes, 0 no: squeeze 0
<<<data from the reasons of the advisers
| technical: score +0.61 over 15m, 1h, 4h
| technical: 1h: close above EMA 200
| regime: ADX 27, close above EMA 200
>>>end of data`,
  );
});

test('what is not known is said to be unknown, never 0', () => {
  const { instrumentId, regime } = snapshot();
  expect(
    render([{ instrumentId, regime, advisers: [], candles: [] }])
      .split('\n')
      .slice(2),
  ).toEqual([
    '## BTC/USDT',
    'price: unknown',
    'regime: trending_bull',
    'ATR14 of 1h candles: unknown',
    'open position: none',
    'adviser technical: absent',
    'adviser regime: absent',
    'adviser sentiment: absent',
  ]);
});

test('an indicator without a value is left out', () => {
  const candles = [{ timeframe: '1h', lastOpenTime: T0 - HOUR, digest: 'd' }];
  const shown = render([snapshot('BTC/USDT', { candles, features: { '1h': { close: 100, rsi: Number.NaN } } })]);
  expect(shown).toContain('1h candle, closed 0 s ago. In USDT: close 100');
  expect(shown).not.toContain('rsi');
});

test('a short is measured at the ask, and its loss is a loss', () => {
  const shown = render([snapshot('XRP/BTC', { position: { side: 'short', quantity: '100', entry: '0.000008' } })]);
  expect(shown).toContain('open position: short 100 XRP, entry 0.000008 BTC, -3.88 % at the present ask before fees');
});

describe('no future', () => {
  const at = (more: Partial<InstrumentSnapshot>) => render([snapshot('BTC/USDT', more)]);

  test('a price from after the snapshot is not shown', () => {
    const quote = { ...fullLeg.quote, instrumentId: 'BTC/USDT', bid: '71111', ask: '71112', source: 'book' } as const;
    expect(at({ quote: { ...quote, at: T0 } })).toContain('71111');
    expect(at({ quote: { ...quote, at: T0 + 1 } })).not.toContain('7111');
  });

  test('features are shown of a candle that had closed, by the word of the snapshot', () => {
    const features = { '1h': { close: 71_111 } };
    const closing = (lastOpenTime: number) =>
      at({ features, candles: [{ timeframe: '1h', lastOpenTime, digest: 'd' }] });
    expect(closing(T0 - HOUR)).toContain('71111');
    expect(closing(T0 - HOUR + 1)).not.toContain('71111');
    expect(at({ features })).not.toContain('71111');
  });

  test('an opinion that has expired is absent', () => {
    const said = { ...adviser('sentiment', 'short', '0.61'), validUntil: T0 + 1, reasons: ['planted'] };
    expect(at({ advisers: [said] })).toContain('adviser sentiment: short, confidence 0.61 of 1');
    const expired = at({
      advisers: [{ ...said, validUntil: T0 }],
      outside: [{ ...said, agent: 'acme', validUntil: T0 }],
    });
    expect(expired).toContain('adviser sentiment: absent');
    expect(expired).not.toMatch(/outside|planted/);
  });
});

describe('at most so many tokens', () => {
  const all = INSTRUMENT_IDS.map((instrumentId) => ({ ...fullLeg, instrumentId }));

  test('all of it where there is room', () => {
    expect(render(all)).not.toContain('Left out');
  });

  test('the least important goes first, step by step, and is named', () => {
    const whole = countTokens(render(all, 1e9));
    const least = countTokens(render(all, 900));
    const steps = new Set<string>();
    for (let most = whole; most >= least; most -= 25) {
      const shown = render(all, most);
      expect(countTokens(shown)).toBeLessThanOrEqual(most);
      steps.add(/Left out for length: (.*)\./.exec(shown)?.[1] ?? '');
    }
    // Candles of 1m, 5m and 1d are not there, and so are not named.
    const named = CUTS.slice(1).map(({ what }) => what);
    expect([...steps]).toEqual(named.map((_, n) => named.slice(0, n).join('; ')).concat(named.join('; ')));
  });

  test('prices, position, regime and opinions stay when all else is gone', () => {
    const least = render(all, 900);
    for (const kept of ['price: bid 59994 ', 'open position: long', 'regime: trending_bull', 'adviser technical: long'])
      expect(least.split(kept)).toHaveLength(4);
    expect(least).not.toContain('candle, closed');
    expect(least).not.toContain('data from');
  });

  test('the longest that the desk can make fits', () => {
    const legs = INSTRUMENT_IDS.map((id) => longestLeg(snapshot(id)));
    const shown = render(legs, 1_500);
    expect(countTokens(shown)).toBeLessThanOrEqual(1_500);
  });
});

test('it depends on what is in the snapshot, not on how it was put together', () => {
  const turned = (value: object): object =>
    Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, each]) => [
          name,
          typeof each === 'object' && each !== null && !Array.isArray(each)
            ? turned(each as object)
            : (each as unknown),
        ]),
    );
  const again = turned(fullLeg) as InstrumentSnapshot;
  expect(
    render([{ ...again, advisers: [...again.advisers].reverse(), candles: [...again.candles].reverse() }], 1_000),
  ).toBe(render([{ ...fullLeg, advisers: [...fullLeg.advisers].reverse() }], 1_000));
  expect(render([{ ...again, candles: [...again.candles].reverse() }])).toBe(render([fullLeg]));
});

test('whatever the numbers are, no word that is no number is written', () => {
  const odd = fc.oneof(
    fc.double().map(String),
    fc.constantFrom('NaN', 'Infinity', '-Infinity', '', 'null', '1e400', '-0', '0', '1e-30', '9'.repeat(60)),
  );
  const number = fc.double();
  const leg = fc.record({ bid: odd, ask: odd, atr1h: odd, entry: odd, quantity: odd, confidence: odd, value: number });
  fc.assert(
    fc.property(leg, ({ bid, ask, atr1h, entry, quantity, confidence, value }) => {
      const shown = render([
        snapshot('BTC/USDT', {
          quote: { instrumentId: 'BTC/USDT', bid, ask, at: T0, source: 'candle' },
          atr1h,
          position: { side: 'long', quantity, entry },
          advisers: [adviser('technical', 'long', confidence)],
          features: { '1h': { close: value, rsi: value } },
          candles: [{ timeframe: '1h', lastOpenTime: T0 - HOUR, digest: 'd' }],
        }),
      ]);
      expect(shown).not.toMatch(/NaN|Infinity|undefined|null|\[object|\d[eE][+-]?\d/);
      expect(countTokens(shown)).toBeLessThan(MOST_TOKENS);
    }),
    { numRuns: 500 },
  );
});
