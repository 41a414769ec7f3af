import fc from 'fast-check';
import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { account, assess, btcLong, QUOTES } from '../../../../support/risk.js';

const NONSENSE: readonly unknown[] = [
  NaN,
  'NaN',
  null,
  undefined,
  '',
  ' ',
  'abc',
  '0x10',
  '1e5x',
  {},
  [],
  true,
  Infinity,
  '-Infinity',
  'Infinity',
  '0',
  '-1',
  '-0.0000001',
  '1e999',
  '1e9999',
  '1e-999',
  '9'.repeat(400),
];
const show = (value: unknown) => (typeof value === 'string' ? `"${value.slice(0, 12)}"` : String(value));
const decide = (command: AssessIntent, state: AccountState = account()) => assessIntent(command, state);
const nonsense = NONSENSE.map((value) => [show(value), value] as const);

describe.each(['entry', 'rawConfidence', 'confidence', 'stopPct', 'targetPct', 'snapshotAt', 'assessment'] as const)(
  'F-R5 %s',
  (field) => {
    test.each(nonsense)('= %s is denied, never clamped', (_text, value) => {
      // A stop that is tiny but a number is widened, which is what the minimum is for.
      const isTinyStop = field === 'stopPct' && value === '1e-999';
      const fact = decide(assess({ ...btcLong(), [field]: value }));
      expect(fact.type).toBe(isTinyStop ? 'IntentApproved' : 'IntentDenied');
    });
  },
);

describe.each(['bid', 'ask', 'at'] as const)('F-R5 quote %s', (field) => {
  test.each(nonsense)('= %s is denied', (_text, value) => {
    const quotes = { 'BTC/USDT': { ...QUOTES['BTC/USDT']!, [field]: value } } as AssessIntent['quotes'];
    expect(decide(assess(btcLong(), { quotes })).type).toBe('IntentDenied');
  });
});

describe.each(['tick', 'lot', 'minQuantity', 'maxStop', 'maxLeverage'] as const)('F-R5 venue metadata %s', (field) => {
  test.each(
    [NaN, 'NaN', null, undefined, '', 'abc', {}, Infinity, '-1', -1].map((value) => [show(value), value] as const),
  )('= %s is denied', (_text, value) => {
    const instrument = { ...assess(btcLong()).instrument!, [field]: value } as AssessIntent['instrument'];
    expect(decide(assess(btcLong(), { instrument })).type).toBe('IntentDenied');
  });
});

test('F-R5 unknown and foreign instruments are refused by name', () => {
  for (const id of ['DOGE/USDT', 'btc/usdt', '__proto__', 'constructor', '', null, 7]) {
    const fact = decide(assess(btcLong({ instrumentId: id as 'BTC/USDT' })));
    expect(fact.type === 'IntentDenied' && fact.data.code).toBe('UNKNOWN_INSTRUMENT');
  }
  const foreign = assess(btcLong(), { instrument: { ...assess(btcLong()).instrument!, id: 'XRP/USDT' } });
  expect(decide(foreign).data).toMatchObject({ code: 'UNKNOWN_INSTRUMENT' });
  expect(decide(assess(btcLong({ direction: 'up' as 'long' }))).data).toMatchObject({ code: 'INVALID_NUMBER' });
});

test('F-R5 nothing throws, whatever stands in any field, and every rule still answers', () => {
  const weird = fc.oneof(fc.constantFrom(...NONSENSE), fc.double(), fc.string({ maxLength: 6 }));
  const maybe = (fine: unknown) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(fine) }, { weight: 2, arbitrary: weird });
  const intent = fc.record(Object.fromEntries(Object.entries(btcLong()).map(([key, value]) => [key, maybe(value)])));
  const quote = fc.record(
    Object.fromEntries(Object.entries(QUOTES['BTC/USDT']!).map(([key, value]) => [key, maybe(value)])),
  );
  fc.assert(
    fc.property(intent, quote, fc.constantFrom('5000', '0', '-5', 'NaN', 'Infinity'), (anyIntent, anyQuote, usdt) => {
      const state = account({ balances: { trading: { USDT: usdt }, allocation: {}, hodl: {} } });
      const command = assess(anyIntent as unknown as OpeningIntent, {
        quotes: { 'BTC/USDT': anyQuote } as unknown as AssessIntent['quotes'],
      });
      const fact = decide(command, state);
      expect(fact.data.rules.length).toBeGreaterThanOrEqual(29);
      if (fact.type !== 'IntentDenied') expect(fact.data.rules.every((line) => line.result !== 'skipped')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
