import { DAY } from '../../../../../../src/domain/shared/time.js';
import {
  account,
  btcLong,
  HUGE,
  look,
  MISSING,
  NO_NUMBERS,
  NOON,
  type Odd,
  saidBy,
} from '../../../../../support/risk.js';

const said = saidBy('confidence');
const at = (confidence: string) => btcLong({ confidence, rawConfidence: confidence });

test.each([
  ['0.60', 'trending_bull', true],
  ['0.5999', 'trending_bull', false],
  ['0.60', 'trending_bear', true],
  ['0.5999', 'trending_bear', false],
  ['0.60', 'quiet', true],
  ['0.5999', 'quiet', false],
  ['0.60', 'ranging', true],
  ['0.5999', 'ranging', false],
  ['0.65', 'volatile', true],
  ['0.6499', 'volatile', false],
  ['0.75', 'choppy', true],
  ['0.7499', 'choppy', false],
  ['1', 'choppy', true],
  ['0', 'trending_bull', false],
] as const)('%s in %s', (confidence, regime, fine) => {
  const outcome = fine ? expect.objectContaining({ leverage: 1 }) : ['CONFIDENCE_TOO_LOW'];
  expect(look({ ...at(confidence), regime })).toEqual(outcome);
});

test.each([
  [2, '0.69', 'pass'],
  [3, '0.6999', 'CONFIDENCE_TOO_LOW'],
  [3, '0.70', 'pass'],
  [4, '0.70', 'pass'],
  [5, '0.7999', 'CONFIDENCE_TOO_LOW'],
  [5, '0.80', 'pass'],
  [99, '0.80', 'pass'],
])('after %i losses in a row %s: %s', (losses, confidence, outcome) => {
  expect(said(at(confidence), account({ streak: { losses, since: NOON } }))).toBe(outcome);
});

test('each 24 h takes one loss away', () => {
  const since = (when: number) => account({ streak: { losses: 3, since: when } });
  expect(said(at('0.69'), since(NOON - DAY))).toBe('pass');
  expect(said(at('0.69'), since(NOON - DAY + 1))).toBe('CONFIDENCE_TOO_LOW');
});

test('F-R20 the smaller one of raw and adjusted counts: a boost lifts no floor', () => {
  const boosted = btcLong({ rawConfidence: '0.70', confidence: '1' });
  expect(look({ ...boosted, regime: 'choppy' })).toEqual(['CONFIDENCE_TOO_LOW']);
  expect(look(boosted, account({ streak: { losses: 5, since: NOON } }))).toEqual(['CONFIDENCE_TOO_LOW']);
  expect(said({ ...boosted, rawConfidence: '1', confidence: '0.70', regime: 'choppy' })).toBe('CONFIDENCE_TOO_LOW');
});

test.each<Odd>([...NO_NUMBERS, ...MISSING, ['less than zero', '-1'], ['a huge one', HUGE]])(
  'F-R5 one of %s is skipped, and refused as no number',
  (_what, value) => {
    const intent = { ...btcLong(), confidence: value as string };
    expect(said(intent)).toBe('skipped');
    expect(look(intent)).toContain('INVALID_NUMBER');
  },
);
