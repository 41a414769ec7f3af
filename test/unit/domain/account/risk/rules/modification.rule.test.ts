import { assessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import type { Modification } from '../../../../../../src/domain/account/risk/verdict.js';
import {
  account,
  assess,
  btcLong,
  look,
  NO_NUMBERS,
  type Odd,
  saidBy,
  unusable,
  WHOLE,
  xrpBtcLong,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('modification');
const modified = (modification: unknown) => btcLong({ modification: modification as Modification });
const orderOf = (modification: unknown, stopPct = '0.016') => {
  const { type, data } = assessIntent(assess({ ...modified(modification), stopPct }), account());
  return type === 'IntentDenied' ? data.failed : data.order;
};

test.each([
  ['nothing', undefined, WHOLE],
  ['an empty one', {}, WHOLE],
  ['all of it', { sizeFactor: '1' }, WHOLE],
  ['half', { sizeFactor: '0.5' }, { usdt: '1000.00', leverage: 1, by: ['modification'] }],
  ['almost all', { sizeFactor: '0.9999' }, { usdt: '1999.80', leverage: 1, by: ['modification'] }],
  ['a ceiling above', { maxLeverage: 5 }, WHOLE],
  ['a nearer stop', { stopPct: '0.012' }, WHOLE],
])('of the formula’s size is left by %s', (_what, modification, outcome) => {
  expect(look(modified(modification))).toEqual(outcome);
});

test('no size at all is no trade, by the name of the rule', () => {
  expect((look(modified({ sizeFactor: '0' })) as readonly string[])[0]).toBe('MODIFICATION_INVALID');
});

test('F-R20 cuts come from the formula, and the smallest stands: two halves are half', () => {
  const halved = account({ breakers: { lossesInARow: { trippedAt: 0 } } });
  expect(look(modified({ sizeFactor: '0.5' }), halved)).toMatchObject({ usdt: '1000.00' });
  expect(look(modified({ sizeFactor: '0.25' }), halved)).toMatchObject({ usdt: '500.00' });
});

test('F-R19 its leverage is a ceiling and raises nothing', () => {
  const at = (maxLeverage: number) => ({ modification: { maxLeverage } });
  expect(look(xrpShort(at(5)))).toMatchObject({ leverage: 2 });
  expect(look(xrpShort(at(1)))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(look(xrpBtcLong(at(1)))).toEqual(['LEVERAGE_TOO_HIGH']);
  const { data } = assessIntent(assess(xrpBtcLong(at(2))), account());
  expect(data.rules.find(({ rule }) => rule === 'leverage')?.limit).toBe('2x by modification');
});

describe('a nearer stop', () => {
  test('is where the stop is placed; it buys no larger trade and no better reward', () => {
    // 60 036.003 x 0.988 = 59 315.57, away from the entry.
    const own = orderOf(undefined);
    expect(orderOf({ stopPct: '0.012' })).toEqual({
      ...own,
      stop: '59315.5',
      riskUsdt: expect.any(String) as unknown,
    });
    expect(orderOf({ stopPct: '0.016' })).toEqual(own);
    expect(look({ ...modified({ stopPct: '0.01' }), targetPct: '0.03' })).toEqual(['REWARD_TOO_LOW']);
    expect(look({ ...modified({ stopPct: '0.02' }), stopPct: '0.031', targetPct: '0.1' })).toEqual(['STOP_TOO_WIDE']);
  });
  test('loses less when it is hit', () => {
    const risk = (modification: Modification) => Number((orderOf(modification) as { riskUsdt: string }).riskUsdt);
    expect(risk({ stopPct: '0.012' })).toBeLessThan(risk({}));
  });
  test('is never nearer than 1 %', () => {
    expect(orderOf({ stopPct: '0.0001' })).toEqual(orderOf({ stopPct: '0.01' }));
    expect(orderOf({ stopPct: '0.0001' })).toHaveProperty('stop', '59435.6');
    // The trade's own is widened before the two are compared.
    expect(orderOf({ stopPct: '0.01' }, '0.005')).toEqual(orderOf(undefined, '0.005'));
  });
});

describe('F-R5 what is beyond its range is denied as a whole, never clamped', () => {
  test.each<Odd>([
    ['no object', 7],
    ['null', null],
    ['more size', { sizeFactor: '1.0001' }],
    ['less than none', { sizeFactor: '-0.0001' }],
    ['leverage 6', { maxLeverage: 6 }],
    ['leverage 0', { maxLeverage: 0 }],
    ['half a leverage', { maxLeverage: 1.5 }],
    ['leverage as text', { maxLeverage: '2' }],
    ['leverage NaN', { maxLeverage: NaN }],
    ['a wider stop', { stopPct: '0.0160001' }],
    ['no stop', { stopPct: '0' }],
    ['one good part and one bad', { sizeFactor: '0.5', stopPct: '1' }],
    ...NO_NUMBERS.map(([what, value]) => [`${what} for a size`, { sizeFactor: value }] as const),
    ...NO_NUMBERS.map(([what, value]) => [`${what} for a stop`, { stopPct: value }] as const),
  ])('%s', (_what, modification) => {
    expect(orderOf(modification)).toEqual(['MODIFICATION_INVALID']);
  });
});

test.each(unusable('a confidence that is no number', 'an unknown regime', 'no equity'))(
  'a cut is skipped for %s',
  (_what, intent, ...rest) => {
    expect(said({ ...intent, modification: { sizeFactor: '0.5' } }, ...rest)).toBe('skipped');
    expect(said(intent, ...rest)).toBe('pass');
  },
);
