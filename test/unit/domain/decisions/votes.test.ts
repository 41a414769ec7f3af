import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { InstrumentSnapshot } from '../../../../src/domain/decisions/decision.events.js';
import { readVotes, type LegVote } from '../../../../src/domain/decisions/votes.js';
import { close, hold, openLong, openShort, snapshot } from '../../../support/decisions.js';

const read = (answer: unknown, leg: InstrumentSnapshot = snapshot()): LegVote | undefined =>
  readVotes([answer], [leg], DEFAULT_POLICY)[0];
const reasonOf = (answer: unknown, leg?: InstrumentSnapshot): string | undefined => {
  const said = read(answer, leg);
  return said && ('vote' in said ? 'counted' : said.reason);
};

test.each([openLong(), openShort(), hold(), close()])('a well-formed $action counts as it stands', (vote) => {
  expect(read(vote)).toEqual({ vote });
});

test('numbers are kept in canonical text', () => {
  expect(read(openLong('0.700', { entry: '6e4' }))).toMatchObject({ vote: { confidence: '0.7', entry: '60000' } });
});

test('levels of a close or a hold are left out', () => {
  expect(read(hold({ entry: '1', stop: '2' }))).toEqual({ vote: hold() });
});

describe('F-D6 what is not a vote is no vote, never a hold vote', () => {
  test.each([
    ['an action in other words', { ...openLong(), action: 'BUY' }, 'INVALID_SCHEMA'],
    ['a negated action', { ...openLong(), action: 'do not open_long' }, 'INVALID_SCHEMA'],
    ['no action', { ...openLong(), action: undefined }, 'INVALID_SCHEMA'],
    ['no reasons', { ...openLong(), reasons: undefined }, 'INVALID_SCHEMA'],
    ['reasons that are not texts', { ...openLong(), reasons: [1] }, 'INVALID_SCHEMA'],
    ['too many reasons', { ...openLong(), reasons: Array.from({ length: 21 }, () => 'x') }, 'INVALID_SCHEMA'],
    ['a confidence that is not a number', openLong('NaN'), 'NOT_A_NUMBER'],
    ['an infinite confidence', openLong('Infinity'), 'NOT_A_NUMBER'],
    ['an empty confidence', openLong(''), 'NOT_A_NUMBER'],
    ['a JSON number', { ...openLong(), confidence: 0.7 }, 'NOT_A_NUMBER'],
    ['a null level', { ...openLong(), stop: null }, 'NOT_A_NUMBER'],
    ['a missing target', { ...openLong(), target: undefined }, 'NOT_A_NUMBER'],
    ['a number of absurd length', openLong('0.70', { target: '9'.repeat(61) }), 'NOT_A_NUMBER'],
    ['a number of absurd size', openLong('0.70', { target: '1e900' }), 'NOT_A_NUMBER'],
    ['a negative stop', openLong('0.70', { stop: '-1' }), 'OUT_OF_RANGE'],
    ['a text', 'open_long', 'INVALID_SCHEMA'],
    ['a list', [openLong()], 'INVALID_SCHEMA'],
    ['null', null, 'INVALID_SCHEMA'],
  ])('%s', (_what, answer, reason) => {
    expect(reasonOf(answer)).toBe(reason);
  });

  test.each([
    ['-0.0001', 'OUT_OF_RANGE'],
    ['0', 'counted'],
    ['1', 'counted'],
    ['1.0001', 'OUT_OF_RANGE'],
  ])('confidence %s: %s', (confidence, expected) => {
    expect(reasonOf(openLong(confidence))).toBe(expected);
  });
});

describe('levels stand on their side of the entry', () => {
  test.each([
    [openLong('0.7', { stop: '59999.9' }), 'counted'],
    [openLong('0.7', { stop: '60000' }), 'WRONG_SIDE_LEVELS'],
    [openLong('0.7', { target: '60000.1' }), 'counted'],
    [openLong('0.7', { target: '60000' }), 'WRONG_SIDE_LEVELS'],
    [openShort('0.7', { stop: '60000.1' }), 'counted'],
    [openShort('0.7', { stop: '60000' }), 'WRONG_SIDE_LEVELS'],
    [openShort('0.7', { target: '59999.9' }), 'counted'],
    [openShort('0.7', { target: '60000' }), 'WRONG_SIDE_LEVELS'],
  ])('%j: %s', (vote, expected) => {
    expect(reasonOf(vote)).toBe(expected);
  });
});

describe('F-D7 an entry more than 2 % from the mid of 60 000 is not of this market', () => {
  test.each([
    ['58799.9', 'ENTRY_TOO_FAR'],
    ['58800', 'counted'],
    ['61200', 'counted'],
    ['61200.1', 'ENTRY_TOO_FAR'],
  ])('%s: %s', (entry, expected) => {
    expect(reasonOf(openLong('0.7', { entry, stop: '58000' }))).toBe(expected);
  });

  test('the distance is the policy’s', () => {
    const policy = { ...DEFAULT_POLICY, maxEntryDistancePct: '0.01' };
    const [said] = readVotes([openLong('0.7', { entry: '60601' })], [snapshot()], policy);
    expect(said).toMatchObject({ reason: 'ENTRY_TOO_FAR' });
  });

  test.each([[undefined], [{ ...snapshot().quote!, bid: '0' }], [{ ...snapshot().quote!, ask: 'NaN' }]])(
    'without a usable price (%j) an opening cannot be held against the market',
    (quote) => {
      const { quote: _, ...rest } = snapshot();
      expect(reasonOf(openLong(), quote === undefined ? rest : { ...rest, quote })).toBe('NO_DATA');
    },
  );
});

describe('F-D1 a leg is read from the entry that names it', () => {
  const legs = [snapshot('BTC/USDT'), snapshot('XRP/USDT')];
  const reasons = (answer: readonly unknown[]) =>
    readVotes(answer, legs, DEFAULT_POLICY).map((said) => ('vote' in said ? said.vote.instrumentId : said.reason));

  test('whatever the order of the entries', () => {
    expect(reasons([hold({ instrumentId: 'XRP/USDT' }), hold()])).toEqual(['BTC/USDT', 'XRP/USDT']);
  });
  test('one that nothing is said about has no vote', () => {
    expect(reasons([hold()])).toEqual(['BTC/USDT', 'MISSING']);
  });
  test('two entries for one contradict each other', () => {
    expect(reasons([hold(), close(), hold({ instrumentId: 'XRP/USDT' })])).toEqual(['DOUBLED', 'XRP/USDT']);
  });
  test.each(['XRP/BTC', 'DOGE/USDT', undefined, 7])('an entry for %p spoils the answer', (instrumentId) => {
    expect(reasons([hold(), { ...hold(), instrumentId }])).toEqual(['FOREIGN_INSTRUMENT', 'FOREIGN_INSTRUMENT']);
  });
  test('an empty answer is none', () => {
    expect(reasons([])).toEqual(['EMPTY', 'EMPTY']);
  });
});

test('a member without anything to judge by says so', () => {
  expect(read({ instrumentId: 'BTC/USDT', noVote: 'no price' })).toEqual({ reason: 'NO_DATA', detail: 'no price' });
});
